"""What is left of a pot and moves on: available money, open commitments with all their rest, money with recipients.

Carry-overs and handovers ask the same of it, and leave the same traces on commitments.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.balances import balance, lowest_from
from ledger.db.commitments import Commitment
from ledger.db.details import DocumentKind
from ledger.db.in_force import end_of_commitment
from ledger.db.yearend import MovedCommitment
from ledger.domain.chart import Kind
from ledger.domain.rules.parts import not_negative
from ledger.errors import (
    CommitmentInvoicesWaiting,
    CommitmentOtherPot,
    CommitmentRestNotThere,
    CommitmentTwice,
    DisbursedInsufficient,
    MovedUsed,
    UnusedInsufficient,
)
from ledger.money import Ore
from ledger.posting import Booked
from ledger.rooms import least_unused
from ledger.services.document_rows import Details
from ledger.services.documents import Registered, register, require_document, require_state, set_states
from ledger.services.invoice_lines import pending
from ledger.services.pots import PotInfo, pot_info, require_available


@dataclass(frozen=True)
class OpenCommitment:
    """A commitment as it was decided, with its document, the end that was decided last, and its whole rest in öre."""

    document: Registered
    decided: Commitment
    ends_on: date | None
    rest_ore: Ore


@dataclass(frozen=True)
class Rest:
    """What moves out of one pot, in öre."""

    pot: PotInfo
    available_ore: Ore
    commitments: tuple[OpenCommitment, ...]
    disbursed_ore: Ore

    @property
    def money_ore(self) -> Ore:
        """What takes its money along: available and committed."""
        return self.available_ore + sum(one.rest_ore for one in self.commitments)

    @property
    def total_ore(self) -> Ore:
        """All that moves."""
        return self.money_ore + self.disbursed_ore


@dataclass(frozen=True)
class Moved:
    """A commitment whose rest moved, and the one it became."""

    old_id: int
    new_id: int
    rest_ore: Ore


@dataclass(frozen=True)
class Landing:
    """Where a commitment goes on: in which book and pot, by which decision there, from which day."""

    book_id: int
    pot_id: int
    decision_id: int
    on: date
    example: bool


def rest_of(
    session: Session,
    book_id: int,
    pot: PotInfo,
    *,
    available_ore: Ore,
    commitment_ids: Sequence[int],
    disbursed_ore: Ore,
    on: date,
) -> Rest:
    """The rest that is to move, with its commitments.

    Raises `AmountNegative`, `CommitmentOtherPot`, `CommitmentRestNotThere`, `CommitmentInvoicesWaiting`,
    `DocumentWrongState`, `NotFound`.
    """
    commitments = tuple(_open_commitment(session, book_id, pot, one, on) for one in commitment_ids)
    return Rest(pot, not_negative(available_ore, "Beloppet"), commitments, not_negative(disbursed_ore, "Beloppet"))


def require_rests(session: Session, book_id: int, rests: Sequence[Rest], on: date, *, leaving: bool) -> None:
    """Refuse what is not there, on the day or on a later one: of each pot, and, `leaving`, of each purpose.

    Several rests may be of one pot or purpose. Raises `PotInsufficient`, `DisbursedInsufficient`, `CommitmentTwice`,
    `UnusedInsufficient`.
    """
    _refuse_twice([one.document for rest in rests for one in rest.commitments])
    available: dict[int, Ore] = defaultdict(int)
    disbursed: dict[int, Ore] = defaultdict(int)
    total: dict[int, Ore] = defaultdict(int)
    for rest in rests:
        available[rest.pot.id] += rest.available_ore
        disbursed[rest.pot.id] += rest.disbursed_ore
        total[rest.pot.ref.root_id] += rest.total_ore
    for pot in {rest.pot.id: rest.pot for rest in rests}.values():
        require_available(session, book_id, pot, available[pot.id], on)
        _require_disbursed(session, book_id, pot, disbursed[pot.id], on)
    if leaving:
        for root_id, leaving_ore in total.items():
            require_unused(session, book_id, pot_info(session, book_id, root_id), leaving_ore, on)


def require_unused(session: Session, book_id: int, root: PotInfo, wanted_ore: Ore, on: date) -> None:
    """Refuse, with `UnusedInsufficient`, more than is received and unused of a purpose: grant debt − claim."""
    unused = least_unused(session, book_id, root.id, on)
    if wanted_ore > unused.left_ore:
        raise UnusedInsufficient(
            purpose=root.name,
            wanted_ore=wanted_ore,
            grant_debt_ore=unused.grant_debt_ore,
            claim_ore=unused.claim_ore,
            day=unused.day,
        )


def go_on(session: Session, actor: int, commitments: Sequence[OpenCommitment], landing: Landing) -> tuple[Moved, ...]:
    """Register a commitment in the new pot for the rest of each old one; what moves it books them all."""
    return tuple(_going_on(session, actor, one, landing) for one in commitments)


def moved_details(moved: Sequence[Moved]) -> Details:
    """The details of what moves: a row for each commitment, and no table for none."""
    rows = [
        {"row_no": no, "old_commitment_id": one.old_id, "new_commitment_id": one.new_id, "amount_ore": one.rest_ore}
        for no, one in enumerate(moved, start=1)
    ]
    return {MovedCommitment: rows} if rows else {}


def moved_by(session: Session, document_id: int) -> tuple[Moved, ...]:
    """The commitments that a carry-over or handover moved, in order."""
    query = select(MovedCommitment).where(MovedCommitment.document_id == document_id).order_by(MovedCommitment.row_no)
    return tuple(Moved(row.old_commitment_id, row.new_commitment_id, row.amount_ore) for row in session.scalars(query))


def have_gone_on(session: Session, actor: int, moved: Sequence[Moved], old_state: str, booked: Booked) -> None:
    """Bring the old commitments into `old_state`, and the new ones into force."""
    if moved:
        # A number of an entry says nothing in another book: the new ones' states name none.
        set_states(
            session, actor=actor, document_ids=[one.old_id for one in moved], state=old_state, entry_seq=booked.seq
        )
        set_states(session, actor=actor, document_ids=[one.new_id for one in moved], state="active")


def have_come_back(session: Session, actor: int, moved: Sequence[Moved], reason: str) -> None:
    """Bring the old commitments into force again, and annul the new ones."""
    if moved:
        set_states(session, actor=actor, document_ids=[one.old_id for one in moved], state="active", reason=reason)
        set_states(session, actor=actor, document_ids=[one.new_id for one in moved], state="annulled", reason=reason)


def require_untouched(
    session: Session,
    document: Registered,
    pot: PotInfo,
    *,
    available_ore: Ore,
    moved: Collection[Moved],
    disbursed_ore: Ore,
    on: date,
) -> None:
    """Refuse, with `MovedUsed` or `CommitmentInvoicesWaiting`, to turn back a move whose pot has not all of it left."""
    book_id = document.book_id
    parts = [("kvar att disponera", Kind.AVAILABLE, 0, available_ore)]
    parts += [("hos mottagaren", Kind.DISBURSED, 0, disbursed_ore)]
    for one in moved:
        known = require_document(session, book_id=book_id, kind=DocumentKind.COMMITMENT, document_id=one.new_id)
        _refuse_waiting(session, known)
        parts.append((f"uppdrag {known.number}", Kind.COMMITTED, one.new_id, one.rest_ore))
    for what, kind, subject_id, moved_ore in parts:
        left_ore, day = lowest_from(session, book_id, kind, pot.id, on, subject_id=subject_id)
        if moved_ore > left_ore:
            raise MovedUsed(
                document=document.number, what=what, pot=pot.name, moved_ore=moved_ore, left_ore=left_ore, day=day
            )


def _open_commitment(session: Session, book_id: int, pot: PotInfo, commitment_id: int, on: date) -> OpenCommitment:
    document = require_document(session, book_id=book_id, kind=DocumentKind.COMMITMENT, document_id=commitment_id)
    # A credit or a corrected invoice gives back to a commitment that has moved already: that rest may follow it.
    require_state(session, document, "active", "carried", "handed_over")
    query = select(Commitment, end_of_commitment(on)).where(Commitment.document_id == commitment_id)
    decided, ends_on = session.execute(query).one()
    if decided.pot_id != pot.id:
        belongs_to = pot_info(session, book_id, decided.pot_id).name
        raise CommitmentOtherPot(commitment=document.number, belongs_to=belongs_to, wanted=pot.name)
    _refuse_waiting(session, document)
    rest_ore = balance(session, book_id, Kind.COMMITTED, pot.id, commitment_id)
    left_ore, day = lowest_from(session, book_id, Kind.COMMITTED, pot.id, on, subject_id=commitment_id)
    if rest_ore == 0 or left_ore < rest_ore:
        raise CommitmentRestNotThere(commitment=document.number, remaining_ore=rest_ore, left_ore=left_ore, day=day)
    return OpenCommitment(document, decided, ends_on, rest_ore)


def _refuse_twice(commitments: Sequence[Registered]) -> None:
    for place, one in enumerate(commitments):
        if one in commitments[:place]:
            raise CommitmentTwice(commitment=one.number)


def _refuse_waiting(session: Session, document: Registered) -> None:
    pending_ore = pending(session, document.id)
    if pending_ore != 0:
        raise CommitmentInvoicesWaiting(commitment=document.number, pending_ore=pending_ore)


def _require_disbursed(session: Session, book_id: int, pot: PotInfo, wanted_ore: Ore, on: date) -> None:
    disbursed_ore, day = lowest_from(session, book_id, Kind.DISBURSED, pot.id, on)
    if wanted_ore > disbursed_ore:
        raise DisbursedInsufficient(pot=pot.name, wanted_ore=wanted_ore, disbursed_ore=disbursed_ore, day=day)


def _going_on(session: Session, actor: int, old: OpenCommitment, landing: Landing) -> Moved:
    row = {
        "book_id": landing.book_id,
        "pot_id": landing.pot_id,
        "decision_id": landing.decision_id,
        "performer_id": old.decided.performer_id,
        "name": old.decided.name,
        "committed_on": landing.on,
        "ends_on": old.ends_on,
        "amount_ore": old.rest_ore,
    }
    new = register(
        session,
        actor=actor,
        book_id=landing.book_id,
        kind=DocumentKind.COMMITMENT,
        on=landing.on,
        state="registered",
        details={Commitment: [row]},
        example=landing.example,
    )
    return Moved(old.document.id, new.id, old.rest_ore)
