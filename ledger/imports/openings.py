"""Opening balances read in: what a purpose had left where the book begins, told with the posting table's own events.

A book that begins in the middle has no event of its own for it: outside a handover nobody hands anything over, and
control 2 would see money that comes from no book. What is left is therefore decided as the purpose's amount, allotted
down the tree, requisitioned as far as it is claimed or in the bank, and received as far as it is in the bank. Every
control holds from the first day, and cost and income open at zero (control 8).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from ledger.balances import balance, balances_of_subjects
from ledger.domain.canonical import Plain
from ledger.domain.chart import Kind
from ledger.errors import (
    ImportOpeningBankMissing,
    ImportOpeningExceedsLeft,
    ImportOpeningNotFirst,
    ImportOpeningOnlyRoot,
    ImportRowsDisagree,
    ImportRowTwice,
)
from ledger.imports.forms import AMOUNT, CODE, DAY, TEXT, written
from ledger.imports.grounds import decided, find_bank_account, free_key, last_certificate, purpose_of
from ledger.imports.kinds import Column, ImportKind
from ledger.imports.outcome import Effect, Outcome
from ledger.imports.rows import Desk, Placed
from ledger.money import Ore, format_kronor
from ledger.services.agreement_amounts import decide_amount
from ledger.services.agreements import Instrument, terms_on
from ledger.services.allocations import allocate_amounts
from ledger.services.documents import registered_under
from ledger.services.pots import PotInfo, find_pot, pot_info
from ledger.services.receipts import register_receipt
from ledger.services.requisitions import register_payment_notice, send_requisition


@dataclass(frozen=True)
class OpeningRow:
    """One row: the decision and the day, the pot and what it has left; claim and bank are the whole purpose's."""

    body: str
    decided_on: date
    paragraph: str
    on: date
    pot: str
    left_ore: Ore
    claim_ore: Ore | None
    bank_ore: Ore | None
    bank_account: str | None


@dataclass(frozen=True)
class _Opening:
    """The rows of one purpose with their pots, the decision, and the key that this is known by."""

    rows: tuple[tuple[Placed[OpeningRow], PotInfo], ...]
    root: PotInfo
    decision_id: int
    key: str

    @property
    def head(self) -> OpeningRow:
        """What all rows say alike."""
        return self.rows[0][0].row

    @property
    def left_ore(self) -> Ore:
        """What the whole purpose has left."""
        return sum(placed.row.left_ore for placed, _ in self.rows)

    @property
    def claim_ore(self) -> Ore:
        """What is requisitioned and not received."""
        return sum(placed.row.claim_ore or 0 for placed, _ in self.rows)

    @property
    def bank_ore(self) -> Ore:
        """What is in the bank."""
        return sum(placed.row.bank_ore or 0 for placed, _ in self.rows)

    @property
    def bank_account(self) -> str:
        """The number of the account that has it."""
        return next((placed.row.bank_account for placed, _ in self.rows if placed.row.bank_account), "")


_SHARED: Final = {
    "body": "organ",
    "decided_on": "beslutsdatum",
    "paragraph": "paragraf",
    "on": "dag",
}
"""What all rows of a purpose say alike."""


def write_openings(session: Session, desk: Desk, rows: Sequence[Placed[OpeningRow]]) -> Outcome:
    """Open each purpose with its balances, or leave it where the same has been done."""
    outcome = Outcome()
    purposes: dict[int, list[tuple[Placed[OpeningRow], PotInfo]]] = defaultdict(list)
    for placed in rows:
        with outcome.collecting(session, placed, "pot"):
            pot = find_pot(session, desk.book_id, placed.row.pot)
            purposes[pot.ref.root_id].append((placed, pot))
    for root_id, own in purposes.items():
        root = pot_info(session, desk.book_id, root_id)
        if _hold_together(own, root, outcome):
            with outcome.collecting(session, own[0][0]):
                _open(session, desk, own, root, outcome)
    return outcome


