"""Tables of taking back, moving, reserving, and commitments raised and lowered."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0003"
down_revision: Final = "0002"

ID: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ORE: Final = sa.BigInteger()


def upgrade() -> None:
    """Make the tables."""
    _take_back()
    _pot_move()
    _reservation()
    _reservation_release()
    _commitment_change()


def downgrade() -> None:
    """Take the tables away."""
    op.drop_table("commitment_change")
    op.drop_table("reservation_release")
    op.drop_table("reservation")
    op.drop_table("pot_move")
    op.drop_table("take_back")


def _take_back() -> None:
    op.create_table(
        "take_back",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("parent_pot_id", ID, nullable=False),
        sa.Column("pot_id", ID, nullable=False),
        sa.Column("decision_id", ID, nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("amount_ore > 0", name=op.f("ck_take_back_amount")),
        sa.ForeignKeyConstraint(
            ["book_id", "parent_pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_take_back_book_id_parent_pot_id")
        ),
        sa.ForeignKeyConstraint(
            ["book_id", "pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_take_back_book_id_pot_id")
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_take_back_decision_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_take_back_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_take_back")),
    )


def _pot_move() -> None:
    op.create_table(
        "pot_move",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("from_pot_id", ID, nullable=False),
        sa.Column("to_pot_id", ID, nullable=False),
        sa.Column("ancestor_pot_id", ID, nullable=False),
        sa.Column("decision_id", ID, nullable=False),
        sa.Column("moved_on", sa.Date(), nullable=False),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("amount_ore > 0", name=op.f("ck_pot_move_amount")),
        sa.ForeignKeyConstraint(
            ["book_id", "ancestor_pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_pot_move_book_id_ancestor_pot_id")
        ),
        sa.ForeignKeyConstraint(
            ["book_id", "from_pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_pot_move_book_id_from_pot_id")
        ),
        sa.ForeignKeyConstraint(
            ["book_id", "to_pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_pot_move_book_id_to_pot_id")
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_pot_move_decision_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_pot_move_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_pot_move")),
    )


def _reservation() -> None:
    op.create_table(
        "reservation",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("book_id", ID, nullable=False),
        sa.Column("pot_id", ID, nullable=False),
        sa.Column("decision_id", ID, nullable=False),
        sa.Column("reserved_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("amount_ore > 0", name=op.f("ck_reservation_amount")),
        sa.CheckConstraint("expires_on >= reserved_on", name=op.f("ck_reservation_expires")),
        sa.ForeignKeyConstraint(
            ["book_id", "pot_id"], ["pot.book_id", "pot.id"], name=op.f("fk_reservation_book_id_pot_id")
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_reservation_decision_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_reservation_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_reservation")),
    )


def _reservation_release() -> None:
    op.create_table(
        "reservation_release",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("reservation_id", ID, nullable=False),
        sa.Column("decision_id", ID, nullable=False),
        sa.Column("released_on", sa.Date(), nullable=False),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("amount_ore > 0", name=op.f("ck_reservation_release_amount")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_reservation_release_decision_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_reservation_release_document_id")),
        sa.ForeignKeyConstraint(
            ["reservation_id"], ["reservation.document_id"], name=op.f("fk_reservation_release_reservation_id")
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_reservation_release")),
    )
    op.create_index(op.f("ix_reservation_release_reservation_id"), "reservation_release", ["reservation_id"])


def _commitment_change() -> None:
    op.create_table(
        "commitment_change",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("commitment_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("decision_id", ID, nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("amount_ore", ORE, nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('raised', 'lowered', 'released', 'end_date')", name=op.f("ck_commitment_change_kind")
        ),
        sa.CheckConstraint(
            "(kind = 'end_date' AND amount_ore = 0) OR (kind <> 'end_date' AND amount_ore > 0)",
            name=op.f("ck_commitment_change_amount"),
        ),
        sa.CheckConstraint("kind = 'end_date' OR ends_on IS NULL", name=op.f("ck_commitment_change_ends")),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.document_id"], name=op.f("fk_commitment_change_commitment_id")
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_commitment_change_decision_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_commitment_change_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_commitment_change")),
    )
    op.create_index(op.f("ix_commitment_change_commitment_id"), "commitment_change", ["commitment_id"])
