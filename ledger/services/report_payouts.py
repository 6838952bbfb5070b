"""Payouts on use reports: what recipients are owed for use in arrears, paid in one batch to their accounts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.balances import balances_of_subjects, last_moved, lock_book
from ledger.db.details import DocumentKind
from ledger.db.documents import Document
from ledger.db.organisations import Organisation
from ledger.db.pots import Pot
from ledger.db.use_reports import ReportPayout, ReportPayoutRow, UseReport
from ledger.domain import rules
from ledger.domain.chart import Kind
from ledger.domain.entries import PotRef
from ledger.domain.scope import Scope
from ledger.errors import (
    DocumentSourceKeyTaken,
    DocumentWrongState,
    NotFound,
    PayeeAccountMissing,
    PayoutEmpty,
    PayoutRowTwice,
    UseReportNotOwed,
)
from ledger.money import Ore
from ledger.posting import Booked
from ledger.services.document_rows import Details
from ledger.services.documents import (
    annul,
    register_booked,
    registered_under,
    require_document,
    require_state,
    set_states,
    state_now,
)
from ledger.services.inputs import require_not_ahead, require_not_before
from ledger.services.payout_rows import Due, require_bank
from ledger.services.payouts import PaidOut


@dataclass(frozen=True)
class _Owed:
    """What is owed on one report: out of which pot, to whom and where, in öre."""

    report_id: int
    pot: PotRef
    payee_id: int
    payee_account: str
    amount_ore: Ore


def pay_use_reports(
    session: Session,
    *,
    actor: int,
    scope: Scope,
    book_id: int,
    report_ids: Sequence[int],
    bank_account_id: int,
    on: date,
    source_key: str | None = None,
    example: bool = False,
) -> PaidOut:
    """Pay approved reports, each the whole of what is owed on it, to the account of the recipient in the register.

    Raises `PayoutEmpty`, `PayoutRowTwice`, `UseReportNotOwed`, `DocumentWrongState` for a report that is not approved
    or is paid, `PayeeAccountMissing`, `BankInsufficient`, `DateBefore` for a day before the debt was booked,
    `DateOutOfRange`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    if not report_ids:
        raise PayoutEmpty
    require_document(session, book_id=book_id, kind=DocumentKind.BANK_ACCOUNT, document_id=bank_account_id)
    require_not_ahead("Utbetalningens dag", on)
    earlier = registered_under(session, book_id, source_key)
    if earlier is None:
        owed = _owed(session, book_id, report_ids, on)
        dues = [Due(one.pot, None, one.payee_id, one.payee_account, one.amount_ore) for one in owed]
        require_bank(session, book_id, bank_account_id, dues, on)
    else:
        owed = _paid_before(session, earlier.id)
        if {one.report_id for one in owed} != set(report_ids):
            raise DocumentSourceKeyTaken(source_key=source_key or "", document=earlier.number)
    payments = [rules.Payment(one.pot, one.report_id, one.amount_ore) for one in owed]
    movement = rules.invoice_paid(bank_id=bank_account_id, payments=payments)
    document, booked = register_booked(
        session,
        actor=actor,
        book_id=book_id,
        kind=DocumentKind.REPORT_PAYOUT,
        on=on,
        text="återrapporter i efterskott",
        states=("registered", "booked"),
        details=_details(book_id, owed, bank_account_id=bank_account_id, on=on),
        movement=lambda _own_id: movement,
        source_key=source_key,
        example=example,
    )
    if booked is not None:
        _follow(session, actor, booked, report_ids, before="approved", after="paid")
    return PaidOut(document, booked, sum(one.amount_ore for one in owed))


def correct_report_payout(
    session: Session, *, actor: int, scope: Scope, book_id: int, document_id: int, reason: str, booked_on: date
) -> Booked:
    """Turn a payout on reports back with a counter-entry: what it paid is owed again.

    Raises `DocumentWrongState`, `ReasonMissing`, `DateOutOfRange`, `NotFound`, and what the door raises.
    """
    scope.require_book(book_id)
    lock_book(session, book_id)
    document = require_document(session, book_id=book_id, kind=DocumentKind.REPORT_PAYOUT, document_id=document_id)
    require_state(session, document, "booked")
    require_not_ahead("Bokföringsdag", booked_on)
    booked = annul(
        session,
        actor=actor,
        document=document,
        reason=reason,
        booked_on=booked_on,
        text=f"Rättelse av utbetalning {document.number}",
        state="annulled",
    )
    reports = [one.report_id for one in _paid_before(session, document_id)]
    _follow(session, actor, booked, reports, before="paid", after="approved")
    return booked


