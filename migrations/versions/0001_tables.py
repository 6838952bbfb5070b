"""The tables of the book, its documents and its registers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ORE = sa.BigInteger()
MOMENT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    op.create_table(
        "body",
        sa.Column("id", ID, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("advisory", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body")),
        sa.UniqueConstraint("code", name=op.f("uq_body_code")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", ID, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("bankgiro", sa.Text(), nullable=True),
        sa.Column("plusgiro", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('state', 'association', 'region', 'municipality', 'care_collaboration', 'keeper', 'supplier')",
            name=op.f("ck_organisation_kind"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("code", name=op.f("uq_organisation_code")),
        sa.UniqueConstraint("number", name=op.f("uq_organisation_number")),
    )
    op.create_table(
        "person",
        sa.Column("id", ID, nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("login", name=op.f("uq_person_login")),
    )
    op.create_table(
        "book",
        sa.Column("id", ID, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_book_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_book")),
        sa.UniqueConstraint("code", name=op.f("uq_book_code")),
    )
    op.create_table(
        "account",
        sa.Column("book_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("pot_id", ID, nullable=False),
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("balance_ore", ORE, nullable=False),
        sa.Column("last_seq", ID, nullable=False),
        sa.CheckConstraint(
            "(balance_ore >= 0 OR kind NOT IN ('allotted', 'available', 'reserved', 'committed', 'disbursed', 'used', 'returned', 'lapsed', 'claim', 'advanced', 'reclaim', 'supplier_claim', 'vat_claim')) AND (balance_ore <= 0 OR kind NOT IN ('authorised', 'payable', 'interest_debt', 'unplaced'))",
            name=op.f("ck_account_never"),
        ),
        sa.CheckConstraint(
            "kind IN ('authorised', 'allotted', 'available', 'reserved', 'committed', 'disbursed', 'used', 'returned', 'lapsed', 'carried', 'handed', 'claim', 'bank', 'advanced', 'reclaim', 'payable', 'supplier_claim', 'vat_claim', 'cost', 'grant_income', 'grant_debt', 'interest_debt', 'unplaced', 'clearing', 'other')",
            name=op.f("ck_account_kind"),
        ),
        sa.ForeignKeyConstraint(["book_id"], ["book.id"], name=op.f("fk_account_book_id")),
        sa.PrimaryKeyConstraint("book_id", "kind", "pot_id", "subject_id", name=op.f("pk_account")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "agreement",
        sa.Column("id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("national_amount_ore", ORE, nullable=True),
        sa.ForeignKeyConstraint(["book_id"], ["book.id"], name=op.f("fk_agreement_book_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sa.UniqueConstraint("book_id", "code", name=op.f("uq_agreement_book_id_code")),
    )
    op.create_table(
        "allocation_key",
        sa.Column("id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_allocation_key_actor_id")),
        sa.ForeignKeyConstraint(["book_id"], ["book.id"], name=op.f("fk_allocation_key_book_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocation_key")),
        sa.UniqueConstraint("book_id", "code", name=op.f("uq_allocation_key_book_id_code")),
    )
    op.create_table(
        "audit",
        sa.Column("id", ID, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=True),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("what_id", ID, nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_audit_actor_id")),
        sa.ForeignKeyConstraint(["book_id"], ["book.id"], name=op.f("fk_audit_book_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_table(
        "decision",
        sa.Column("id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("body_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("paragraph", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.CheckConstraint("kind IN ('decision', 'recommendation')", name=op.f("ck_decision_kind")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_decision_actor_id")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_decision_body_id")),
        sa.ForeignKeyConstraint(["book_id"], ["book.id"], name=op.f("fk_decision_book_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint(
            "book_id",
            "body_id",
            "decided_on",
            "paragraph",
            name=op.f("uq_decision_book_id_body_id_decided_on_paragraph"),
        ),
    )
    op.create_table(
        "document",
        sa.Column("id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("year", ID, nullable=False),
        sa.Column("ordinal", ID, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_document_actor_id")),
        sa.ForeignKeyConstraint(["book_id"], ["book.id"], name=op.f("fk_document_book_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("book_id", "kind", "year", "ordinal", name=op.f("uq_document_book_id_kind_year_ordinal")),
        sa.UniqueConstraint("book_id", "number", name=op.f("uq_document_book_id_number")),
        sa.UniqueConstraint("book_id", "source_key", name=op.f("uq_document_book_id_source_key")),
    )
    op.create_table(
        "period_state",
        sa.Column("book_id", ID, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("no", ID, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.CheckConstraint("state IN ('closed', 'open')", name=op.f("ck_period_state_state")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_period_state_actor_id")),
        sa.ForeignKeyConstraint(["book_id"], ["book.id"], name=op.f("fk_period_state_book_id")),
        sa.PrimaryKeyConstraint("book_id", "month", "no", name=op.f("pk_period_state")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "pot",
        sa.Column("book_id", ID, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parent_id", ID, nullable=True),
        sa.Column("root_id", ID, nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("holder_id", ID, nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.CheckConstraint("(parent_id IS NULL) = (root_id = id)", name=op.f("ck_pot_root")),
        sa.ForeignKeyConstraint(
            ["book_id", "parent_id"], ["pot.book_id", "pot.id"], name=op.f("fk_pot_book_id_parent_id")
        ),
        sa.ForeignKeyConstraint(["book_id", "root_id"], ["pot.book_id", "pot.id"], name=op.f("fk_pot_book_id_root_id")),
        sa.ForeignKeyConstraint(["book_id"], ["book.id"], name=op.f("fk_pot_book_id")),
        sa.ForeignKeyConstraint(["holder_id"], ["organisation.id"], name=op.f("fk_pot_holder_id")),
        sa.PrimaryKeyConstraint("book_id", "id", name=op.f("pk_pot")),
        sa.UniqueConstraint("book_id", "code", name=op.f("uq_pot_book_id_code")),
        sa.UniqueConstraint("book_id", "path", name=op.f("uq_pot_book_id_path")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "turnover",
        sa.Column("book_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("pot_id", ID, nullable=False),
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("debit_ore", ORE, nullable=False),
        sa.Column("credit_ore", ORE, nullable=False),
        sa.Column("last_seq", ID, nullable=False),
        sa.ForeignKeyConstraint(["book_id"], ["book.id"], name=op.f("fk_turnover_book_id")),
        sa.PrimaryKeyConstraint("book_id", "kind", "pot_id", "subject_id", "day", "event", name=op.f("pk_turnover")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "allocation",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("pot_id", ID, nullable=False),
        sa.Column("decision_id", ID, nullable=False),
        sa.Column("allocated_on", sa.Date(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("key_id", ID, nullable=True),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.Column("base_ore", ORE, nullable=False),
        sa.Column("unit_ore", ID, nullable=False),
        sa.Column("residual", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("method IN ('amounts', 'key', 'fixed')", name=op.f("ck_allocation_method")),
        sa.CheckConstraint("unit_ore IN (1, 100)", name=op.f("ck_allocation_unit")),
        sa.ForeignKeyConstraint(
            ["book_id", "pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_allocation_book_id_pot_id")
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_allocation_decision_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_allocation_document_id")),
        sa.ForeignKeyConstraint(["key_id"], ["allocation_key.id"], name=op.f("fk_allocation_key_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_allocation")),
    )
    op.create_table(
        "attest",
        sa.Column("id", ID, nullable=False),
        sa.Column("document_id", ID, nullable=False),
        sa.Column("round", ID, nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.CheckConstraint("step IN ('confirm', 'approve')", name=op.f("ck_attest_step")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_attest_document_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attest_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attest")),
        sa.UniqueConstraint("document_id", "round", "person_id", name=op.f("uq_attest_document_id_round_person_id")),
        sa.UniqueConstraint("document_id", "round", "step", name=op.f("uq_attest_document_id_round_step")),
    )
    op.create_table(
        "attest_right",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("pot_id", ID, nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("limit_ore", ORE, nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint("step IN ('confirm', 'approve')", name=op.f("ck_attest_right_step")),
        sa.CheckConstraint("limit_ore IS NULL OR limit_ore > 0", name=op.f("ck_attest_right_limit")),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_attest_right_dates")),
        sa.ForeignKeyConstraint(
            ["book_id", "pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_attest_right_book_id_pot_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attest_right_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attest_right")),
    )
    op.create_index(op.f("ix_attest_right_person_id"), "attest_right", ["person_id"], unique=False)
    op.create_table(
        "bank_account",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_bank_account_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_bank_account")),
    )
    op.create_table(
        "certificate",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("agreement_id", ID, nullable=False),
        sa.Column("certified_on", sa.Date(), nullable=False),
        sa.Column("certified_by", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_certificate_agreement_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_certificate_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_certificate")),
    )
    op.create_table(
        "commitment",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("pot_id", ID, nullable=False),
        sa.Column("decision_id", ID, nullable=False),
        sa.Column("performer_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("committed_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.ForeignKeyConstraint(
            ["book_id", "pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_commitment_book_id_pot_id")
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_commitment_decision_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_commitment_document_id")),
        sa.ForeignKeyConstraint(["performer_id"], ["organisation.id"], name=op.f("fk_commitment_performer_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_commitment")),
    )
    op.create_table(
        "document_fact",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("row_no", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("pot_id", ID, nullable=False),
        sa.Column("other_pot_id", ID, nullable=False),
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("other_subject_id", ID, nullable=False),
        sa.Column("bank_id", ID, nullable=False),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.Column("vat_ore", ORE, nullable=False),
        sa.Column("claim_ore", ORE, nullable=False),
        sa.CheckConstraint("amount_ore <> 0 OR vat_ore <> 0", name=op.f("ck_document_fact_amount")),
        sa.ForeignKeyConstraint(
            ["book_id", "pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_document_fact_book_id_pot_id")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_document_fact_document_id")),
        sa.PrimaryKeyConstraint("document_id", "row_no", name=op.f("pk_document_fact")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_document_fact_subject", "document_fact", ["book_id", "subject_id"], unique=False)
    op.create_table(
        "document_state",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("no", ID, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("entry_seq", ID, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_document_state_actor_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_document_state_document_id")),
        sa.PrimaryKeyConstraint("document_id", "no", name=op.f("pk_document_state")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_document_state_state", "document_state", ["state"], unique=False)
    op.create_table(
        "invoice",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("supplier_id", ID, nullable=False),
        sa.Column("supplier_number", sa.Text(), nullable=False),
        sa.Column("invoiced_on", sa.Date(), nullable=False),
        sa.Column("arrived_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("payment_reference", sa.Text(), nullable=False),
        sa.Column("payee_account", sa.Text(), nullable=False),
        sa.Column("net_ore", ORE, nullable=False),
        sa.Column("vat_ore", ORE, nullable=False),
        sa.Column("gross_ore", ORE, nullable=False),
        sa.Column("vat_judgement", sa.Text(), nullable=False),
        sa.Column("vat_reason", sa.Text(), nullable=False),
        sa.Column("vat_recoverable", sa.Boolean(), nullable=False),
        sa.Column("decision_id", ID, nullable=True),
        sa.CheckConstraint("due_on >= invoiced_on", name=op.f("ck_invoice_dates")),
        sa.CheckConstraint(
            "gross_ore = net_ore + vat_ore AND gross_ore > 0 AND vat_ore >= 0", name=op.f("ck_invoice_amounts")
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_invoice_decision_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_invoice_document_id")),
        sa.ForeignKeyConstraint(["supplier_id"], ["organisation.id"], name=op.f("fk_invoice_supplier_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_invoice")),
    )
    op.create_index("ix_invoice_supplier_number", "invoice", ["supplier_id", "supplier_number"], unique=False)
    op.create_table(
        "key_weight",
        sa.Column("key_id", ID, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("numerator", ID, nullable=False),
        sa.Column("denominator", ID, nullable=False),
        sa.CheckConstraint("numerator > 0 AND denominator > 0", name=op.f("ck_key_weight_positive")),
        sa.ForeignKeyConstraint(["key_id"], ["allocation_key.id"], name=op.f("fk_key_weight_key_id")),
        sa.PrimaryKeyConstraint("key_id", "code", name=op.f("pk_key_weight")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "mandate",
        sa.Column("id", ID, nullable=False),
        sa.Column("body_id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("pot_id", ID, nullable=False),
        sa.Column("power", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_mandate_dates")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_mandate_body_id")),
        sa.ForeignKeyConstraint(
            ["book_id", "pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_mandate_book_id_pot_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandate")),
    )
    op.create_index(op.f("ix_mandate_body_id"), "mandate", ["body_id"], unique=False)
    op.create_table(
        "purpose",
        sa.Column("id", ID, nullable=False),
        sa.Column("agreement_id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("pot_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_purpose_agreement_id")),
        sa.ForeignKeyConstraint(
            ["book_id", "pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_purpose_book_id_pot_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purpose")),
        sa.UniqueConstraint("agreement_id", "code", name=op.f("uq_purpose_agreement_id_code")),
        sa.UniqueConstraint("book_id", "pot_id", name=op.f("uq_purpose_book_id_pot_id")),
    )
    op.create_table(
        "terms",
        sa.Column("id", ID, nullable=False),
        sa.Column("agreement_id", ID, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.Column("payer_id", ID, nullable=False),
        sa.Column("instrument", sa.Text(), nullable=False),
        sa.Column("requisitioner_id", ID, nullable=False),
        sa.Column("requisition_reference", sa.Text(), nullable=False),
        sa.Column("requisition_text", sa.Text(), nullable=False),
        sa.Column("requisition_by", sa.Date(), nullable=True),
        sa.Column("certificate_required", sa.Boolean(), nullable=False),
        sa.Column("report_to_id", ID, nullable=True),
        sa.Column("report_by", sa.Date(), nullable=True),
        sa.Column("use_from", sa.Date(), nullable=True),
        sa.Column("use_to", sa.Date(), nullable=True),
        sa.Column("carry_over", sa.Text(), nullable=False),
        sa.Column("repayment_address", sa.Text(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.CheckConstraint("carry_over IN ('no', 'by_decision', 'yes')", name=op.f("ck_terms_carry_over")),
        sa.CheckConstraint("instrument IN ('invoice', 'form', 'pays_by_itself')", name=op.f("ck_terms_instrument")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_terms_actor_id")),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_terms_agreement_id")),
        sa.ForeignKeyConstraint(["payer_id"], ["organisation.id"], name=op.f("fk_terms_payer_id")),
        sa.ForeignKeyConstraint(["report_to_id"], ["organisation.id"], name=op.f("fk_terms_report_to_id")),
        sa.ForeignKeyConstraint(["requisitioner_id"], ["organisation.id"], name=op.f("fk_terms_requisitioner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terms")),
        sa.UniqueConstraint(
            "agreement_id", "valid_from", "version", name=op.f("uq_terms_agreement_id_valid_from_version")
        ),
    )
    op.create_table(
        "allocation_share",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("row_no", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("pot_id", ID, nullable=False),
        sa.Column("weight", sa.Text(), nullable=False),
        sa.Column("quota", sa.Text(), nullable=False),
        sa.Column("floor_ore", ORE, nullable=False),
        sa.Column("extra_ore", ORE, nullable=False),
        sa.Column("computed_ore", ORE, nullable=False),
        sa.Column("official_ore", ORE, nullable=True),
        sa.Column("share_ore", ORE, nullable=False),
        sa.CheckConstraint("share_ore >= 0", name=op.f("ck_allocation_share_share")),
        sa.ForeignKeyConstraint(
            ["book_id", "pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_allocation_share_book_id_pot_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["allocation.document_id"], name=op.f("fk_allocation_share_document_id")
        ),
        sa.PrimaryKeyConstraint("document_id", "row_no", name=op.f("pk_allocation_share")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "entry",
        sa.Column("book_id", ID, nullable=False),
        sa.Column("seq", ID, nullable=False),
        sa.Column("year", ID, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.Column("document_id", ID, nullable=True),
        sa.Column("document_digest", sa.Text(), nullable=True),
        sa.Column("decision_id", ID, nullable=True),
        sa.Column("decision_digest", sa.Text(), nullable=True),
        sa.Column("attest_id", ID, nullable=True),
        sa.Column("attest_digest", sa.Text(), nullable=True),
        sa.Column("reverses_seq", ID, nullable=True),
        sa.Column("prev_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.CheckConstraint("length(hash) = 64 AND length(prev_hash) = 64", name=op.f("ck_entry_hash")),
        sa.CheckConstraint("seq > 0 AND number > 0", name=op.f("ck_entry_numbers")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_entry_actor_id")),
        sa.ForeignKeyConstraint(["attest_id"], ["attest.id"], name=op.f("fk_entry_attest_id")),
        sa.ForeignKeyConstraint(
            ["book_id", "reverses_seq"], ["entry.book_id", "entry.seq"], name=op.f("fk_entry_book_id_reverses_seq")
        ),
        sa.ForeignKeyConstraint(["book_id"], ["book.id"], name=op.f("fk_entry_book_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_entry_decision_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_entry_document_id")),
        sa.PrimaryKeyConstraint("book_id", "seq", name=op.f("pk_entry")),
        sa.UniqueConstraint("book_id", "reverses_seq", name=op.f("uq_entry_book_id_reverses_seq")),
        sa.UniqueConstraint("book_id", "source_key", name=op.f("uq_entry_book_id_source_key")),
        sa.UniqueConstraint("book_id", "year", "number", name=op.f("uq_entry_book_id_year_number")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_entry_booked_on", "entry", ["book_id", "booked_on", "seq"], unique=False)
    op.create_index("ix_entry_document", "entry", ["document_id"], unique=False)
    op.create_index("ix_entry_recorded_at", "entry", ["book_id", "recorded_at"], unique=False)
    op.create_table(
        "invoice_line",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("row_no", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("pot_id", ID, nullable=False),
        sa.Column("commitment_id", ID, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("gross_ore", ORE, nullable=False),
        sa.Column("vat_ore", ORE, nullable=False),
        sa.ForeignKeyConstraint(
            ["book_id", "pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_invoice_line_book_id_pot_id")
        ),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.document_id"], name=op.f("fk_invoice_line_commitment_id")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["invoice.document_id"], name=op.f("fk_invoice_line_document_id")),
        sa.PrimaryKeyConstraint("document_id", "row_no", name=op.f("pk_invoice_line")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "payout",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("bank_account_id", ID, nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.CheckConstraint("kind IN ('invoices', 'allotted')", name=op.f("ck_payout_kind")),
        sa.ForeignKeyConstraint(
            ["bank_account_id"], ["bank_account.document_id"], name=op.f("fk_payout_bank_account_id")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_payout_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_payout")),
    )
    op.create_table(
        "requisition",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("pot_id", ID, nullable=False),
        sa.Column("terms_id", ID, nullable=False),
        sa.Column("payer_id", ID, nullable=False),
        sa.Column("instrument", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("certificate_id", ID, nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.ForeignKeyConstraint(
            ["book_id", "pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_requisition_book_id_pot_id")
        ),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificate.document_id"], name=op.f("fk_requisition_certificate_id")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_requisition_document_id")),
        sa.ForeignKeyConstraint(["payer_id"], ["organisation.id"], name=op.f("fk_requisition_payer_id")),
        sa.ForeignKeyConstraint(["terms_id"], ["terms.id"], name=op.f("fk_requisition_terms_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_requisition")),
    )
    op.create_table(
        "line",
        sa.Column("book_id", ID, nullable=False),
        sa.Column("seq", ID, nullable=False),
        sa.Column("line_no", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("pot_id", ID, nullable=False),
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.CheckConstraint(
            "kind IN ('authorised', 'allotted', 'available', 'reserved', 'committed', 'disbursed', 'used', 'returned', 'lapsed', 'carried', 'handed', 'claim', 'bank', 'advanced', 'reclaim', 'payable', 'supplier_claim', 'vat_claim', 'cost', 'grant_income', 'grant_debt', 'interest_debt', 'unplaced', 'clearing', 'other')",
            name=op.f("ck_line_kind"),
        ),
        sa.CheckConstraint("amount_ore <> 0", name=op.f("ck_line_amount")),
        sa.ForeignKeyConstraint(["book_id", "pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_line_book_id_pot_id")),
        sa.ForeignKeyConstraint(
            ["book_id", "seq"],
            ["entry.book_id", "entry.seq"],
            name=op.f("fk_line_book_id_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("book_id", "seq", "line_no", name=op.f("pk_line")),
        sa.UniqueConstraint(
            "book_id", "kind", "pot_id", "subject_id", "seq", name=op.f("uq_line_book_id_kind_pot_id_subject_id_seq")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "payout_row",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("row_no", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("pot_id", ID, nullable=False),
        sa.Column("invoice_id", ID, nullable=True),
        sa.Column("payee_id", ID, nullable=False),
        sa.Column("payee_account", sa.Text(), nullable=False),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.CheckConstraint("amount_ore > 0", name=op.f("ck_payout_row_amount")),
        sa.ForeignKeyConstraint(
            ["book_id", "pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_payout_row_book_id_pot_id")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["payout.document_id"], name=op.f("fk_payout_row_document_id")),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoice.document_id"], name=op.f("fk_payout_row_invoice_id")),
        sa.ForeignKeyConstraint(["payee_id"], ["organisation.id"], name=op.f("fk_payout_row_payee_id")),
        sa.PrimaryKeyConstraint("document_id", "row_no", name=op.f("pk_payout_row")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_payout_row_invoice_id"), "payout_row", ["invoice_id"], unique=False)
    op.create_table(
        "receipt",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("requisition_id", ID, nullable=False),
        sa.Column("bank_account_id", ID, nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("payer_id", ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.ForeignKeyConstraint(
            ["bank_account_id"], ["bank_account.document_id"], name=op.f("fk_receipt_bank_account_id")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_receipt_document_id")),
        sa.ForeignKeyConstraint(["payer_id"], ["organisation.id"], name=op.f("fk_receipt_payer_id")),
        sa.ForeignKeyConstraint(
            ["requisition_id"], ["requisition.document_id"], name=op.f("fk_receipt_requisition_id")
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_receipt")),
    )
    op.create_index(op.f("ix_receipt_requisition_id"), "receipt", ["requisition_id"], unique=False)
    op.create_table(
        "seal",
        sa.Column("book_id", ID, nullable=False),
        sa.Column("no", ID, nullable=False),
        sa.Column("seq", ID, nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_seal_actor_id")),
        sa.ForeignKeyConstraint(["book_id", "seq"], ["entry.book_id", "entry.seq"], name=op.f("fk_seal_book_id_seq")),
        sa.ForeignKeyConstraint(["book_id"], ["book.id"], name=op.f("fk_seal_book_id")),
        sa.PrimaryKeyConstraint("book_id", "no", name=op.f("pk_seal")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("seal")
    op.drop_table("receipt")
    op.drop_table("payout_row")
    op.drop_table("line")
    op.drop_table("requisition")
    op.drop_table("payout")
    op.drop_table("invoice_line")
    op.drop_table("entry")
    op.drop_table("allocation_share")
    op.drop_table("terms")
    op.drop_table("purpose")
    op.drop_table("mandate")
    op.drop_table("key_weight")
    op.drop_table("invoice")
    op.drop_table("document_state")
    op.drop_table("document_fact")
    op.drop_table("commitment")
    op.drop_table("certificate")
    op.drop_table("bank_account")
    op.drop_table("attest_right")
    op.drop_table("attest")
    op.drop_table("allocation")
    op.drop_table("turnover")
    op.drop_table("pot")
    op.drop_table("period_state")
    op.drop_table("document")
    op.drop_table("decision")
    op.drop_table("audit")
    op.drop_table("allocation_key")
    op.drop_table("agreement")
    op.drop_table("account")
    op.drop_table("book")
    op.drop_table("person")
    op.drop_table("organisation")
    op.drop_table("body")
