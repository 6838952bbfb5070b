"""Tables of lapse, repayment, carry-over and handover."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0007"
down_revision: Final = "0006"

ID: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ORE: Final = sa.BigInteger()


def upgrade() -> None:
    """Make the tables."""
    _lapse()
    _repayment()
    _carry_over()
    _handover()
    _moved_commitment()
    _clearing_settlement()


def downgrade() -> None:
    """Take the tables away."""
    for table in ("clearing_settlement", "moved_commitment", "handover", "carry_over", "repayment", "lapse"):
        op.drop_table(table)


def _lapse() -> None:
    op.create_table(
        "lapse",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("pot_id", ID, nullable=False),
        sa.Column("decision_id", ID, nullable=False),
        sa.Column("terms_id", ID, nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("lapsed_on", sa.Date(), nullable=False),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.ForeignKeyConstraint(["book_id", "pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_lapse_book_id_pot_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_lapse_decision_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_lapse_document_id")),
        sa.ForeignKeyConstraint(["terms_id"], ["terms.id"], name=op.f("fk_lapse_terms_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_lapse")),
    )


def _repayment() -> None:
    op.create_table(
        "repayment",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("pot_id", ID, nullable=False),
        sa.Column("decision_id", ID, nullable=False),
        sa.Column("terms_id", ID, nullable=False),
        sa.Column("payer_id", ID, nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("bank_account_id", ID, nullable=False),
        sa.Column("repaid_on", sa.Date(), nullable=False),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.ForeignKeyConstraint(
            ["bank_account_id"], ["bank_account.document_id"], name=op.f("fk_repayment_bank_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["book_id", "pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_repayment_book_id_pot_id")
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_repayment_decision_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_repayment_document_id")),
        sa.ForeignKeyConstraint(["payer_id"], ["organisation.id"], name=op.f("fk_repayment_payer_id")),
        sa.ForeignKeyConstraint(["terms_id"], ["terms.id"], name=op.f("fk_repayment_terms_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_repayment")),
    )


def _carry_over() -> None:
    op.create_table(
        "carry_over",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("old_pot_id", ID, nullable=False),
        sa.Column("new_pot_id", ID, nullable=False),
        sa.Column("decision_id", ID, nullable=False),
        sa.Column("terms_id", ID, nullable=False),
        sa.Column("bank_account_id", ID, nullable=True),
        sa.Column("carried_on", sa.Date(), nullable=False),
        sa.Column("available_ore", ORE, nullable=False),
        sa.Column("disbursed_ore", ORE, nullable=False),
        sa.CheckConstraint("available_ore >= 0 AND disbursed_ore >= 0", name=op.f("ck_carry_over_amounts")),
        sa.ForeignKeyConstraint(
            ["bank_account_id"], ["bank_account.document_id"], name=op.f("fk_carry_over_bank_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["book_id", "old_pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_carry_over_book_id_old_pot_id")
        ),
        sa.ForeignKeyConstraint(
            ["book_id", "new_pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_carry_over_book_id_new_pot_id")
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_carry_over_decision_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_carry_over_document_id")),
        sa.ForeignKeyConstraint(["terms_id"], ["terms.id"], name=op.f("fk_carry_over_terms_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_carry_over")),
    )


def _handover() -> None:
    op.create_table(
        "handover",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("pot_id", ID, nullable=False),
        sa.Column("other_book_id", ID, nullable=False),
        sa.Column("other_pot_id", ID, nullable=False),
        sa.Column("given_id", ID, nullable=True),
        sa.Column("decision_id", ID, nullable=False),
        sa.Column("handed_on", sa.Date(), nullable=False),
        sa.Column("available_ore", ORE, nullable=False),
        sa.Column("disbursed_ore", ORE, nullable=False),
        sa.CheckConstraint("available_ore >= 0 AND disbursed_ore >= 0", name=op.f("ck_handover_amounts")),
        sa.CheckConstraint("book_id <> other_book_id", name=op.f("ck_handover_books")),
        sa.ForeignKeyConstraint(
            ["book_id", "pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_handover_book_id_pot_id")
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_handover_decision_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_handover_document_id")),
        sa.ForeignKeyConstraint(["given_id"], ["handover.document_id"], name=op.f("fk_handover_given_id")),
        sa.ForeignKeyConstraint(
            ["other_book_id", "other_pot_id"],
            ["pot.book_id", "pot.id"],
            name=op.f("fk_handover_other_book_id_other_pot_id"),
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_handover")),
        sa.UniqueConstraint("given_id", name=op.f("uq_handover_given_id")),
    )


def _moved_commitment() -> None:
    op.create_table(
        "moved_commitment",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("row_no", ID, nullable=False),
        sa.Column("old_commitment_id", ID, nullable=False),
        sa.Column("new_commitment_id", ID, nullable=False),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.CheckConstraint("amount_ore > 0", name=op.f("ck_moved_commitment_amount")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_moved_commitment_document_id")),
        sa.ForeignKeyConstraint(
            ["new_commitment_id"], ["commitment.document_id"], name=op.f("fk_moved_commitment_new_commitment_id")
        ),
        sa.ForeignKeyConstraint(
            ["old_commitment_id"], ["commitment.document_id"], name=op.f("fk_moved_commitment_old_commitment_id")
        ),
        sa.PrimaryKeyConstraint("document_id", "row_no", name=op.f("pk_moved_commitment")),
        sqlite_with_rowid=False,
    )
    for column in ("new_commitment_id", "old_commitment_id"):
        op.create_index(op.f(f"ix_moved_commitment_{column}"), "moved_commitment", [column])


def _clearing_settlement() -> None:
    op.create_table(
        "clearing_settlement",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("handover_id", ID, nullable=False),
        sa.Column("bank_account_id", ID, nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=False),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.CheckConstraint("amount_ore > 0", name=op.f("ck_clearing_settlement_amount")),
        sa.ForeignKeyConstraint(
            ["bank_account_id"], ["bank_account.document_id"], name=op.f("fk_clearing_settlement_bank_account_id")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_clearing_settlement_document_id")),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handover.document_id"], name=op.f("fk_clearing_settlement_handover_id")
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_clearing_settlement")),
    )
    op.create_index(op.f("ix_clearing_settlement_handover_id"), "clearing_settlement", ["handover_id"])
