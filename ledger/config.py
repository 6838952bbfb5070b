"""The settings, read from the environment once and checked at start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ledger.errors import SettingMalformed

DEFAULT_DATABASE_URL: Final = "sqlite:///var/ledger.db"
EXPORT_FOLDER: Final = Path("var/exports")


@dataclass(frozen=True)
class Config:
    """Where the book is kept."""

    database_url: str

    @staticmethod
    def from_environment(environment: Mapping[str, str] = os.environ) -> "Config":
        """The settings of `LEDGER_*`; raises `SettingMalformed` for one that cannot be used.

        `LEDGER_DATABASE_URL`: `sqlite:///path` or `postgresql://…`; the driver is chosen by the product.
        """
        return Config(database_url=database_url(environment.get("LEDGER_DATABASE_URL", "") or DEFAULT_DATABASE_URL))


def database_url(given: str) -> str:
    """The address with the driver the product uses; refuses other databases."""
    scheme, separator, rest = given.partition("://")
    dialect = scheme.partition("+")[0]
    if not separator or dialect not in {"sqlite", "postgresql", "postgres"}:
        raise SettingMalformed(
            setting="LEDGER_DATABASE_URL", given=scheme, expected="sqlite:///fil eller postgresql://värd/databas"
        )
    return f"sqlite://{rest}" if dialect == "sqlite" else f"postgresql+psycopg://{rest}"
