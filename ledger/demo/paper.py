"""A sheet of paper as a file: the story's attachments are PDFs of one page, the same bytes every time."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Final

_HEADER: Final = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
_FONT: Final = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
_PAGE: Final = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>"
)
"""A4 in points."""


def sheet(lines: Sequence[str]) -> bytes:
    """A PDF of one page with these lines, in letters that Western Europe has."""
    shown = b"".join(b"(" + _escaped(line) + b") Tj T*\n" for line in lines)
    text = b"BT /F1 12 Tf 18 TL 72 770 Td\n" + shown + b"ET"
    contents = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        _PAGE,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        _FONT,
    )
    objects = [b"%d 0 obj\n%s\nendobj\n" % numbered for numbered in enumerate(contents, start=1)]
    *starts, end = accumulate(map(len, objects), initial=len(_HEADER))
    places = b"0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(objects) + 1
    trailer = b"xref\n0 %d\n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return _HEADER + b"".join(objects) + trailer % (size, places, size, end)


def _escaped(line: str) -> bytes:
    return line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
