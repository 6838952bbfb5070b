"""What was done, for a person to read: a sentence, what to look out for, and what has changed from what to what."""

from collections.abc import Iterator, Mapping
from typing import Any

from ledger.commands.batches import Done
from ledger.domain.chart import CHART, Kind

_LOOK_OUT = "Se upp:"


def sentence(done: Done) -> str:
    """`invoice.register: L-2021-01 (id 14)` and the like."""
    told = [f"{done.command}: {_called(done.answer)}"]
    entry = done.answer.get("entry")
    if isinstance(entry, dict):
        told.append(f"verifikation {entry['name']}")
    if done.answer.get("is_new") is False:
        told.append("fanns redan")
    return ", ".join(told)


def details(done: Done) -> Iterator[str]:
    """What the person should see before going on; nothing where the sentence says it all."""
    answer: Mapping[str, Any] = done.answer
    yield from (_same_cost(one) for one in answer.get("warnings", ()))
    if answer.get("payee_differs") is True:
        yield f"{_LOOK_OUT} betalkontot är ett annat än registrets."
    for drawn in answer.get("drawn", ()):
        yield from _drawn(drawn)
    yield from (_change(one) for one in answer.get("changes", ()))


def _same_cost(found: Mapping[str, Any]) -> str:
    return (
        f"{_LOOK_OUT} kan vara samma kostnad som {found['document']} (fakturanummer {found['supplier_number']}): "
        f"{found['gross_kr']} kr den {found['invoiced_on']}."
    )


def _drawn(drawn: Mapping[str, Any]) -> Iterator[str]:
    of = f"pott {drawn['pot_id']}" if drawn["commitment_id"] is None else f"uppdrag {drawn['commitment_id']}"
    yield (
        f"Tar {drawn['charge_kr']} av {drawn['remaining_kr']} kr kvar ({of}); "
        f"på fakturor som inte är attesterade väntar {drawn['pending_kr']} kr."
    )
    if drawn["charge_ore"] + drawn["pending_ore"] > drawn["remaining_ore"]:
        yield f"{_LOOK_OUT} tillsammans är det mer än det som är kvar."


def _change(change: Mapping[str, Any]) -> str:
    heading = CHART[Kind(change["kind"])].heading
    where = f"pott {change['pot_id']}" if "pot_id" in change else f"bok {change['book_id']}"
    return f"{heading}, {where}: {change['before_kr']} kr blir {change['after_kr']} kr."


def _called(answer: Mapping[str, Any]) -> str:
    results = answer.get("results")
    if isinstance(results, list):
        return f"{len(results)} resultat" if not results else ", ".join(_called(one) for one in results)
    named = answer.get("number") or answer.get("code") or answer.get("name")
    ident = answer.get("id")
    if named is None:
        return "gjort" if ident is None else f"id {ident}"
    return str(named) if ident is None else f"{named} (id {ident})"