def _hold_together(rows: Sequence[tuple[Placed[OpeningRow], PotInfo]], root: PotInfo, outcome: Outcome) -> bool:
    """Whether the rows of a purpose can be true together; adds why they cannot."""
    faults = len(outcome.faults)
    head = rows[0][0]
    first: dict[int, int] = {}
    for placed, pot in rows:
        row = placed.row
        if first.setdefault(pot.id, placed.no) != placed.no:
            twice = ImportRowTwice(what=f"pott {pot.code}", first_row=first[pot.id])
            outcome.faults.append(placed.fault(twice, "pot"))
        for field, heading in _SHARED.items():
            given, told = getattr(row, field), getattr(head.row, field)
            if given != told:
                error = ImportRowsDisagree(
                    what=root.name, column=heading, given=written(given), first=written(told), first_row=head.no
                )
                outcome.faults.append(placed.fault(error, field))
        for field in ("claim_ore", "bank_ore"):
            if getattr(row, field) and pot.id != root.id:
                outcome.faults.append(placed.fault(ImportOpeningOnlyRoot(pot=pot.name, root=root.code), field))
        if row.bank_ore and row.bank_account is None:
            outcome.faults.append(placed.fault(ImportOpeningBankMissing(purpose=root.name), "bank_account"))
    return len(outcome.faults) == faults


def _open(
    session: Session,
    desk: Desk,
    rows: Sequence[tuple[Placed[OpeningRow], PotInfo]],
    root: PotInfo,
    outcome: Outcome,
) -> None:
    opening = _opening(session, desk, rows, root)
    if registered_under(session, desk.book_id, opening.key) is not None:
        outcome.same += len(rows)
        return
    _require_possible(session, desk, opening)
    pots = [pot.id for _, pot in rows]
    before = balances_of_subjects(session, desk.book_id, Kind.AVAILABLE, pots, (0,))
    outcome.documents += [
        _decide(session, desk, opening),
        *_allot(session, desk, opening),
        *_bring_in(session, desk, opening),
    ]
    after = balances_of_subjects(session, desk.book_id, Kind.AVAILABLE, pots, (0,))
    for pot_id in pots:
        outcome.before[pot_id] = before.get((pot_id, 0), 0)
        outcome.after[pot_id] = after.get((pot_id, 0), 0)
    for placed, pot in rows:
        outcome.effects += _effects(placed, pot)


def _opening(
    session: Session, desk: Desk, rows: Sequence[tuple[Placed[OpeningRow], PotInfo]], root: PotInfo
) -> _Opening:
    head = rows[0][0].row
    decision_id = decided(session, desk, body=head.body, on=head.decided_on, paragraph=head.paragraph)
    said: list[Plain] = ["opening", decision_id, head.on.isoformat()]
    ordered = sorted(rows, key=lambda one: one[1].id)
    said += [
        [pot.id, placed.row.left_ore, placed.row.claim_ore or 0, placed.row.bank_ore or 0] for placed, pot in ordered
    ]
    return _Opening(tuple(rows), root, decision_id, free_key(session, desk.book_id, said))


def _require_possible(session: Session, desk: Desk, opening: _Opening) -> None:
    """Refuse a purpose that has an amount already, and more money than there is left to use it for."""
    authorised_ore = -balance(session, desk.book_id, Kind.AUTHORISED, opening.root.id)
    if authorised_ore != 0:
        raise ImportOpeningNotFirst(purpose=opening.root.name, authorised_ore=authorised_ore)
    if opening.claim_ore + opening.bank_ore > opening.left_ore:
        raise ImportOpeningExceedsLeft(
            purpose=opening.root.name,
            claim_ore=opening.claim_ore,
            bank_ore=opening.bank_ore,
            left_ore=opening.left_ore,
        )


def _decide(session: Session, desk: Desk, opening: _Opening) -> str:
    return decide_amount(
        session,
        **desk.here,
        purpose_id=purpose_of(session, desk, opening.root).id,
        amount_ore=opening.left_ore,
        decision_id=opening.decision_id,
        on=opening.head.on,
        source_key=opening.key,
    ).document.number


