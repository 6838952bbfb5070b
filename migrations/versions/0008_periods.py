"""Tables of explanations of what differs, closed years."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0008"
down_revision: Final = "0007"

ID: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ORE: Final = sa.BigInteger()
MOMENT: Final = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    _explanation()
    _explanation_acceptance()
    _closing_finding()
    _year_closing()


def downgrade() -> None:
    """Take the tables away."""
    for table in ("year_closing", "closing_finding", "explanation_acceptance", "explanation"):
        op.drop_table(table)


def _explanation() -> None:
    op.create_table(
        "explanation",
        sa.Column("book_id", ID, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("no", ID, nullable=False),
        sa.Column("control", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("pot_code", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("ledger_ore", ORE, nullable=False),
        sa.Column("expected_ore", ORE, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.CheckConstraint("control IN ('accounts', 'bank')", name=op.f("ck_explanation_control")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_explanation_actor_id")),
        sa.ForeignKeyConstraint(["book_id"], ["book.id"], name=op.f("fk_explanation_book_id")),
        sa.PrimaryKeyConstraint("book_id", "month", "digest", "no", name=op.f("pk_explanation")),
        sa.UniqueConstraint(
            "book_id",
            "month",
            "digest",
            "no",
            "actor_id",
            name=op.f("uq_explanation_book_id_month_digest_no_actor_id"),
        ),
        sqlite_with_rowid=False,
    )


def _explanation_acceptance() -> None:
    op.create_table(
        "explanation_acceptance",
        sa.Column("book_id", ID, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("no", ID, nullable=False),
        sa.Column("explained_by", ID, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.CheckConstraint("actor_id <> explained_by", name=op.f("ck_explanation_acceptance_two_persons")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_explanation_acceptance_actor_id")),
        sa.ForeignKeyConstraint(
            ["book_id", "month", "digest", "no", "explained_by"],
            [f"explanation.{column}" for column in ("book_id", "month", "digest", "no", "actor_id")],
            name=op.f("fk_explanation_acceptance_book_id_month_digest_no_explained_by"),
        ),
        sa.PrimaryKeyConstraint("book_id", "month", "digest", "no", name=op.f("pk_explanation_acceptance")),
        sqlite_with_rowid=False,
    )


def _closing_finding() -> None:
    op.create_table(
        "closing_finding",
        sa.Column("book_id", ID, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("no", ID, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("explanation_no", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["book_id", "month", "no"],
            ["period_state.book_id", "period_state.month", "period_state.no"],
            name=op.f("fk_closing_finding_book_id_month_no"),
        ),
        sa.ForeignKeyConstraint(
            ["book_id", "month", "digest", "explanation_no"],
            [f"explanation_acceptance.{column}" for column in ("book_id", "month", "digest", "no")],
            name=op.f("fk_closing_finding_book_id_month_digest_explanation_no"),
        ),
        sa.PrimaryKeyConstraint("book_id", "month", "no", "digest", name=op.f("pk_closing_finding")),
        sqlite_with_rowid=False,
    )


def _year_closing() -> None:
    op.create_table(
        "year_closing",
        sa.Column("book_id", ID, nullable=False),
        sa.Column("year", ID, nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_year_closing_actor_id")),
        sa.ForeignKeyConstraint(["book_id"], ["book.id"], name=op.f("fk_year_closing_book_id")),
        sa.PrimaryKeyConstraint("book_id", "year", name=op.f("pk_year_closing")),
        sqlite_with_rowid=False,
    )
