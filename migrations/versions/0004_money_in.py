"""Tables of requisitions lowered and sent back, receipts placed later, bank statements."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0004"
down_revision: Final = "0003"

ID: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ORE: Final = sa.BigInteger()


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "bank_event",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("pot_id", ID, nullable=False),
        sa.Column("bank_account_id", ID, nullable=False),
        sa.Column("moved_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.CheckConstraint("amount_ore <> 0", name=op.f("ck_bank_event_amount")),
        sa.ForeignKeyConstraint(
            ["bank_account_id"], ["bank_account.document_id"], name=op.f("fk_bank_event_bank_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["book_id", "pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_bank_event_book_id_pot_id")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_bank_event_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_bank_event")),
    )
    op.create_table(
        "bank_match",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("bank_account_id", ID, nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.CheckConstraint("found IN ('by_hand', 'alone', 'carried')", name=op.f("ck_bank_match_found")),
        sa.ForeignKeyConstraint(
            ["bank_account_id"], ["bank_account.document_id"], name=op.f("fk_bank_match_bank_account_id")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_bank_match_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_bank_match")),
    )
    op.create_table(
        "bank_statement",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("bank_account_id", ID, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.Column("with_rows", sa.Boolean(), nullable=False),
        sa.Column("opening_ore", ORE, nullable=False),
        sa.Column("closing_ore", ORE, nullable=False),
        sa.CheckConstraint("since <= day", name=op.f("ck_bank_statement_days")),
        sa.ForeignKeyConstraint(
            ["bank_account_id"], ["bank_account.document_id"], name=op.f("fk_bank_statement_bank_account_id")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_bank_statement_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_bank_statement")),
        sa.UniqueConstraint(
            "bank_account_id", "day", "version", name=op.f("uq_bank_statement_bank_account_id_day_version")
        ),
    )
    op.create_table(
        "bank_match_entry",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("row_no", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("seq", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["book_id", "seq"], ["entry.book_id", "entry.seq"], name=op.f("fk_bank_match_entry_book_id_seq")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["bank_match.document_id"], name=op.f("fk_bank_match_entry_document_id")
        ),
        sa.PrimaryKeyConstraint("document_id", "row_no", name=op.f("pk_bank_match_entry")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_bank_match_entry_seq", "bank_match_entry", ["book_id", "seq"], unique=False)
    op.create_table(
        "bank_statement_row",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("row_no", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.CheckConstraint("amount_ore <> 0", name=op.f("ck_bank_statement_row_amount")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["bank_statement.document_id"], name=op.f("fk_bank_statement_row_document_id")
        ),
        sa.PrimaryKeyConstraint("document_id", "row_no", name=op.f("pk_bank_statement_row")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "requisition_lowering",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("requisition_id", ID, nullable=False),
        sa.Column("lowered_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.CheckConstraint("amount_ore > 0", name=op.f("ck_requisition_lowering_amount")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_requisition_lowering_document_id")),
        sa.ForeignKeyConstraint(
            ["requisition_id"], ["requisition.document_id"], name=op.f("fk_requisition_lowering_requisition_id")
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_requisition_lowering")),
    )
    op.create_index(
        op.f("ix_requisition_lowering_requisition_id"), "requisition_lowering", ["requisition_id"], unique=False
    )
    op.create_table(
        "sending_back",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("requisition_id", ID, nullable=False),
        sa.Column("bank_account_id", ID, nullable=False),
        sa.Column("payer_id", ID, nullable=False),
        sa.Column("sent_back_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.CheckConstraint("amount_ore > 0", name=op.f("ck_sending_back_amount")),
        sa.ForeignKeyConstraint(
            ["bank_account_id"], ["bank_account.document_id"], name=op.f("fk_sending_back_bank_account_id")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_sending_back_document_id")),
        sa.ForeignKeyConstraint(["payer_id"], ["organisation.id"], name=op.f("fk_sending_back_payer_id")),
        sa.ForeignKeyConstraint(
            ["requisition_id"], ["requisition.document_id"], name=op.f("fk_sending_back_requisition_id")
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_sending_back")),
    )
    op.create_index(op.f("ix_sending_back_requisition_id"), "sending_back", ["requisition_id"], unique=False)
    op.create_table(
        "bank_match_row",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("row_no", ID, nullable=False),
        sa.Column("statement_id", ID, nullable=False),
        sa.Column("statement_row_no", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["bank_match.document_id"], name=op.f("fk_bank_match_row_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["statement_id", "statement_row_no"],
            ["bank_statement_row.document_id", "bank_statement_row.row_no"],
            name=op.f("fk_bank_match_row_statement_id_statement_row_no"),
        ),
        sa.PrimaryKeyConstraint("document_id", "row_no", name=op.f("pk_bank_match_row")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_bank_match_row_statement", "bank_match_row", ["statement_id", "statement_row_no"], unique=False)
    op.create_table(
        "unplaced_receipt",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("bank_account_id", ID, nullable=False),
        sa.Column("surplus_of_id", ID, nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.CheckConstraint("amount_ore > 0", name=op.f("ck_unplaced_receipt_amount")),
        sa.ForeignKeyConstraint(
            ["bank_account_id"], ["bank_account.document_id"], name=op.f("fk_unplaced_receipt_bank_account_id")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_unplaced_receipt_document_id")),
        sa.ForeignKeyConstraint(
            ["surplus_of_id"], ["receipt.document_id"], name=op.f("fk_unplaced_receipt_surplus_of_id")
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_unplaced_receipt")),
    )
    op.create_index(op.f("ix_unplaced_receipt_surplus_of_id"), "unplaced_receipt", ["surplus_of_id"], unique=False)
    op.create_table(
        "receipt_placement",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("unplaced_id", ID, nullable=False),
        sa.Column("requisition_id", ID, nullable=False),
        sa.Column("placed_on", sa.Date(), nullable=False),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.CheckConstraint("amount_ore > 0", name=op.f("ck_receipt_placement_amount")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_receipt_placement_document_id")),
        sa.ForeignKeyConstraint(
            ["requisition_id"], ["requisition.document_id"], name=op.f("fk_receipt_placement_requisition_id")
        ),
        sa.ForeignKeyConstraint(
            ["unplaced_id"], ["unplaced_receipt.document_id"], name=op.f("fk_receipt_placement_unplaced_id")
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_receipt_placement")),
    )
    op.create_index(op.f("ix_receipt_placement_requisition_id"), "receipt_placement", ["requisition_id"], unique=False)
    op.create_index(op.f("ix_receipt_placement_unplaced_id"), "receipt_placement", ["unplaced_id"], unique=False)


def downgrade() -> None:
    """Take the tables away."""
    op.drop_index(op.f("ix_receipt_placement_unplaced_id"), table_name="receipt_placement")
    op.drop_index(op.f("ix_receipt_placement_requisition_id"), table_name="receipt_placement")
    op.drop_table("receipt_placement")
    op.drop_index(op.f("ix_unplaced_receipt_surplus_of_id"), table_name="unplaced_receipt")
    op.drop_table("unplaced_receipt")
    op.drop_index("ix_bank_match_row_statement", table_name="bank_match_row")
    op.drop_table("bank_match_row")
    op.drop_index(op.f("ix_sending_back_requisition_id"), table_name="sending_back")
    op.drop_table("sending_back")
    op.drop_index(op.f("ix_requisition_lowering_requisition_id"), table_name="requisition_lowering")
    op.drop_table("requisition_lowering")
    op.drop_table("bank_statement_row")
    op.drop_index("ix_bank_match_entry_seq", table_name="bank_match_entry")
    op.drop_table("bank_match_entry")
    op.drop_table("bank_statement")
    op.drop_table("bank_match")
    op.drop_table("bank_event")
