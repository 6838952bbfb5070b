"""Tables of registers with history, and files; what was registered before gets its first version."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0002"
down_revision: Final = "0001"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ORE = sa.BigInteger()
MOMENT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")

FIRST_VERSIONS: Final = (
    (
        "organisation",
        "register",
        "name, kind, municipality_code, town, country",
        "h.name, h.kind, CASE h.kind WHEN 'municipality' THEN h.code END, '', 'SE'",
        "'0001-01-01'",
    ),
    ("person", "register", "title", "h.title", "'0001-01-01'"),
    ("body", "register", "name", "h.name", "'0001-01-01'"),
    ("mandate", "grant", "valid_to, reason", "h.valid_to, ''", "h.valid_from"),
    ("attest_right", "grant", "valid_to, reason", "h.valid_to, ''", "h.valid_from"),
)
"""By head: the audit's verb of its beginning, the version's own columns, what they were, and from which day."""


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "body_version",
        sa.Column("of_id", ID, nullable=False),
        sa.Column("no", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_body_version_actor_id")),
        sa.ForeignKeyConstraint(["of_id"], ["body.id"], name=op.f("fk_body_version_of_id")),
        sa.PrimaryKeyConstraint("of_id", "no", name=op.f("pk_body_version")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "file_content",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("size", ID, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.CheckConstraint("length(digest) = 64 AND size > 0", name=op.f("ck_file_content_content")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_file_content_actor_id")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_file_content")),
    )
    op.create_table(
        "membership",
        sa.Column("id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('municipal_association', 'care_area', 'adjunct')", name=op.f("ck_membership_kind")
        ),
        sa.CheckConstraint("member_id <> group_id", name=op.f("ck_membership_itself")),
        sa.ForeignKeyConstraint(["group_id"], ["organisation.id"], name=op.f("fk_membership_group_id")),
        sa.ForeignKeyConstraint(["member_id"], ["organisation.id"], name=op.f("fk_membership_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    op.create_index(op.f("ix_membership_group_id"), "membership", ["group_id"], unique=False)
    op.create_index(op.f("ix_membership_member_id"), "membership", ["member_id"], unique=False)
    op.create_table(
        "organisation_version",
        sa.Column("of_id", ID, nullable=False),
        sa.Column("no", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("municipality_code", sa.Text(), nullable=True),
        sa.Column("town", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.CheckConstraint(
            "kind IN ('state', 'association', 'region', 'municipality', 'care_collaboration', 'keeper', 'supplier')",
            name=op.f("ck_organisation_version_kind"),
        ),
        sa.CheckConstraint("length(country) = 2", name=op.f("ck_organisation_version_country")),
        sa.CheckConstraint(
            "municipality_code IS NULL OR length(municipality_code) = 4",
            name=op.f("ck_organisation_version_municipality_code"),
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_organisation_version_actor_id")),
        sa.ForeignKeyConstraint(["of_id"], ["organisation.id"], name=op.f("fk_organisation_version_of_id")),
        sa.PrimaryKeyConstraint("of_id", "no", name=op.f("pk_organisation_version")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "payee_account",
        sa.Column("of_id", ID, nullable=False),
        sa.Column("no", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.CheckConstraint("kind IN ('bankgiro', 'plusgiro', 'bank_account')", name=op.f("ck_payee_account_kind")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_payee_account_actor_id")),
        sa.ForeignKeyConstraint(["of_id"], ["organisation.id"], name=op.f("fk_payee_account_of_id")),
        sa.PrimaryKeyConstraint("of_id", "no", name=op.f("pk_payee_account")),
        sa.UniqueConstraint("of_id", "no", "actor_id", name=op.f("uq_payee_account_of_id_no_actor_id")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "person_version",
        sa.Column("of_id", ID, nullable=False),
        sa.Column("no", ID, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_person_version_actor_id")),
        sa.ForeignKeyConstraint(["of_id"], ["person.id"], name=op.f("fk_person_version_of_id")),
        sa.PrimaryKeyConstraint("of_id", "no", name=op.f("pk_person_version")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "file_chunk",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("no", ID, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["file_content.digest"], name=op.f("fk_file_chunk_digest")),
        sa.PrimaryKeyConstraint("digest", "no", name=op.f("pk_file_chunk")),
    )
    op.create_table(
        "membership_version",
        sa.Column("of_id", ID, nullable=False),
        sa.Column("no", ID, nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_membership_version_dates")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_membership_version_actor_id")),
        sa.ForeignKeyConstraint(["of_id"], ["membership.id"], name=op.f("fk_membership_version_of_id")),
        sa.PrimaryKeyConstraint("of_id", "no", name=op.f("pk_membership_version")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "payee_account_answer",
        sa.Column("of_id", ID, nullable=False),
        sa.Column("no", ID, nullable=False),
        sa.Column("proposed_by", ID, nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.CheckConstraint("answer IN ('confirmed', 'refused')", name=op.f("ck_payee_account_answer_answer")),
        sa.CheckConstraint("actor_id <> proposed_by", name=op.f("ck_payee_account_answer_two_persons")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_payee_account_answer_actor_id")),
        sa.ForeignKeyConstraint(
            ["of_id", "no", "proposed_by"],
            ["payee_account.of_id", "payee_account.no", "payee_account.actor_id"],
            name=op.f("fk_payee_account_answer_of_id_no_proposed_by"),
        ),
        sa.PrimaryKeyConstraint("of_id", "no", name=op.f("pk_payee_account_answer")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "person_role",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("body_id", ID, nullable=True),
        sa.CheckConstraint("(role = 'styrgrupp') = (body_id IS NOT NULL)", name=op.f("ck_person_role_body")),
        sa.CheckConstraint(
            "role IN ('ekonom', 'attestant', 'styrgrupp', 'revisor', 'admin')", name=op.f("ck_person_role_role")
        ),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_person_role_body_id")),
        sa.ForeignKeyConstraint(["book_id"], ["book.id"], name=op.f("fk_person_role_book_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_role_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_role")),
    )
    op.create_index(op.f("ix_person_role_person_id"), "person_role", ["person_id"], unique=False)
    op.create_table(
        "agreement_party",
        sa.Column("id", ID, nullable=False),
        sa.Column("agreement_id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.CheckConstraint("role IN ('signatory', 'principal')", name=op.f("ck_agreement_party_role")),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_party_agreement_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_agreement_party_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_party")),
    )
    op.create_index(op.f("ix_agreement_party_agreement_id"), "agreement_party", ["agreement_id"], unique=False)
    op.create_table(
        "attachment",
        sa.Column("id", ID, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("no", ID, nullable=False),
        sa.Column("document_id", ID, nullable=True),
        sa.Column("decision_id", ID, nullable=True),
        sa.Column("agreement_id", ID, nullable=True),
        sa.Column("organisation_id", ID, nullable=True),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.CheckConstraint(
            "CASE WHEN document_id IS NULL THEN 0 ELSE 1 END + CASE WHEN decision_id IS NULL THEN 0 ELSE 1 END + CASE WHEN agreement_id IS NULL THEN 0 ELSE 1 END + CASE WHEN organisation_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_attachment_one_thing"),
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_attachment_actor_id")),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_attachment_agreement_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_attachment_decision_id")),
        sa.ForeignKeyConstraint(["digest"], ["file_content.digest"], name=op.f("fk_attachment_digest")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_attachment_document_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_attachment_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("agreement_id", "no", name=op.f("uq_attachment_agreement_id_no")),
        sa.UniqueConstraint("decision_id", "no", name=op.f("uq_attachment_decision_id_no")),
        sa.UniqueConstraint("document_id", "no", name=op.f("uq_attachment_document_id_no")),
        sa.UniqueConstraint("organisation_id", "no", name=op.f("uq_attachment_organisation_id_no")),
    )
    op.create_index(op.f("ix_attachment_digest"), "attachment", ["digest"], unique=False)
    op.create_table(
        "decision_follows",
        sa.Column("decision_id", ID, nullable=False),
        sa.Column("recommendation_id", ID, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_decision_follows_actor_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_decision_follows_decision_id")),
        sa.ForeignKeyConstraint(
            ["recommendation_id"], ["decision.id"], name=op.f("fk_decision_follows_recommendation_id")
        ),
        sa.PrimaryKeyConstraint("decision_id", "recommendation_id", name=op.f("pk_decision_follows")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "decision_receiver",
        sa.Column("id", ID, nullable=False),
        sa.Column("decision_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organisation_id", ID, nullable=True),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_decision_receiver_actor_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_decision_receiver_decision_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_decision_receiver_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_receiver")),
        sa.UniqueConstraint("decision_id", "name", name=op.f("uq_decision_receiver_decision_id_name")),
    )
    op.create_table(
        "person_role_version",
        sa.Column("of_id", ID, nullable=False),
        sa.Column("no", ID, nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_person_role_version_dates")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_person_role_version_actor_id")),
        sa.ForeignKeyConstraint(["of_id"], ["person_role.id"], name=op.f("fk_person_role_version_of_id")),
        sa.PrimaryKeyConstraint("of_id", "no", name=op.f("pk_person_role_version")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "agreement_party_version",
        sa.Column("of_id", ID, nullable=False),
        sa.Column("no", ID, nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_agreement_party_version_dates")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_agreement_party_version_actor_id")),
        sa.ForeignKeyConstraint(["of_id"], ["agreement_party.id"], name=op.f("fk_agreement_party_version_of_id")),
        sa.PrimaryKeyConstraint("of_id", "no", name=op.f("pk_agreement_party_version")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "attachment_removal",
        sa.Column("attachment_id", ID, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_attachment_removal_actor_id")),
        sa.ForeignKeyConstraint(["attachment_id"], ["attachment.id"], name=op.f("fk_attachment_removal_attachment_id")),
        sa.PrimaryKeyConstraint("attachment_id", name=op.f("pk_attachment_removal")),
    )
    op.create_table(
        "attest_right_version",
        sa.Column("of_id", ID, nullable=False),
        sa.Column("no", ID, nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_attest_right_version_dates")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_attest_right_version_actor_id")),
        sa.ForeignKeyConstraint(["of_id"], ["attest_right.id"], name=op.f("fk_attest_right_version_of_id")),
        sa.PrimaryKeyConstraint("of_id", "no", name=op.f("pk_attest_right_version")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "mandate_version",
        sa.Column("of_id", ID, nullable=False),
        sa.Column("no", ID, nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_mandate_version_dates")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_mandate_version_actor_id")),
        sa.ForeignKeyConstraint(["of_id"], ["mandate.id"], name=op.f("fk_mandate_version_of_id")),
        sa.PrimaryKeyConstraint("of_id", "no", name=op.f("pk_mandate_version")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "repayment_terms",
        sa.Column("terms_id", ID, nullable=False),
        sa.Column("repay_by", sa.Date(), nullable=True),
        sa.Column("account_kind", sa.Text(), nullable=True),
        sa.Column("account_number", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "account_kind IN ('bankgiro', 'plusgiro', 'bank_account')", name=op.f("ck_repayment_terms_account_kind")
        ),
        sa.CheckConstraint(
            "(account_kind IS NULL) = (account_number IS NULL)", name=op.f("ck_repayment_terms_account")
        ),
        sa.ForeignKeyConstraint(["terms_id"], ["terms.id"], name=op.f("fk_repayment_terms_terms_id")),
        sa.PrimaryKeyConstraint("terms_id", name=op.f("pk_repayment_terms")),
    )
    for of, verb, columns, facts, valid_from in FIRST_VERSIONS:
        op.execute(first_versions(of, verb, columns, facts, valid_from))


def first_versions(of: str, verb: str, columns: str, facts: str, valid_from: str) -> str:
    """The statement that writes version 1 of every head: known, and by whom, as its audit row says."""

    def audited(column: str, otherwise: str) -> str:
        rows = f"audit a WHERE a.what = '{of}' AND a.verb = '{verb}' AND a.what_id = h.id"
        return f"COALESCE((SELECT a.{column} FROM {rows} ORDER BY a.id LIMIT 1), {otherwise})"  # noqa: S608 - as above

    day = "TEXT" if op.get_bind().dialect.name == "sqlite" else "DATE"
    known, by = (
        audited("recorded_at", "'1970-01-01T00:00:00.000000Z'"),
        audited("actor_id", "(SELECT MIN(id) FROM person)"),
    )
    versions = f"{of}_version (of_id, no, {columns}, valid_from, recorded_at, actor_id)"
    version = f"h.id, 1, {facts}, CAST({valid_from} AS {day}), {known}, {by}"
    return f"INSERT INTO {versions} SELECT {version} FROM {of} h WHERE EXISTS (SELECT 1 FROM person)"  # noqa: S608 - as above


def downgrade() -> None:
    """Take the tables away."""
    op.drop_table("repayment_terms")
    op.drop_table("mandate_version")
    op.drop_table("attest_right_version")
    op.drop_table("attachment_removal")
    op.drop_table("agreement_party_version")
    op.drop_table("person_role_version")
    op.drop_table("decision_receiver")
    op.drop_table("decision_follows")
    op.drop_index(op.f("ix_attachment_digest"), table_name="attachment")
    op.drop_table("attachment")
    op.drop_index(op.f("ix_agreement_party_agreement_id"), table_name="agreement_party")
    op.drop_table("agreement_party")
    op.drop_index(op.f("ix_person_role_person_id"), table_name="person_role")
    op.drop_table("person_role")
    op.drop_table("payee_account_answer")
    op.drop_table("membership_version")
    op.drop_table("file_chunk")
    op.drop_table("person_version")
    op.drop_table("payee_account")
    op.drop_table("organisation_version")
    op.drop_index(op.f("ix_membership_member_id"), table_name="membership")
    op.drop_index(op.f("ix_membership_group_id"), table_name="membership")
    op.drop_table("membership")
    op.drop_table("file_content")
    op.drop_table("body_version")