def _allot(session: Session, desk: Desk, opening: _Opening) -> list[str]:
    """From the root downwards: to each pot what it and all under it have left."""
    below: dict[int, Ore] = defaultdict(int)
    children: dict[int, dict[int, Ore]] = defaultdict(dict)
    for placed, pot in opening.rows:
        for pot_id in pot.path:
            below[pot_id] += placed.row.left_ore
    for _, pot in opening.rows:
        for above, child in zip(pot.path, pot.path[1:], strict=False):
            if below[child] > 0:
                children[above][child] = below[child]
    return [
        allocate_amounts(
            session,
            **desk.here,
            pot_id=parent,
            amounts=amounts,
            decision_id=opening.decision_id,
            on=opening.head.on,
            text=f"Ingående balans, inläst ur {desk.file}",
            source_key=f"{opening.key}:{parent}",
        ).document.number
        for parent, amounts in sorted(children.items(), key=lambda one: pot_info(session, desk.book_id, one[0]).path)
    ]


def _bring_in(session: Session, desk: Desk, opening: _Opening) -> list[str]:
    """What is claimed or in the bank is requisitioned, by the terms of the day; what is in the bank is received."""
    asked_ore = opening.claim_ore + opening.bank_ore
    if asked_ore == 0:
        return []
    requisition_id, number = _requisition(session, desk, opening, asked_ore)
    if opening.bank_ore == 0:
        return [number]
    receipt = register_receipt(
        session,
        **desk.here,
        requisition_id=requisition_id,
        bank_account_id=find_bank_account(session, desk, opening.bank_account),
        amount_ore=opening.bank_ore,
        on=opening.head.on,
        text="Ingående balans",
        source_key=f"{opening.key}:receipt",
    )
    return [number, receipt.document.number]


def _requisition(session: Session, desk: Desk, opening: _Opening, asked_ore: Ore) -> tuple[int, str]:
    purpose, on = purpose_of(session, desk, opening.root), opening.head.on
    key = f"{opening.key}:requisition"
    if terms_on(session, purpose.agreement_id, on).instrument == Instrument.PAYS_BY_ITSELF:
        sent = register_payment_notice(
            session,
            **desk.here,
            purpose_id=purpose.id,
            amount_ore=asked_ore,
            on=on,
            source_key=key,
        )
    else:
        sent = send_requisition(
            session,
            **desk.here,
            purpose_id=purpose.id,
            amount_ore=asked_ore,
            on=on,
            certificate_id=last_certificate(session, purpose.agreement_id, on),
            source_key=key,
        )
    return sent.document.id, sent.document.number


def _effects(placed: Placed[OpeningRow], pot: PotInfo) -> list[Effect]:
    row = placed.row
    facts = (("kvar att disponera", row.left_ore), ("fordran", row.claim_ore), ("bank", row.bank_ore))
    return [Effect(placed.no, pot.code, fact, "", format_kronor(ore)) for fact, ore in facts if ore]


OPENINGS: Final = ImportKind(
    name="ingaende",
    title="Ingående balanser",
    about="Det som var kvar av ett ändamål när boken började: per pott det som var kvar att disponera, och på "
    "ändamålets egen rad fordran på bidragsgivaren och bank. Ett beslut fastställer beloppen. "
    "Det som ligger hos mottagare, uppdrag och skulder registreras för sig efteråt.",
    columns=(
        Column("organ", "body", CODE, "Koden för organet, som får besluta om belopp och fördelning.", "STYRGRUPP"),
        Column("beslutsdatum", "decided_on", DAY, "Beslutets dag.", "2024-01-02"),
        Column("paragraf", "paragraph", TEXT, "Beslutets paragraf.", "§ 1"),
        Column("dag", "on", DAY, "Den dag balanserna gäller och bokförs.", "2024-01-02"),
        Column("pott", "pot", CODE, "Pottens kod. Ändamålets egen pott har en egen rad.", "SUICID2020"),
        Column("kvar", "left_ore", AMOUNT, "Kvar att disponera på potten själv, utan dem under den.", "1 000 000"),
        Column("fordran", "claim_ore", AMOUNT, "Rekvirerat, inte inbetalt. Bara ändamålets rad.", "", required=False),
        Column("bank", "bank_ore", AMOUNT, "Inbetalt och kvar på kontot. Bara ändamålets rad.", "", required=False),
        Column("bankkonto", "bank_account", TEXT, "Kontots nummer, som boken har det.", "", required=False),
    ),
    row=OpeningRow,
    write=write_openings,
    commands=("agreement.decide_amount", "allocation.decide", "requisition.send", "receipt.register"),
)
