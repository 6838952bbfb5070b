"""The settings, read from the environment once and checked at start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ledger.errors import SettingMalformed

DEFAULT_DATABASE_URL: Final = "sqlite:///var/ledger.db"
DEFAULT_MAX_FILE_BYTES: Final = 20_000_000
EXPORT_FOLDER: Final = Path("var/exports")


@dataclass(frozen=True)
class Config:
    """Where the book is kept, and how large a file it takes."""

    database_url: str
    max_file_bytes: int = DEFAULT_MAX_FILE_BYTES

    @staticmethod
    def from_environment(environment: Mapping[str, str] = os.environ) -> "Config":
        """The settings of `LEDGER_*`; raises `SettingMalformed` for one that cannot be used.

        `LEDGER_DATABASE_URL`: `sqlite:///path` or `postgresql://…`; the driver is chosen by the product.
        `LEDGER_MAX_FILE_BYTES`: the largest file that may be attached to something.
        """
        return Config(
            database_url=database_url(environment.get("LEDGER_DATABASE_URL", "") or DEFAULT_DATABASE_URL),
            max_file_bytes=max_file_bytes(environment.get("LEDGER_MAX_FILE_BYTES", "") or str(DEFAULT_MAX_FILE_BYTES)),
        )


def database_url(given: str) -> str:
    """The address with the driver the product uses; refuses other databases."""
    scheme, separator, rest = given.partition("://")
    dialect = scheme.partition("+")[0]
    if not separator or dialect not in {"sqlite", "postgresql", "postgres"}:
        raise SettingMalformed(
            setting="LEDGER_DATABASE_URL", given=scheme, expected="sqlite:///fil eller postgresql://värd/databas"
        )
    return f"sqlite://{rest}" if dialect == "sqlite" else f"postgresql+psycopg://{rest}"


def max_file_bytes(given: str) -> int:
    """A number of bytes, more than none."""
    if not (given.isascii() and given.isdigit() and int(given) > 0):
        raise SettingMalformed(
            setting="LEDGER_MAX_FILE_BYTES", given=given, expected="antal byte, till exempel 20000000"
        )
    return int(given)
