"""Every refusal has Swedish words that use its facts and nothing else, and keep to the house's tone."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, date, datetime
from string import Formatter
from typing import Any, get_args, get_type_hints

import pytest

from ledger.errors import (
    AllocationSumDiffers,
    AmountTooManyDecimals,
    BadRow,
    DateOutOfRange,
    EntryAlreadyReversed,
    EntryBreaksNever,
    FileNotRead,
    ImportFault,
    InputFault,
    KeyBadRows,
    LedgerError,
    MomentInFuture,
    OpenItem,
    PeriodClosed,
    ResidualReceiverUnknown,
)
from ledger.messages import SV, explain
from ledger.placeholders import WAYS


def subclasses(parent: type[LedgerError]) -> Iterator[type[LedgerError]]:
    for child in parent.__subclasses__():
        yield child
        yield from subclasses(child)


REFUSALS = sorted(subclasses(LedgerError), key=lambda refusal: refusal.code)
each_refusal = pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.code)

BY_NAME: dict[str, object] = {
    "kind": "available",
    "side": "authority",
    **dict.fromkeys(("month", "first_month", "last_month"), "2021-02"),
}
BY_TYPE: dict[object, object] = {
    str: "ord",
    int: 123456,
    date: date(2021, 2, 28),
    datetime: datetime(2021, 2, 28, 12, tzinfo=UTC),
    tuple[str, ...]: ("A", "B"),
    tuple[BadRow, ...]: (BadRow(2, "zero", "A", "Alfa", "0"),),
    tuple[ImportFault, ...]: (ImportFault("Blad1", "B2", KeyBadRows(rows=())),),
    tuple[InputFault, ...]: (InputFault("lines.0", "missing", "Den saknas.", "Ange den.", "Missing.", "Give it."),),
    tuple[OpenItem, ...]: (OpenItem("payable", "Alfa", "L-2021-01", -123456), OpenItem("unplaced", "Övrigt", "", -1)),
}


def sample(refusal: type[LedgerError], *, absent: bool) -> LedgerError:
    """The refusal with a made-up value for every fact; facts that may be absent are, or are not."""
    hints = get_type_hints(refusal)
    values: dict[str, Any] = {}
    for fact in fields(refusal):
        kinds = [kind for kind in get_args(hints[fact.name]) if kind is not type(None)]
        may_be_absent = type(None) in get_args(hints[fact.name])
        if fact.init:
            kind = kinds[0] if may_be_absent else hints[fact.name]
            values[fact.name] = None if may_be_absent and absent else BY_NAME.get(fact.name, BY_TYPE.get(kind))
    return refusal(**values)


def placeholders(text: str) -> list[tuple[str, str]]:
    """Names and format words."""
    return [(name, way or "") for _, name, way, _ in Formatter().parse(text) if name is not None]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_every_message_belongs_to_one_refusal() -> None:
    codes = [refusal.code for refusal in REFUSALS]
    assert sorted(SV) == codes
    assert len(codes) == len(set(codes))


@each_refusal
def test_a_message_uses_only_its_facts(refusal: type[LedgerError]) -> None:
    facts = {fact.name for fact in fields(refusal)}
    assert {name for name, _ in placeholders(SV[refusal.code])} <= facts


@each_refusal
def test_kronor_are_written_of_ore_and_of_nothing_else(refusal: type[LedgerError]) -> None:
    for name, way in placeholders(SV[refusal.code]):
        assert way in WAYS or not way, f"no way of writing is called {way}"
        assert way.startswith("kr") == name.endswith("_ore"), name


@each_refusal
@pytest.mark.parametrize("absent", [False, True])
def test_a_refusal_is_told_in_whole_sentences(refusal: type[LedgerError], *, absent: bool) -> None:
    told = explain(sample(refusal, absent=absent))
    assert told[0].isupper() or not told[0].isalpha() or SV[refusal.code].startswith("{")
    assert told.endswith(".")
    assert not any(mark in told for mark in ("{", "}", "None", "  ", "!", " ."))


@each_refusal
def test_a_refusal_blames_nobody(refusal: type[LedgerError]) -> None:
    told = SV[refusal.code].lower()
    assert not any(word in told for word in ("vänligen", "ogiltig", "tyvärr", "fel uppstod", "otillåt"))


@pytest.mark.parametrize(
    ("refusal", "told"),
    [
        (
            AllocationSumDiffers(shares_ore=699999900, amount_ore=700000000),
            (
                "Andelarna är tillsammans 6 999 999 kr, fördelningen är 7 000 000 kr. 1 kr saknas. "
                "Ändra en andel, eller välj vem som får resten."
            ),
        ),
        (
            AllocationSumDiffers(shares_ore=700074900, amount_ore=700000000),
            (
                "Andelarna är tillsammans 7 000 749 kr, fördelningen är 7 000 000 kr. 749 kr är för mycket. "
                "Ändra en andel, eller välj vem som bär skillnaden."
            ),
        ),
        (
            AmountTooManyDecimals(given="1 000,505", decimals=3),
            "Beloppet 1 000,505 har tre decimaler. Skriv kronor och ören med högst två, till exempel 1 000,51.",
        ),
        (
            PeriodClosed(month="2021-02", closed_on=date(2021, 3, 10), first_open=date(2021, 3, 1)),
            "Februari 2021 är stängd sedan 2021-03-10. Välj en bokföringsdag från 2021-03-01.",
        ),
        (
            EntryAlreadyReversed(entry="2021-118", reversed_on=date(2021, 3, 22), reversed_by="2021-131"),
            (
                "Verifikation 2021-118 rättades 2021-03-22 av 2021-131. "
                "Om rättelsen var fel: registrera händelsen på nytt."
            ),
        ),
        (
            EntryBreaksNever(kind="available", pot_id=7, subject_id=0, day=date(2021, 3, 1), balance_ore=-50000),
            (
                "Kvar att disponera (pott 7, underlag 0) skulle bli 500 kr i kredit den 2021-03-01, "
                "och får aldrig hamna där. Minska beloppet, eller välj en senare bokföringsdag."
            ),
        ),
        (
            DateOutOfRange(what="bokföringsdag", given=date(2019, 1, 1), earliest=date(2020, 1, 1), latest=None),
            "Bokföringsdag 2019-01-01 går inte att använda. Första dag är 2020-01-01. Välj en annan dag.",
        ),
        (
            MomentInFuture(given=datetime(2021, 1, 15, 8, tzinfo=UTC)),
            "Tidpunkten 2021-01-15 kl. 09.00 har inte varit än. Vad boken visste går bara att se till och med nu.",
        ),
        (
            FileNotRead(path="nyckel.csv", reason="No such file or directory"),
            "Filen nyckel.csv gick inte att läsa: den finns inte. Kontrollera namn och behörighet.",
        ),
    ],
    ids=lambda case: getattr(case, "code", ""),
)
def test_what_a_person_reads(refusal: LedgerError, told: str) -> None:
    assert plain(explain(refusal)) == told


def test_long_lists_are_cut_in_the_text() -> None:
    rows = tuple(BadRow(line, "missing_code") for line in range(2, 63))
    told = explain(KeyBadRows(rows=rows))
    assert told.startswith("61 rader i nyckelfilen")
    assert "rad 51, koden saknas; och 11 rader till. Rätta" in told
    codes = tuple(f"{code:04}" for code in range(60))
    assert explain(ResidualReceiverUnknown(receiver="X", codes=codes)).endswith("0048, 0049 och 10 till.")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (BadRow(2, "negative", "A", "Alfa", "-5"), "rad 2, vikten för A Alfa är -5"),
        (BadRow(2, "not_a_number", "A", "Alfa", "1e5"), "rad 2, vikten för A Alfa är ”1e5”, som inte är ett tal"),
        (BadRow(2, "missing_weight"), "rad 2, vikten för raden saknas"),
        (BadRow(2, "missing_name", "A"), "rad 2, namnet för A saknas"),
        (BadRow(2, "invisible_character", "1\u200b4"), "rad 2, koden '1\\u200b4' har ett tecken som inte syns"),
        (BadRow(2, "too_long", "A", "Alfa", "1,0000001"), "rad 2, vikten för A Alfa har för många siffror: 1,0000001"),
        (
            BadRow(2, "too_many_values", "A", "Alfa"),
            "rad 2, raden för A Alfa har fler värden än rubriken; sätt citattecken om tal med kommatecken",
        ),
        (BadRow(2, "duplicate_code", "A", "Alfa", first_line=1), "rad 2, koden A finns redan på rad 1"),
    ],
    ids=lambda case: getattr(case, "reason", ""),
)
def test_what_is_wrong_with_a_row(row: BadRow, told: str) -> None:
    assert explain(KeyBadRows(rows=(row,))).startswith(f"1 rad i nyckelfilen går inte att använda: {told}. Rätta")
