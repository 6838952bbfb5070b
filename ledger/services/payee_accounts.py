"""Which numbers an organisation is paid to: those it was registered with, until a change of them was confirmed."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.db.in_force import payee_accounts_on
from ledger.db.organisations import Organisation
from ledger.domain.payees import AccountKind, PayeeAccounts


def accounts_on(
    session: Session, organisation_ids: Collection[int], day: date, known_at: datetime | None = None
) -> dict[int, PayeeAccounts]:
    """The numbers of each organisation on a day, as known at a moment (None: now)."""
    wanted = sorted(set(organisation_ids))
    heads = (
        select(Organisation.id, Organisation.bankgiro, Organisation.plusgiro)
        .where(Organisation.id.in_(wanted))
        .order_by(Organisation.id)
    )
    numbers: dict[int, dict[str, str | None]] = {
        of_id: {AccountKind.BANKGIRO: first_bankgiro, AccountKind.PLUSGIRO: first_plusgiro}
        for of_id, first_bankgiro, first_plusgiro in session.execute(heads)
    }
    account = payee_accounts_on(day, known_at)
    changes = select(account.of_id, account.kind, account.number).where(account.of_id.in_(wanted))
    for of_id, kind, number in session.execute(changes.order_by(account.of_id, account.kind)):
        numbers[of_id][kind] = number
    return {of_id: PayeeAccounts(**known) for of_id, known in numbers.items()}
