"""What type a file is, told by its content and never by its name; and which types may be kept."""

import zipfile
from enum import StrEnum
from io import BytesIO
from pathlib import PurePosixPath, PureWindowsPath
from typing import Final

from ledger.errors import FileTypeRefused, FileTypeUnknown


class FileType(StrEnum):
    """The types that may be kept, by their media type."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ZIP = "application/zip"
    XML = "application/xml"
    CSV = "text/csv"
    TEXT = "text/plain"


TYPE_NAMES: Final = {
    FileType.PDF: "en PDF",
    FileType.PNG: "en PNG-bild",
    FileType.JPEG: "en JPEG-bild",
    FileType.XLSX: "en Excel-fil",
    FileType.DOCX: "en Word-fil",
    FileType.ZIP: "en zip-fil",
    FileType.XML: "en XML-fil",
    FileType.CSV: "en CSV-fil",
    FileType.TEXT: "en textfil",
}

SUFFIXES: Final[dict[FileType, tuple[str, ...]]] = {
    FileType.PDF: (".pdf",),
    FileType.PNG: (".png",),
    FileType.JPEG: (".jpg", ".jpeg"),
    FileType.XLSX: (".xlsx",),
    FileType.DOCX: (".docx",),
    FileType.ZIP: (".zip",),
    FileType.XML: (".xml",),
    FileType.CSV: (".csv", ".txt"),
    FileType.TEXT: (".txt", ".csv", ".si", ".se", ".sie"),
}
"""How the name of each type may end; the first is the one to use. SIE files are text."""

_MAGIC: Final = (
    (b"%PDF-", FileType.PDF),
    (b"\x89PNG\r\n\x1a\n", FileType.PNG),
    (b"\xff\xd8\xff", FileType.JPEG),
)
_REFUSED: Final = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "en äldre eller lösenordsskyddad Office-fil"),
    (b"GIF8", "en GIF-bild"),
)
_ZIP: Final = b"PK\x03\x04"
_PARTS: Final = (("xl/workbook.xml", FileType.XLSX), ("word/document.xml", FileType.DOCX))
_BOM: Final = b"\xef\xbb\xbf"
_CONTROLS: Final = frozenset(range(32)) - {9, 10, 12, 13, 26}
"""Bytes that no text has; 26 ends a file of old accounting programs."""
_DELIMITERS: Final = (b";", b"\t", b",")
_HTML: Final = (b"<!doctype html", b"<html", b"<script", b"<svg")


def file_type(content: bytes, name: str) -> FileType:
    """The type of some content, whose name must not say otherwise.

    Raises `FileTypeUnknown` for content of no type that is kept, and `FileTypeRefused` for a name of another type.
    """
    found = _told_by(content, name)
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in SUFFIXES[found]:
        raise FileTypeRefused(name=name, type=TYPE_NAMES[found], suffix=suffix, wanted=SUFFIXES[found][0])
    return found


def bare_name(name: str) -> str:
    """The last part of a file's name, whatever system its folders are written for."""
    return PureWindowsPath(PurePosixPath(" ".join(name.split())).name).name


def _told_by(content: bytes, name: str) -> FileType:
    for magic, found in _MAGIC:
        if content.startswith(magic):
            return found
    for magic, what in _REFUSED:
        if content.startswith(magic):
            raise FileTypeUnknown(name=name, type=what)
    if content.startswith(_ZIP):
        return _zipped(content, name)
    return _written(content, name)


def _zipped(content: bytes, name: str) -> FileType:
    """Only the table of contents is read: nothing is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = set(archive.namelist())
    except zipfile.BadZipFile as error:
        raise FileTypeUnknown(name=name, type="en skadad zip-fil") from error
    if any(part.endswith("vbaProject.bin") for part in parts):
        raise FileTypeUnknown(name=name, type="en Office-fil med makron")
    return next((found for part, found in _PARTS if part in parts), FileType.ZIP)


def _written(content: bytes, name: str) -> FileType:
    if not _CONTROLS.isdisjoint(content):
        raise FileTypeUnknown(name=name, type="av okänd typ")
    begins = content.removeprefix(_BOM).lstrip()[:100].lower()
    if begins.startswith(_HTML):
        raise FileTypeUnknown(name=name, type="en webbsida")
    if begins.startswith(b"<?xml"):
        return FileType.XML
    return FileType.CSV if _is_table(content) else FileType.TEXT


def _is_table(content: bytes) -> bool:
    """Whether there are rows, all with the same number of the same delimiter."""
    rows = [row for row in content.splitlines() if row.strip()]
    return len(rows) > 1 and any(
        rows[0].count(mark) > 0 and len({row.count(mark) for row in rows}) == 1 for mark in _DELIMITERS
    )
