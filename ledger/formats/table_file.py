"""A table in a file of either kind, told apart by its content and never by its name."""

from typing import Final

from ledger.errors import ImportFileLocked, ImportFileTooLarge
from ledger.formats.csv_file import read_csv
from ledger.formats.excel_file import read_excel
from ledger.formats.sheets import LIMITS, Limits, Sheet

_ZIP: Final = b"PK\x03\x04"
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Excel's format before 2007, and what a password makes of the present one."""


def read_table(content: bytes, file: str, sheet: str | None = None, limits: Limits = LIMITS) -> Sheet:
    """The rows of a workbook's sheet, or of a CSV file; `file` is the name for refusals.

    Raises `ImportFileTooLarge`, `ImportFileLocked`, and what `read_excel` and `read_csv` raise.
    """
    if len(content) > limits.file_bytes:
        raise ImportFileTooLarge(file=file, size=len(content), limit=limits.file_bytes)
    if content.startswith(_COMPOUND):
        raise ImportFileLocked(file=file)
    if content.startswith(_ZIP):
        return read_excel(content, file, sheet, limits)
    return read_csv(content, file, limits)
