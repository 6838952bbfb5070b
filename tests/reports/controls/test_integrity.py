"""Control 9 finds every change of the book itself, says what it is, and by how much and where."""

from typing import TypeAlias

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from ledger.reports.controls import ControlResult
from tests.reports.controls.conftest import Plant, controls
from tests.support.kept import Kept

Told: TypeAlias = tuple[str, str, int, tuple[str, ...]]

CHAIN = "Kedjan är bruten: innehållet stämmer inte med hashen"
LINK = "Kedjan är bruten: verifikationen hänvisar inte till den föregåendes hash"

RECEIPT, AT = "2020-5", "book_id = 1 AND seq = 5"
OF_BANK = "book_id = 1 AND kind = 'bank' AND pot_id = 2 AND event = 'receipt'"
LAST_AT_BANK = ("2021-10", "2021-6", "2021-5")
OTHER_HASH = "a" * 64


def told(result: ControlResult) -> list[Told]:
    return [(one.what, one.pot_code, one.difference_ore, one.entries) for one in result.breaks]


def chain(what: str = CHAIN, entry: str = RECEIPT) -> Told:
    return what, "", 0, (entry,)


FAULTS: dict[str, tuple[str, list[Told]]] = {
    "another text": (f"UPDATE entry SET text = 'något annat' WHERE {AT}", [chain()]),
    "another source key": (f"UPDATE entry SET source_key = 'en annan' WHERE {AT}", [chain()]),
    "another person": (f"UPDATE entry SET actor_id = actor_id + 1 WHERE {AT}", [chain()]),
    "another moment": (
        f"UPDATE entry SET recorded_at = (SELECT recorded_at FROM entry WHERE {AT[:-1]}4) WHERE {AT}",
        [chain()],
    ),
    "no decision": (f"UPDATE entry SET decision_id = NULL, decision_digest = NULL WHERE {AT}", [chain()]),
    "it turns back another": (f"UPDATE entry SET reverses_seq = 4 WHERE {AT}", [chain()]),
    "another hash before": (f"UPDATE entry SET prev_hash = '{OTHER_HASH}' WHERE {AT}", [chain(LINK), chain()]),
    "another hash": (f"UPDATE entry SET hash = '{OTHER_HASH}' WHERE {AT}", [chain(), chain(LINK, "2020-6")]),
    "another number": (
        f"UPDATE entry SET number = 99 WHERE {AT}",
        [
            chain("Lucka i nummerserien 2020: 99 följer på 4", "2020-99"),
            chain(CHAIN, "2020-99"),
            chain("Lucka i nummerserien 2020: 6 följer på 99", "2020-6"),
        ],
    ),
    "another year": (
        f"UPDATE entry SET year = 2019, number = 1 WHERE {AT}",
        [
            chain("Verifikationens år är inte bokföringsdagens", "2019-1"),
            chain(CHAIN, "2019-1"),
            chain("Lucka i nummerserien 2020: 6 följer på 4", "2020-6"),
        ],
    ),
    "the lines in another order": (
        f"UPDATE line SET line_no = CASE line_no WHEN 1 THEN 92 ELSE 91 END WHERE {AT}",
        [chain()],
    ),
    "a line of no entry": (
        (
            "INSERT INTO line (book_id, seq, line_no, kind, pot_id, subject_id, amount_ore) "
            "VALUES (1, 999, 1, 'bank', 2, 1, 100)"
        ),
        [("Rader utan verifikation: löpnummer 999", "", 0, ())],
    ),
    "another amount": (
        f"UPDATE line SET amount_ore = amount_ore + 300 WHERE {AT} AND kind = 'bank'",
        [chain(), ("Bank: omsättningen 2020-03-01 mot raderna, debet", "ROT", -300, LAST_AT_BANK)],
    ),
    "another balance": (
        "UPDATE account SET balance_ore = balance_ore - 7 WHERE book_id = 1 AND kind = 'bank' AND pot_id = 2",
        [("Bank: saldot mot omsättningen", "ROT", -7, LAST_AT_BANK)],
    ),
    "no balance": (
        "DELETE FROM account WHERE book_id = 1 AND kind = 'unplaced'",
        [("Ej ihopparad inbetalning: saldot mot omsättningen", "OVRIGT", 200_00, ("2020-7", "2020-6"))],
    ),
    "more debit": (
        f"UPDATE turnover SET debit_ore = debit_ore + 2 WHERE {OF_BANK}",
        [
            ("Bank: omsättningen 2020-03-01 mot raderna, debet", "ROT", 2, LAST_AT_BANK),
            ("Bank: saldot mot omsättningen", "ROT", -2, LAST_AT_BANK),
        ],
    ),
    "more of both": (
        f"UPDATE turnover SET debit_ore = debit_ore + 2, credit_ore = credit_ore + 2 WHERE {OF_BANK}",
        [
            ("Bank: omsättningen 2020-03-01 mot raderna, debet", "ROT", 2, LAST_AT_BANK),
            ("Bank: omsättningen 2020-03-01 mot raderna, kredit", "ROT", 2, LAST_AT_BANK),
        ],
    ),
    "another event": (
        f"UPDATE turnover SET event = 'bank_other' WHERE {OF_BANK}",
        [
            ("Bank: omsättningen 2020-03-01 mot raderna, debet", "ROT", 5_000_00, LAST_AT_BANK),
            ("Bank: omsättningen 2020-03-01 mot raderna, debet", "ROT", -5_000_00, LAST_AT_BANK),
        ],
    ),
    "money before there was any": (
        (
            "UPDATE turnover SET day = '2020-03-16' WHERE book_id = 1 AND kind = 'available' AND pot_id = 2 "
            "AND event = 'agreement_amount'"
        ),
        [
            ("Kvar att disponera: omsättningen 2020-02-01 mot raderna, debet", "ROT", -10_000_00, ()),
            ("Kvar att disponera: omsättningen 2020-03-16 mot raderna, debet", "ROT", 10_000_00, ()),
            ("Kvar att disponera: står 2020-03-15 som det aldrig får", "ROT", -5_000_00, ()),
        ],
    ),
    "a debt paid before there was any": (
        (
            "UPDATE turnover SET day = '2020-07-03' WHERE book_id = 1 AND kind = 'payable' AND pot_id = 3 "
            "AND event = 'invoice'"
        ),
        [
            ("Skuld till leverantör eller mottagare: omsättningen 2020-05-01 mot raderna, kredit", "BARN", -500_00, ()),
            ("Skuld till leverantör eller mottagare: omsättningen 2020-07-03 mot raderna, kredit", "BARN", 500_00, ()),
            ("Skuld till leverantör eller mottagare: står 2020-05-20 som det aldrig får", "BARN", 300_00, ()),
        ],
    ),
    "another document": (
        f"UPDATE document SET digest = '{OTHER_HASH}' WHERE id = (SELECT document_id FROM entry WHERE {AT})",
        [
            chain("Handlingen är inte den som verifikationen bygger på"),
            chain("Handlingen är inte den som registrerades"),
        ],
    ),
    "no document": (
        f"DELETE FROM document WHERE id = (SELECT document_id FROM entry WHERE {AT})",
        [chain("Handlingen är inte den som verifikationen bygger på")],
    ),
    "another approval": (
        (
            "UPDATE attest SET recorded_at = (SELECT MIN(recorded_at) FROM entry) WHERE step = 'approve' "
            "AND document_id = (SELECT document_id FROM entry WHERE book_id = 1 AND seq = 17)"
        ),
        [chain("Attesten är inte den som gavs", "2020-17")],
    ),
    "another approval and its digest": (
        (
            f"UPDATE attest SET digest = '{OTHER_HASH}' WHERE step = 'approve' AND document_id = "
            "(SELECT document_id FROM entry WHERE book_id = 1 AND seq = 17)"
        ),
        [
            chain("Attesten är inte den som verifikationen bygger på", "2020-17"),
            chain("Attesten är inte den som gavs", "2020-17"),
        ],
    ),
    "another confirmation": (
        (
            f"UPDATE attest SET digest = '{OTHER_HASH}' WHERE step = 'confirm' AND document_id = "
            "(SELECT document_id FROM entry WHERE book_id = 1 AND seq = 17)"
        ),
        [("Attesten är inte den som gavs", "", 0, ()), chain("Attesten är inte den som gavs", "2020-17")],
    ),
    "another decision": (
        "UPDATE decision SET text = 'Något annat' WHERE book_id = 1",
        [("Beslutet är inte det som registrerades", "", 0, tuple(f"2020-{number}" for number in range(1, 6)))],
    ),
    "a seal on another hash": (
        (
            "INSERT INTO seal (book_id, no, seq, hash, recorded_at, actor_id) "
            f"SELECT 1, 1, 5, '{OTHER_HASH}', recorded_at, actor_id FROM entry WHERE {AT}"
        ),
        [chain("Sigill 1 är inte verifikationens hash")],
    ),
    "a seal on no entry": (
        (
            "INSERT INTO seal (book_id, no, seq, hash, recorded_at, actor_id) "
            f"SELECT 1, 1, 999, hash, recorded_at, actor_id FROM entry WHERE {AT}"
        ),
        [("Sigill 1 är inte verifikationens hash", "", 0, ())],
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_changed_book(fault: str, plant: Plant) -> None:
    statement, expected = FAULTS[fault]
    found = told(plant(statement)[9])
    look = [bool(entries) for *_, entries in expected]
    assert [(*one, entries if asked else ()) for (*one, entries), asked in zip(found, look, strict=True)] == expected


def test_an_entry_taken_away(plant: Plant) -> None:
    found = [what for what, *_ in told(plant(f"DELETE FROM entry WHERE {AT}")[9])]
    assert found[:4] == [
        "Rader utan verifikation: löpnummer 5",
        "Lucka i löpnumren: 6 följer på 4",
        "Lucka i nummerserien 2020: 6 följer på 4",
        LINK,
    ]


def test_an_entry_emptied(plant: Plant) -> None:
    found = [what for what, *_ in told(plant(f"DELETE FROM line WHERE {AT}")[9])]
    assert found[:2] == ["Verifikation utan rader", CHAIN]


def test_a_seal_that_holds(kept: Kept, plant: Plant) -> None:
    sealed = (
        "INSERT INTO seal (book_id, no, seq, hash, recorded_at, actor_id) SELECT 1, 1, seq, hash, recorded_at, actor_id"
    )
    assert not plant(f"{sealed} FROM entry WHERE book_id = 1 AND seq = {len(kept.booked)}")[9].breaks


def test_a_guard_taken_away_or_changed(session: Session, kept: Kept) -> None:
    if kept.engine.dialect.name == "sqlite":
        session.execute(text("DROP TRIGGER guard_entry_update"))
        session.execute(text("DROP TRIGGER guard_line_delete"))
        session.execute(text("CREATE TRIGGER guard_line_delete BEFORE DELETE ON line BEGIN SELECT 1; END"))
        expected = ["guard_entry_update", "guard_line_delete"]
    else:
        session.execute(text("DROP TRIGGER guard_entry_append_only ON entry"))
        session.execute(text("ALTER TABLE line DISABLE TRIGGER guard_line_append_only"))
        expected = ["guard_entry_append_only", "guard_line_append_only"]
    assert [what for what, *_ in told(controls(session, kept)[9])] == [
        f"Databasens spärr saknas eller är ändrad: {name}" for name in expected
    ]


def test_what_was_gone_through_is_told(session: Session, kept: Kept) -> None:
    last = kept.booked[-1]
    note = controls(session, kept)[9].note
    assert note.startswith(f"{len(kept.booked)} verifikationer, ")
    assert note.endswith(f" Sista: {last.name}, hash {last.hash[:4]}…{last.hash[-4:]}.")
