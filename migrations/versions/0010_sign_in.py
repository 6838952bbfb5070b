"""Tables that signing in and tokens need beside the first ones."""

from typing import Final

revision: Final = "0010"
down_revision: Final = "0009"


def upgrade() -> None:
    """Make the tables."""


def downgrade() -> None:
    """Take the tables away."""
