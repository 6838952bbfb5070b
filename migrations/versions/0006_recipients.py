"""Tables of use reports, passing on, recalls and reclaims."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0006"
down_revision: Final = "0005"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ORE = sa.BigInteger()


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "passing_on",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("pot_id", ID, nullable=False),
        sa.Column("decision_id", ID, nullable=False),
        sa.Column("passed_on", sa.Date(), nullable=False),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("amount_ore > 0", name=op.f("ck_passing_on_amount")),
        sa.ForeignKeyConstraint(
            ["book_id", "pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_passing_on_book_id_pot_id")
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_passing_on_decision_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_passing_on_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_passing_on")),
    )
    op.create_table(
        "recall",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("pot_id", ID, nullable=False),
        sa.Column("decision_id", ID, nullable=False),
        sa.Column("recalled_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("amount_ore > 0", name=op.f("ck_recall_amount")),
        sa.ForeignKeyConstraint(
            ["book_id", "pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_recall_book_id_pot_id")
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_recall_decision_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_recall_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_recall")),
    )
    op.create_table(
        "write_off",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("pot_id", ID, nullable=False),
        sa.Column("decision_id", ID, nullable=False),
        sa.Column("written_off_on", sa.Date(), nullable=False),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("amount_ore > 0", name=op.f("ck_write_off_amount")),
        sa.ForeignKeyConstraint(
            ["book_id", "pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_write_off_book_id_pot_id")
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_write_off_decision_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_write_off_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_write_off")),
    )
    op.create_table(
        "paid_back",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("pot_id", ID, nullable=False),
        sa.Column("bank_account_id", ID, nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("amount_ore > 0", name=op.f("ck_paid_back_amount")),
        sa.ForeignKeyConstraint(
            ["bank_account_id"], ["bank_account.document_id"], name=op.f("fk_paid_back_bank_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["book_id", "pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_paid_back_book_id_pot_id")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_paid_back_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_paid_back")),
    )
    op.create_table(
        "passing_on_share",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("row_no", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("pot_id", ID, nullable=False),
        sa.Column("share_ore", ORE, nullable=False),
        sa.CheckConstraint("share_ore > 0", name=op.f("ck_passing_on_share_share")),
        sa.ForeignKeyConstraint(
            ["book_id", "pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_passing_on_share_book_id_pot_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["passing_on.document_id"], name=op.f("fk_passing_on_share_document_id")
        ),
        sa.PrimaryKeyConstraint("document_id", "row_no", name=op.f("pk_passing_on_share")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "report_payout",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("bank_account_id", ID, nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.ForeignKeyConstraint(
            ["bank_account_id"], ["bank_account.document_id"], name=op.f("fk_report_payout_bank_account_id")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_report_payout_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_report_payout")),
    )
    op.create_table(
        "use_report",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("pot_id", ID, nullable=False),
        sa.Column("holder_id", ID, nullable=False),
        sa.Column("commitment_id", ID, nullable=True),
        sa.Column("replaces_id", ID, nullable=True),
        sa.Column("used_from", sa.Date(), nullable=False),
        sa.Column("used_to", sa.Date(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("amount_ore > 0", name=op.f("ck_use_report_amount")),
        sa.CheckConstraint("used_to >= used_from", name=op.f("ck_use_report_period")),
        sa.ForeignKeyConstraint(
            ["book_id", "pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_use_report_book_id_pot_id")
        ),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.document_id"], name=op.f("fk_use_report_commitment_id")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_use_report_document_id")),
        sa.ForeignKeyConstraint(["holder_id"], ["organisation.id"], name=op.f("fk_use_report_holder_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["use_report.document_id"], name=op.f("fk_use_report_replaces_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_use_report")),
    )
    op.create_table(
        "report_payout_row",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("row_no", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("pot_id", ID, nullable=False),
        sa.Column("report_id", ID, nullable=False),
        sa.Column("payee_id", ID, nullable=False),
        sa.Column("payee_account", sa.Text(), nullable=False),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.CheckConstraint("amount_ore > 0", name=op.f("ck_report_payout_row_amount")),
        sa.ForeignKeyConstraint(
            ["book_id", "pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_report_payout_row_book_id_pot_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["report_payout.document_id"], name=op.f("fk_report_payout_row_document_id")
        ),
        sa.ForeignKeyConstraint(["payee_id"], ["organisation.id"], name=op.f("fk_report_payout_row_payee_id")),
        sa.ForeignKeyConstraint(["report_id"], ["use_report.document_id"], name=op.f("fk_report_payout_row_report_id")),
        sa.PrimaryKeyConstraint("document_id", "row_no", name=op.f("pk_report_payout_row")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_report_payout_row_report_id"), "report_payout_row", ["report_id"], unique=False)
    op.create_table(
        "use_disallowance",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("report_id", ID, nullable=False),
        sa.Column("decision_id", ID, nullable=False),
        sa.Column("disallowed_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("amount_ore > 0", name=op.f("ck_use_disallowance_amount")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_use_disallowance_decision_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_use_disallowance_document_id")),
        sa.ForeignKeyConstraint(["report_id"], ["use_report.document_id"], name=op.f("fk_use_disallowance_report_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_use_disallowance")),
    )
    op.create_index(op.f("ix_use_disallowance_report_id"), "use_disallowance", ["report_id"], unique=False)
    op.create_table(
        "use_report_cost",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("row_no", ID, nullable=False),
        sa.Column("cost_type", sa.Text(), nullable=False),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.CheckConstraint("amount_ore > 0", name=op.f("ck_use_report_cost_amount")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["use_report.document_id"], name=op.f("fk_use_report_cost_document_id")
        ),
        sa.PrimaryKeyConstraint("document_id", "row_no", name=op.f("pk_use_report_cost")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "use_review",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("report_id", ID, nullable=False),
        sa.Column("decision_id", ID, nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("held_ore", ORE, nullable=False),
        sa.Column("arrears_ore", ORE, nullable=False),
        sa.Column("own_ore", ORE, nullable=False),
        sa.CheckConstraint("held_ore + arrears_ore > 0", name=op.f("ck_use_review_booked")),
        sa.CheckConstraint("held_ore >= 0 AND arrears_ore >= 0 AND own_ore >= 0", name=op.f("ck_use_review_amounts")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_use_review_decision_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_use_review_document_id")),
        sa.ForeignKeyConstraint(["report_id"], ["use_report.document_id"], name=op.f("fk_use_review_report_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_use_review")),
    )
    op.create_index(op.f("ix_use_review_report_id"), "use_review", ["report_id"], unique=False)


def downgrade() -> None:
    """Take the tables away."""
    op.drop_table("use_review")
    op.drop_table("use_report_cost")
    op.drop_table("use_disallowance")
    op.drop_table("report_payout_row")
    op.drop_table("use_report")
    op.drop_table("report_payout")
    op.drop_table("passing_on_share")
    op.drop_table("paid_back")
    op.drop_table("write_off")
    op.drop_table("recall")
    op.drop_table("passing_on")
