"""Commitments: made, out of a reservation or not, raised, lowered, released, and given another end."""

from datetime import timedelta

from ledger.db.details import DocumentKind
from ledger.domain.chart import Kind
from ledger.services.commitment_changes import lower_commitment, raise_commitment, release_commitment, set_end_date
from ledger.services.commitments import commit
from tests.support.happenings.among_pots import CHILDREN, ROOT
from tests.support.happenings.picks import Pick
from tests.support.happenings.registry import Given, decided, happens


def register() -> None:
    """Let it happen."""
    happens("commit", commit, _commit, then=("invoice", "raise_commitment"))
    happens("commit_reserved", commit, _commit_reserved)
    happens("raise_commitment", raise_commitment, _raise)
    happens("lower_commitment", lower_commitment, _less)
    happens("release_commitment", release_commitment, _less)
    happens("end_commitment", set_end_date, _end)


def _commit(pick: Pick) -> Given:
    return {
        "pot_id": pick.pot(ROOT, *CHILDREN),
        "performer_id": pick.money.performer_id,
        "name": "Utbildning",
        "ends_on": None if pick.rightly() else pick.day() + timedelta(days=60),
    } | decided(pick, "ASSIGNED")


def _commit_reserved(pick: Pick) -> Given:
    aside = pick.standing(Kind.RESERVED)
    return _commit(pick) | {
        "pot_id": aside.pot_id,
        "reservation_id": aside.subject_id,
        "amount_ore": pick.out_of(aside.ore),
    }


def _raise(pick: Pick) -> Given:
    return {"commitment_id": pick.document(DocumentKind.COMMITMENT, "active")} | decided(pick, "ASSIGNED")


def _less(pick: Pick) -> Given:
    promised = pick.standing(Kind.COMMITTED)
    return {"commitment_id": promised.subject_id} | decided(pick, "ASSIGNED", pick.out_of(promised.ore))


def _end(pick: Pick) -> Given:
    change = decided(pick, "ASSIGNED")
    del change["amount_ore"]
    until = None if pick.dice.random() < 0.3 else pick.day() + timedelta(days=pick.dice.randint(-400, 400))
    return {"commitment_id": pick.document(DocumentKind.COMMITMENT, "active"), "ends_on": until} | change
