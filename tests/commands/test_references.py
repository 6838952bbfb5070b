"""What things are called: each kind by its own names, only in its own book, as many found as easily as one."""

from typing import Any

import pytest
from sqlalchemy import Engine

from ledger.commands.faults import Fault
from ledger.commands.found import Named
from ledger.commands.references import KINDS, look_up
from ledger.db.session import read_session, write_session
from ledger.domain.scope import Scope
from ledger.errors import NotFound
from ledger.services.books import open_book
from ledger.services.decisions import rename_body
from ledger.services.invoices import return_invoice
from tests.support.money import Money
from tests.support.queries import counted
from tests.support.story import AGREED_ON, EVERYTHING, OPENED_ON, Story


def meant(engine: Engine, kind: str, given: int | str, *, book_id: int | None = 1, scope: Scope = EVERYTHING) -> Any:
    """The id that is found, or the reason of the fault."""
    named = Named((kind,), given)
    with read_session(engine) as session:
        found = look_up(session, scope=scope, book_id=book_id, wanted=[named])[named]
    return found.reason if isinstance(found, Fault) else found


@pytest.mark.parametrize(
    ("kind", "given", "register", "key"),
    [
        ("organisation", "SK", "organisations", "SK"),
        ("organisation", "222000-2188", "organisations", "SK"),
        ("organisation", "2220002188", "organisations", "SK"),
        ("body", "STYRGRUPP", "bodies", "STYRGRUPP"),
        ("pot", "SIMBA-SKOLA", "pots", "SIMBA-SKOLA"),
        ("decision", "STYRGRUPP 2020-10-02 § 4", "decisions", "SPLIT"),
        ("decision", "Styrgrupp handlingsplan psykisk hälsa 2020-10-02 § 4", "decisions", "SPLIT"),
        ("decision", "2020-10-02 § 4", "decisions", "SPLIT"),
        ("decision", "§ 4", "decisions", "SPLIT"),
        ("decision", "4", "decisions", "SPLIT"),
    ],
)
def test_what_things_are_called(story: Story, kind: str, given: str, register: str, key: str) -> None:
    wanted = getattr(story, register)[key]
    assert meant(story.engine, kind, given) == wanted
    assert meant(story.engine, kind, wanted) == wanted


def test_persons_purposes_agreements_and_books(story: Story) -> None:
    assert meant(story.engine, "person", "attestant@prov.example") == story.approver_id
    assert meant(story.engine, "agreement", "PH2020") == story.agreement_id
    assert meant(story.engine, "book", "vastkom") == story.book_id
    for name in ("SUICID", "PH2020/SUICID", "SUICID2020"):
        assert meant(story.engine, "purpose", name) == story.suicide.id


def test_documents_by_number_source_key_and_what_others_call_them(money: Money) -> None:
    engine = money.story.engine
    invoice_id = money.registered()
    for kind, name, wanted in (
        ("requisition", "R-2020-01", money.requisition_id),
        ("requisition", "requisition:R-2020-01", money.requisition_id),
        ("document", "R-2020-01", money.requisition_id),
        ("bank_account", "5052-5781", money.bank_id),
        ("bank_account", "Bankgirokonto", money.bank_id),
        ("commitment", "Länsgemensam samordnare", money.commitment_id),
        ("invoice", "20417", invoice_id),
        ("invoice", "SK 20417", invoice_id),
        ("receipt", "R-2020-01", "unknown_reference"),
        ("receipt", money.requisition_id, "unknown_reference"),
    ):
        assert meant(engine, kind, name) == wanted, name


def test_an_invoice_that_was_returned_gives_its_number_up(money: Money) -> None:
    first = money.registered()
    with money.writing() as session:
        return_invoice(session, **money.story.officer, invoice_id=first, reason="Fel mottagare på fakturan")
    assert meant(money.story.engine, "invoice", "SK 20417") == "unknown_reference"
    second = money.registered()
    assert meant(money.story.engine, "invoice", "SK 20417") == second
    assert meant(money.story.engine, "invoice", "L-2021-01") == first


def test_a_body_by_the_name_it_had_and_the_one_it_has(story: Story) -> None:
    with write_session(story.engine) as session:
        said: dict[str, Any] = {"body_id": story.bodies["STYRGRUPP"], "name": "Länsgruppen", "valid_from": AGREED_ON}
        rename_body(session, actor=story.officer_id, scope=EVERYTHING, **said)
    for name in ("Länsgruppen 2020-10-02 § 4", "Styrgrupp handlingsplan psykisk hälsa 2020-10-02 § 4"):
        assert meant(story.engine, "decision", name) == story.decisions["SPLIT"]


def test_what_may_mean_several_means_none(story: Story) -> None:
    assert meant(story.engine, "decision", "19/01701") == "ambiguous_reference"


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_found_that_is_not_there(story: Story, kind: str) -> None:
    assert meant(story.engine, kind, "FINNS-INTE") == "unknown_reference"
    assert meant(story.engine, kind, 999_999) == "unknown_reference"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if KINDS[kind].of_book])
def test_what_is_a_books_is_found_in_no_other(story: Story, kind: str) -> None:
    with write_session(story.engine) as session:
        said: dict[str, Any] = {"code": "annan", "name": "Annan", "opened_on": OPENED_ON}
        other = open_book(
            session, actor=story.officer_id, scope=EVERYTHING, organisation_id=story.organisations["SK"], **said
        )
    if kind != "pot":  # which are numbered within their book
        assert meant(story.engine, kind, 1, book_id=other.id) == "unknown_reference"
    assert meant(story.engine, kind, 1, book_id=None) == "unknown_reference"
    with pytest.raises(NotFound):
        meant(story.engine, kind, 1, scope=Scope.of_books(other.id))


def test_a_book_outside_the_scope_does_not_exist(story: Story) -> None:
    assert meant(story.engine, "book", "vastkom", scope=Scope.of_books(2)) == "unknown_reference"


def test_many_take_as_many_queries_as_one(story: Story) -> None:
    def asked(names: list[str]) -> int:
        with read_session(story.engine) as session, counted(story.engine) as queries:
            look_up(session, scope=EVERYTHING, book_id=1, wanted=[Named(("pot",), name) for name in names])
        return sum(query.startswith("SELECT") for query in queries)

    assert asked(["SK"]) == asked(["SK", "FB", "GR", "SH", "SIMBA", "NIX"]) == 1