def _owed(session: Session, book_id: int, report_ids: Sequence[int], on: date) -> list[_Owed]:
    """What is owed on the reports, in the order given."""
    found = _approved(session, book_id, report_ids)
    pot_ids = {report.pot_id for report, *_ in found.values()}
    booked_on = last_moved(session, book_id, Kind.PAYABLE, pot_ids, found)
    if booked_on is not None:
        require_not_before("Utbetalningens dag", on, "dagen då skulden bokfördes,", booked_on)
    debts = balances_of_subjects(session, book_id, Kind.PAYABLE, pot_ids, found)
    owed: list[_Owed] = []
    for report_id, (report, number, root_id, holder) in found.items():
        debt_ore = debts.get((report.pot_id, report_id), 0)
        account = holder.bankgiro or holder.plusgiro
        if debt_ore == 0:
            raise UseReportNotOwed(report=number)
        if account is None:
            raise PayeeAccountMissing(payee=holder.name)
        owed.append(_Owed(report_id, PotRef(report.pot_id, root_id), holder.id, account, -debt_ore))
    return owed


def _approved(
    session: Session, book_id: int, report_ids: Sequence[int]
) -> Mapping[int, tuple[UseReport, str, int, Organisation]]:
    """The reports with their numbers, the roots of their pots and their holders, in the order given."""
    query = (
        select(UseReport, Document.number, state_now(Document.id), Pot.root_id, Organisation)
        .join(Document, Document.id == UseReport.document_id)
        .join(Pot, (Pot.book_id == UseReport.book_id) & (Pot.id == UseReport.pot_id))
        .join(Organisation, Organisation.id == UseReport.holder_id)
        .where(UseReport.book_id == book_id, UseReport.document_id.in_(report_ids))
        .order_by(UseReport.document_id)
    )
    rows = {
        report.document_id: (report, number, state, root_id, holder)
        for report, number, state, root_id, holder in session.execute(query)
    }
    approved: dict[int, tuple[UseReport, str, int, Organisation]] = {}
    for report_id in report_ids:
        if report_id not in rows:
            raise NotFound(what="återrapport", name=str(report_id))
        report, number, state, root_id, holder = rows[report_id]
        if report_id in approved:
            raise PayoutRowTwice(what="återrapport", name=number)
        if state not in {"approved", "partly_disallowed"}:
            raise DocumentWrongState(document=number, state=state, wanted="approved")
        approved[report_id] = (report, number, root_id, holder)
    return approved


def _paid_before(session: Session, payout_id: int) -> list[_Owed]:
    """The payments of a registered payout, in order."""
    query = (
        select(ReportPayoutRow, Pot.root_id)
        .join(Pot, (Pot.book_id == ReportPayoutRow.book_id) & (Pot.id == ReportPayoutRow.pot_id))
        .where(ReportPayoutRow.document_id == payout_id)
        .order_by(ReportPayoutRow.row_no)
    )
    return [
        _Owed(row.report_id, PotRef(row.pot_id, root_id), row.payee_id, row.payee_account, row.amount_ore)
        for row, root_id in session.execute(query)
    ]


def _details(book_id: int, owed: Sequence[_Owed], *, bank_account_id: int, on: date) -> Details:
    amount_ore = sum(one.amount_ore for one in owed)
    rows = [
        {
            "row_no": row_no,
            "book_id": book_id,
            "pot_id": one.pot.pot_id,
            "report_id": one.report_id,
            "payee_id": one.payee_id,
            "payee_account": one.payee_account,
            "amount_ore": one.amount_ore,
        }
        for row_no, one in enumerate(owed, start=1)
    ]
    head = {"bank_account_id": bank_account_id, "paid_on": on, "amount_ore": amount_ore}
    return {ReportPayout: [head], ReportPayoutRow: rows}


def _follow(
    session: Session, actor: int, booked: Booked, report_ids: Sequence[int], *, before: str, after: str
) -> None:
    """Bring the reports along; of what is partly disallowed that is what a person should see, paid or not."""
    query = (
        select(UseReport.document_id)
        .where(UseReport.document_id.in_(report_ids), state_now(UseReport.document_id) == before)
        .order_by(UseReport.document_id)
    )
    moved = session.scalars(query).all()
    if moved:
        set_states(session, actor=actor, document_ids=moved, state=after, entry_seq=booked.seq)
