"""Which numbers an organisation is paid to: those it was registered with, until a change of them was confirmed."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Final

from sqlalchemy import Date, Select, bindparam, select
from sqlalchemy.orm import Session

from ledger.db.in_force import payee_accounts_on
from ledger.db.organisations import Organisation
from ledger.domain.payees import AccountKind, PayeeAccounts


def accounts_on(
    session: Session, organisation_ids: Collection[int], day: date, known_at: datetime | None = None
) -> dict[int, PayeeAccounts]:
    """The numbers of each organisation on a day, as known at a moment (None: now)."""
    wanted = {"wanted": sorted(set(organisation_ids))}
    numbers: dict[int, dict[str, str | None]] = {
        of_id: {AccountKind.BANKGIRO: first_bankgiro, AccountKind.PLUSGIRO: first_plusgiro}
        for of_id, first_bankgiro, first_plusgiro in session.execute(_FIRST, wanted)
    }
    changes = _CHANGED if known_at is None else _changed(known_at)
    for of_id, kind, number in session.execute(changes, {**wanted, "day": day}):
        numbers[of_id][kind] = number
    return {of_id: PayeeAccounts(**known) for of_id, known in numbers.items()}


def _changed(known_at: datetime | None) -> Select[int, str, str | None]:
    """The confirmed changes of numbers that hold on a day."""
    account = payee_accounts_on(bindparam("day", type_=Date()), known_at)
    return (
        select(account.of_id, account.kind, account.number)
        .where(account.of_id.in_(bindparam("wanted", expanding=True)))
        .order_by(account.of_id, account.kind)
    )


# Every invoice and payout asks: the statements are made once, because making them costs more than asking.
_CHANGED: Final = _changed(None)
_FIRST: Final = (
    select(Organisation.id, Organisation.bankgiro, Organisation.plusgiro)
    .where(Organisation.id.in_(bindparam("wanted", expanding=True)))
    .order_by(Organisation.id)
)
