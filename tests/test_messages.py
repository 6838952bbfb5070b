"""Every refusal has words in both languages, which use its facts and nothing else and keep to the house's tone."""

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, date, datetime
from string import Formatter
from typing import Any, Final, get_args, get_type_hints

import pytest

from ledger.errors import (
    AllocationSumDiffers,
    AmountTooManyDecimals,
    AttestNoRight,
    BadRow,
    CommandInputRefused,
    DateOutOfRange,
    DocumentWrongState,
    EntryAlreadyReversed,
    EntryBreaksNever,
    FileNotRead,
    HandoverBlocked,
    ImportFault,
    InputFault,
    KeyBadRows,
    LedgerError,
    MandateMissing,
    MomentInFuture,
    NotFound,
    OpenItem,
    PeriodClosed,
    ResidualReceiverUnknown,
)
from ledger.language import Language
from ledger.messages import AREAS, MESSAGES, SV, explain
from ledger.placeholders.ways import WAYS


def subclasses(parent: type[LedgerError]) -> Iterator[type[LedgerError]]:
    for child in parent.__subclasses__():
        yield child
        yield from subclasses(child)


REFUSALS = sorted(subclasses(LedgerError), key=lambda refusal: refusal.code)
each_language = pytest.mark.parametrize("language", Language)
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
    tuple[LedgerError, ...]: (PeriodClosed(month="2021-02", closed_on=date(2021, 3, 10), first_open=date(2021, 3, 1)),),
    tuple[OpenItem, ...]: (OpenItem("payable", "Alfa", "L-2021-01", -123456), OpenItem("unplaced", "Övrigt", "", -1)),
}

GIVEN: Final = frozenset({"ord", "övrigt"})
"""Words of the samples."""


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


@each_language
def test_every_message_belongs_to_one_refusal(language: Language) -> None:
    codes = [refusal.code for refusal in REFUSALS]
    assert sorted(MESSAGES[language]) == codes
    assert len(codes) == len(set(codes))


@each_language
def test_no_area_has_the_code_of_another(language: Language) -> None:
    assert sum(len(getattr(area, language.name)) for area in AREAS) == len(MESSAGES[language])


@each_refusal
def test_a_message_says_the_same_facts_in_the_same_ways_in_both_languages(refusal: type[LedgerError]) -> None:
    swedish, english = (placeholders(MESSAGES[language][refusal.code]) for language in Language)
    assert set(swedish) == set(english)


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
@each_language
@pytest.mark.parametrize("absent", [False, True])
def test_a_refusal_is_told_in_whole_sentences(refusal: type[LedgerError], language: Language, *, absent: bool) -> None:
    told = explain(sample(refusal, absent=absent), language)
    assert told[0].isupper() or not told[0].isalpha() or MESSAGES[language][refusal.code].startswith("{")
    assert told.endswith(".")
    assert not any(mark in told for mark in ("{", "}", "None", "  ", "!", " ."))


BLAME: Final = {
    Language.SV: ("vänligen", "ogiltig", "tyvärr", "fel uppstod", "otillåt"),
    Language.EN: ("please", "invalid", "sorry", "unfortunately", "an error occurred", "illegal", "failed"),
}


@each_refusal
@each_language
def test_a_refusal_blames_nobody(refusal: type[LedgerError], language: Language) -> None:
    told = MESSAGES[language][refusal.code].lower()
    assert not any(word in told for word in BLAME[language])


SWEDISH: Final = re.compile(
    r"(?i)[a-zåäö]*[åäö][a-zåäö]*"
    r"|\b(och|eller|inte|med|som|till|den|det|att|av|om|kan|har|ska|vid|finns|redan|annan|igen|exempel|ord)\b"
)
PROPER: Final = frozenset({"öre", "exempel"})
"""What stays Swedish: the coin, and the word that marks an example in a template whose headings are Swedish."""


