"""A file's type is told by its content; a name that says otherwise, and types that are not kept, are refused."""

import zipfile
from io import BytesIO

import pytest

from ledger.domain.file_types import SUFFIXES, TYPE_NAMES, FileType, bare_name, file_type
from ledger.errors import FileTypeRefused, FileTypeUnknown
from ledger.messages import explain


def zipped(*parts: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for part in parts:
            archive.writestr(part, "innehåll")
    return file.getvalue()


PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
DOCX = zipped("[Content_Types].xml", "word/document.xml")
CONTENT = {
    FileType.PDF: PDF,
    FileType.PNG: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    FileType.JPEG: b"\xff\xd8\xff\xe0\x00\x10JFIF",
    FileType.XLSX: zipped("[Content_Types].xml", "xl/workbook.xml"),
    FileType.DOCX: DOCX,
    FileType.ZIP: zipped("protokoll.pdf"),
    FileType.XML: b"\xef\xbb\xbf  <?xml version='1.0'?><Invoice/>",
    FileType.CSV: "kod;namn\n1440;Ale\n1489;Alingsås\n".encode(),
    FileType.TEXT: "Protokoll, utdrag\nBeslut enligt förslag.\n".encode("cp1252"),
}


@pytest.mark.parametrize("wanted", FileType)
def test_the_content_tells(wanted: FileType) -> None:
    for suffix in SUFFIXES[wanted]:
        assert file_type(CONTENT[wanted], f"bilaga{suffix.upper()}") is wanted
    assert wanted in TYPE_NAMES


@pytest.mark.parametrize(
    ("content", "name"),
    [(DOCX, "avtal.pdf"), (PDF, "avtal.docx"), (PDF, "avtal"), (CONTENT[FileType.XLSX], "tabell.csv")],
)
def test_a_name_of_another_type_is_refused(content: bytes, name: str) -> None:
    with pytest.raises(FileTypeRefused) as refusal:
        file_type(content, name)
    assert refusal.value.name == name


def test_the_refusal_says_what_it_is() -> None:
    with pytest.raises(FileTypeRefused) as refusal:
        file_type(DOCX, "avtal.pdf")
    assert explain(refusal.value) == (
        "”avtal.pdf” är en Word-fil som har fått namnet .pdf. "
        "Ge den namnet .docx eller spara den som det namnet säger, och välj den igen."
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(8), "en äldre eller lösenordsskyddad Office-fil"),
        (zipped("xl/workbook.xml", "xl/vbaProject.bin"), "en Office-fil med makron"),
        (b"PK\x03\x04 avbruten", "en skadad zip-fil"),
        (b"GIF89a", "en GIF-bild"),
        (b"MZ\x90\x00\x03", "av okänd typ"),
        ("Text i UTF-16".encode("utf-16"), "av okänd typ"),
        (b" <!DOCTYPE html><p>", "en webbsida"),
        (b"<svg onload='x'/>", "en webbsida"),
    ],
)
def test_what_is_not_kept_is_told(content: bytes, told: str) -> None:
    with pytest.raises(FileTypeUnknown) as refusal:
        file_type(content, "bilaga.pdf")
    assert refusal.value.type == told


@pytest.mark.parametrize(
    "content", [b"en rad; med semikolon", b"a;b\nc;d;e\n", b"rad ett\nrad tv\xe5\n"], ids=["one", "uneven", "none"]
)
def test_text_is_no_table_without_even_rows(content: bytes) -> None:
    assert file_type(content, "text.txt") is FileType.TEXT


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\nn\\Protokoll 2021.pdf", "Protokoll 2021.pdf"),
        ("../../etc/Protokoll.pdf", "Protokoll.pdf"),
        (" Protokoll  §4.pdf ", "Protokoll §4.pdf"),
        ("mapp/", "mapp"),
        ("..", ".."),
    ],
)
def test_folders_are_no_part_of_a_name(given: str, kept: str) -> None:
    assert bare_name(given) == kept
