"""Tables of credit invoices, bounced and double payments, refunds, settings of VAT."""

from typing import Final
from unicodedata import normalize

import sqlalchemy as sa
from alembic import op

revision: Final = "0005"
down_revision: Final = "0004"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ORE = sa.BigInteger()
MOMENT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    """Make the tables, and give every invoice that is there the key its number is compared by."""
    op.create_index(op.f("ix_invoice_line_commitment_id"), "invoice_line", ["commitment_id"], unique=False)
    _vat()
    _numbers()
    _credits()
    _bounces()
    _settlements()
    _fill_numbers()


def downgrade() -> None:
    """Take the tables away."""
    for table in (
        "settlement_row",
        "settlement",
        "bounce_row",
        "bounce",
        "credit_line",
        "credit_invoice",
        "invoice_number",
        "invoice_replacement",
        "vat_setting",
    ):
        op.drop_table(table)
    op.drop_index(op.f("ix_invoice_line_commitment_id"), table_name="invoice_line")


def _vat() -> None:
    op.create_table(
        "vat_setting",
        sa.Column("id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.Column("recovers", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_vat_setting_actor_id")),
        sa.ForeignKeyConstraint(["book_id"], ["book.id"], name=op.f("fk_vat_setting_book_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vat_setting")),
        sa.UniqueConstraint("book_id", "valid_from", "version", name=op.f("uq_vat_setting_book_id_valid_from_version")),
    )


def _numbers() -> None:
    op.create_table(
        "invoice_replacement",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("replaces_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["invoice.document_id"], name=op.f("fk_invoice_replacement_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["invoice.document_id"], name=op.f("fk_invoice_replacement_replaces_id")
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_invoice_replacement")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_invoice_replacement_replaces_id")),
    )
    op.create_table(
        "invoice_number",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("supplier_id", ID, nullable=False),
        sa.Column("number_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_invoice_number_document_id")),
        sa.ForeignKeyConstraint(["supplier_id"], ["organisation.id"], name=op.f("fk_invoice_number_supplier_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_invoice_number")),
    )
    op.create_index("ix_invoice_number_number_key", "invoice_number", ["supplier_id", "number_key"], unique=False)


def _credits() -> None:
    op.create_table(
        "credit_invoice",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("invoice_id", ID, nullable=False),
        sa.Column("supplier_number", sa.Text(), nullable=False),
        sa.Column("credited_on", sa.Date(), nullable=False),
        sa.Column("arrived_on", sa.Date(), nullable=False),
        sa.Column("net_ore", ORE, nullable=False),
        sa.Column("vat_ore", ORE, nullable=False),
        sa.Column("gross_ore", ORE, nullable=False),
        sa.Column("vat_judgement", sa.Text(), nullable=False),
        sa.Column("vat_reason", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "gross_ore = net_ore + vat_ore AND gross_ore > 0 AND vat_ore >= 0", name=op.f("ck_credit_invoice_amounts")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_credit_invoice_document_id")),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoice.document_id"], name=op.f("fk_credit_invoice_invoice_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_credit_invoice")),
    )
    op.create_index(op.f("ix_credit_invoice_invoice_id"), "credit_invoice", ["invoice_id"], unique=False)
    op.create_table(
        "credit_line",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("row_no", ID, nullable=False),
        sa.Column("invoice_row", ID, nullable=False),
        sa.Column("gross_ore", ORE, nullable=False),
        sa.Column("vat_ore", ORE, nullable=False),
        sa.CheckConstraint(
            "gross_ore > 0 AND vat_ore >= 0 AND vat_ore <= gross_ore", name=op.f("ck_credit_line_amounts")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["credit_invoice.document_id"], name=op.f("fk_credit_line_document_id")
        ),
        sa.PrimaryKeyConstraint("document_id", "row_no", name=op.f("pk_credit_line")),
        sqlite_with_rowid=False,
    )


def _bounces() -> None:
    op.create_table(
        "bounce",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("payout_id", ID, nullable=False),
        sa.Column("bounced_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_bounce_document_id")),
        sa.ForeignKeyConstraint(["payout_id"], ["payout.document_id"], name=op.f("fk_bounce_payout_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_bounce")),
    )
    op.create_index(op.f("ix_bounce_payout_id"), "bounce", ["payout_id"], unique=False)
    op.create_table(
        "bounce_row",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("row_no", ID, nullable=False),
        sa.Column("payout_id", ID, nullable=False),
        sa.Column("payout_row", ID, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["bounce.document_id"], name=op.f("fk_bounce_row_document_id")),
        sa.ForeignKeyConstraint(
            ["payout_id", "payout_row"],
            ["payout_row.document_id", "payout_row.row_no"],
            name=op.f("fk_bounce_row_payout_id_payout_row"),
        ),
        sa.PrimaryKeyConstraint("document_id", "row_no", name=op.f("pk_bounce_row")),
        sqlite_with_rowid=False,
    )


def _settlements() -> None:
    op.create_table(
        "settlement",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("bank_account_id", ID, nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.ForeignKeyConstraint(
            ["bank_account_id"], ["bank_account.document_id"], name=op.f("fk_settlement_bank_account_id")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_settlement_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_settlement")),
    )
    op.create_table(
        "settlement_row",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("row_no", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("pot_id", ID, nullable=False),
        sa.Column("invoice_id", ID, nullable=False),
        sa.Column("other_pot_id", ID, nullable=True),
        sa.Column("other_invoice_id", ID, nullable=True),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.CheckConstraint("amount_ore > 0", name=op.f("ck_settlement_row_amount")),
        sa.CheckConstraint("(other_pot_id IS NULL) = (other_invoice_id IS NULL)", name=op.f("ck_settlement_row_other")),
        sa.ForeignKeyConstraint(
            ["book_id", "pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_settlement_row_book_id_pot_id")
        ),
        sa.ForeignKeyConstraint(
            ["book_id", "other_pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_settlement_row_book_id_other_pot_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["settlement.document_id"], name=op.f("fk_settlement_row_document_id")
        ),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoice.document_id"], name=op.f("fk_settlement_row_invoice_id")),
        sa.ForeignKeyConstraint(
            ["other_invoice_id"], ["invoice.document_id"], name=op.f("fk_settlement_row_other_invoice_id")
        ),
        sa.PrimaryKeyConstraint("document_id", "row_no", name=op.f("pk_settlement_row")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_settlement_row_invoice_id"), "settlement_row", ["invoice_id"], unique=False)
    op.create_index(op.f("ix_settlement_row_other_invoice_id"), "settlement_row", ["other_invoice_id"], unique=False)


def _fill_numbers() -> None:
    known = sa.table("invoice", *map(sa.column, ("document_id", "supplier_id", "supplier_number")))
    keys = sa.table("invoice_number", *map(sa.column, ("document_id", "supplier_id", "number_key")))
    rows = [
        {"document_id": document_id, "supplier_id": supplier_id, "number_key": _folded(number)}
        for document_id, supplier_id, number in op.get_bind().execute(sa.select(known).order_by(known.c.document_id))
    ]
    if rows:
        op.get_bind().execute(sa.insert(keys), rows)


def _folded(number: str) -> str:
    return normalize("NFKC", "".join(number.split())).casefold().lstrip("0")