@each_refusal
@pytest.mark.parametrize("absent", [False, True])
def test_english_words_are_english(refusal: type[LedgerError], *, absent: bool) -> None:
    text = MESSAGES[Language.EN][refusal.code]
    written = explain(sample(refusal, absent=absent), Language.EN)
    assert {match.group().lower() for match in SWEDISH.finditer(text)} <= PROPER
    assert {match.group().lower() for match in SWEDISH.finditer(written)} <= PROPER | GIVEN


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


@pytest.mark.parametrize(
    ("refusal", "told"),
    [
        (
            AllocationSumDiffers(shares_ore=700074900, amount_ore=700000000),
            (
                "The shares add up to 7 000 749 kr, the allocation is 7 000 000 kr. 749 kr is too much. "
                "Change a share, or choose who bears the difference."
            ),
        ),
        (
            AmountTooManyDecimals(given="1 000,505", decimals=3),
            ("The amount 1 000,505 has three decimals. Write kronor and öre with at most two, such as 1 000,51."),
        ),
        (
            PeriodClosed(month="2021-02", closed_on=date(2021, 3, 10), first_open=date(2021, 3, 1)),
            "February 2021 has been closed since 2021-03-10. Choose a booking day from 2021-03-01.",
        ),
        (
            EntryBreaksNever(kind="available", pot_id=7, subject_id=0, day=date(2021, 3, 1), balance_ore=-50000),
            (
                "Left to decide on (pot 7, source document 0) would be 500 kr in credit on 2021-03-01, "
                "and may never be there. Lower the amount, or choose a later booking day."
            ),
        ),
        (
            DateOutOfRange(what="Bokföringsdag", given=date(2019, 1, 1), earliest=date(2020, 1, 1), latest=None),
            "Booking day 2019-01-01 cannot be used. The first day is 2020-01-01. Choose another day.",
        ),
        (
            MomentInFuture(given=datetime(2021, 1, 15, 8, tzinfo=UTC)),
            "The moment 2021-01-15 at 09:00 has not been yet. What the book knew can only be seen up to now.",
        ),
        (
            FileNotRead(path="nyckel.csv", reason="No such file or directory"),
            "The file nyckel.csv could not be read: it does not exist. Check its name and its permissions.",
        ),
        (
            DocumentWrongState(document="L-2021-04", state="paid", wanted="confirmed, approved"),
            (
                "L-2021-04 is paid; this can be done when it is confirmed or approved. "
                "Open L-2021-04 and see what has happened."
            ),
        ),
        (
            MandateMissing(body="Styrgrupp Norr", power="fördelning", able=("Ledningsgruppen", "Direktören")),
            (
                "Styrgrupp Norr has no mandate for allocation. "
                "Choose a decision by a body that has one: Ledningsgruppen and Direktören."
            ),
        ),
        (
            AttestNoRight(step="beslutsattestera", pot="Norr 2021", able=()),
            "You may not approve for Norr 2021. Ask the administrator for the right to attest, or send the invoice on.",
        ),
        (
            NotFound(what="medelspott", name="0180"),
            "Pot 0180 does not exist, or is beyond what you may see. Check the number or the name.",
        ),
        (
            HandoverBlocked(items=(OpenItem("payable", "Norr 2020", "L-2021-01", -123400),)),
            (
                "This is not finished and cannot follow: Debt to a supplier or recipient L-2021-01 1 234 kr "
                "(Norr 2020). Finish each row, and the book can be handed over."
            ),
        ),
        (
            KeyBadRows(rows=(BadRow(2, "zero", "A", "Alfa"), BadRow(3, "missing_code"))),
            (
                "2 rows of the key file cannot be used: row 2, the weight of A Alfa is 0; row 3, the code is missing. "
                "Correct the file and upload it again. Nothing is saved."
            ),
        ),
        (
            CommandInputRefused(
                command="payout.pay",
                faults=(InputFault("rows.0", "missing", "Den saknas.", "Ange den.", "It is missing.", "Give it."),),
            ),
            "Something has to be changed in payout.pay, and nothing is done:\nrows.0: It is missing. Give it.",
        ),
    ],
    ids=lambda case: getattr(case, "code", ""),
)
def test_what_a_person_reads_in_english(refusal: LedgerError, told: str) -> None:
    assert plain(explain(refusal, Language.EN)) == told
