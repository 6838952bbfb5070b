"""Puts the workbook of a year's end together: reads the reports once, ties the sheets, writes the file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from exports.arsavslut.repaying import repaying_sheet, terms_sheet
from exports.arsavslut.years import asked_sheet, pots_sheet, purposes_sheet
from exports.avstamning.overview import Tie, ties_grid
from exports.sheet_layout import Detail, Details, Heading, Notes, Sheet, Workbook
from exports.workbook_file import write_workbook
from ledger import __version__
from ledger.domain.scope import Scope
from ledger.reports.repayment import ProposalRow, propose_repayment
from ledger.reports.standpoint import ChainEnd, chain_end, standpoint
from ledger.reports.yearend import PurposeYear, year_end

EPOCH: Final = datetime(1980, 1, 1, tzinfo=UTC)
"""When a file of an empty book says it was made."""
_NOTES: Final = (
    "Skillnader är formler över bladen i filen, och varje formel bär bokens eget värde. Noll ska stå överallt.",
    "Filen är densamma till sista byte varje gång samma år begärs som det var känt vid samma tidpunkt.",
    "Kedjans hash täcker varje verifikation från bokens första till den sista ovan.",
)


@dataclass(frozen=True)
class Exported:
    """The file, and the end of the chain that it knows."""

    path: Path
    purposes: int
    last_entry: str
    last_hash: str


def export_arsavslut(
    session: Session,
    *,
    scope: Scope,
    book_id: int,
    agreement: str,
    year: int,
    known_at: datetime | None,
    path: Path,
) -> Exported:
    """Write the year's end of one agreement to `path`: whole or not at all, the same bytes for the same question.

    Raises `NotFound`, `MomentInFuture`, `FileNotWritten`, and what the reports raise rather than not tie.
    """
    last_day = date(year, 12, 31)
    at = standpoint(session, scope=scope, book_id=book_id, agreement=agreement, as_of=last_day, known_at=known_at)
    told = year_end(session, scope=scope, book_id=book_id, agreement=agreement, year=year, known_at=known_at)
    proposed = propose_repayment(
        session, scope=scope, book_id=book_id, agreement=agreement, as_of=last_day, known_at=known_at
    )
    end = chain_end(session, at)
    title = f"Årsavslut {year} {at.agreement_code} {at.agreement_name}"
    known = "allt som är registrerat" if known_at is None else "som det var registrerat då"
    about = (f"{told.book.name} · {at.agreement_code} {at.agreement_name} · {year} · {known} · till {end.name}",)
    workbook = Workbook(
        title=title,
        book=told.book.name,
        moment=known_at or end.recorded_at or EPOCH,
        sheets=_sheets(title, about, told.purposes, proposed.rows, end),
    )
    write_workbook(workbook, path)
    return Exported(path, len(told.purposes), end.name, end.hash)


def _sheets(
    title: str, about: Sequence[str], purposes: Sequence[PurposeYear], proposed: Sequence[ProposalRow], end: ChainEnd
) -> tuple[Sheet, ...]:
    pots = pots_sheet(about, purposes)
    years = purposes_sheet(about, purposes, pots)
    asked = asked_sheet(about, purposes)
    repaying = repaying_sheet(about, proposed)
    facts = (
        Detail("Sista verifikationen", end.name, "code"),
        Detail("Registrerad", end.recorded_at, "moment"),
        Detail("Kedjans hash", end.hash, "code"),
        Detail("Programmets version", __version__, "code"),
    )
    ties = tuple(_ties(years, pots, asked, repaying, purposes=purposes, proposed=proposed))
    overview = Sheet(
        title="Översikt",
        blocks=(Heading(title, tuple(about)), ties_grid(ties), Details(facts), Notes(_NOTES)),
    )
    return overview, years, repaying, terms_sheet(about, proposed), pots, asked


def _ties(
    years: Sheet,
    pots: Sheet,
    asked: Sheet,
    repaying: Sheet,
    *,
    purposes: Sequence[PurposeYear],
    proposed: Sequence[ProposalRow],
) -> Iterator[Tie]:
    """The purposes against their pots, and the proposal against the year: two ways to the same amounts."""
    every_pot = [pot for found in purposes for pot in found.pots]
    yield Tie(
        "Ingående: ändamålen = potterna",
        _total(years, "opening"),
        sum(found.opening.total_ore for found in purposes),
        _total(pots, "opening"),
        sum(pot.opening.total_ore for pot in every_pot),
    )
    yield Tie(
        "Utgående: ändamålen = potterna",
        _total(years, "closing"),
        sum(found.closing.total_ore for found in purposes),
        _total(pots, "closing"),
        sum(pot.closing.total_ore for pot in every_pot),
    )
    yield Tie(
        "Intecknat = intecknat av det oförbrukade",
        _total(years, "committed"),
        sum(found.closing.committed_ore for found in purposes),
        _total(repaying, "committed"),
        sum(row.committed_ore for row in proposed),
    )
    yield Tie(
        "Hos mottagarna = hos mottagarna av det oförbrukade",
        _total(years, "disbursed"),
        sum(found.closing.disbursed_ore for found in purposes),
        _total(repaying, "disbursed"),
        sum(row.disbursed_ore for row in proposed),
    )
    yield Tie(
        "Utgående fordran = fordran vid årets slut",
        _total(asked, "closing"),
        sum(found.asked.closing_claim_ore for found in purposes),
        _total(repaying, "claim"),
        sum(row.claim_ore for row in proposed),
    )
    yield Tie(
        "Utgående bank = bank vid årets slut",
        _total(asked, "closing_bank"),
        sum(found.closing_bank_ore for found in purposes),
        _total(repaying, "bank"),
        sum(row.bank_ore for row in proposed),
    )


def _total(sheet: Sheet, key: str) -> str:
    return sheet.place(sheet.grids[0]).total_cell(key)
