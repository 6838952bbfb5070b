"""Tables that signing in through another's service needs."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0010"
down_revision: Final = "0009"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    op.create_table(
        "external_identity",
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("no", ID, nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_external_identity_actor_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_external_identity_person_id")),
        sa.PrimaryKeyConstraint("issuer", "subject", "no", name=op.f("pk_external_identity")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sign_in_refusal",
        sa.Column("id", ID, nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_refusal")),
    )


def downgrade() -> None:
    op.drop_table("sign_in_refusal")
    op.drop_table("external_identity")
