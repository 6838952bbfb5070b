"""The words of every refusal, in Swedish: what happened with both figures, the rule, and what to do.

A message is looked up by the refusal's code. Placeholders are the refusal's facts; `{amount_ore:kr}` writes kronor,
and `placeholders` has the other ways of writing. A fact `what` is capitalised where it begins the sentence.
Du-tilltal, verbs first, no blame; amounts and dates as on screen.

One file per area, as in `errors`.
"""

from typing import Final

from ledger.errors import LedgerError
from ledger.messages import (
    access,
    allocation_changes,
    amounts,
    bank,
    commands,
    commitments,
    database,
    decisions,
    documents,
    entries,
    files,
    imports,
    invoice_life,
    invoices,
    keeping,
    keys,
    money_in,
    payouts,
    periods,
    recipients,
    registers,
    requisitions,
    reservations,
    serving,
    sign_in,
    versions,
    yearend,
)
from ledger.placeholders import Words

AREAS: Final = (
    access,
    allocation_changes,
    amounts,
    bank,
    commands,
    commitments,
    database,
    decisions,
    documents,
    entries,
    files,
    imports,
    invoice_life,
    invoices,
    keeping,
    keys,
    money_in,
    payouts,
    periods,
    recipients,
    registers,
    requisitions,
    reservations,
    serving,
    sign_in,
    versions,
    yearend,
)

SV: Final[dict[str, str]] = {code: words for area in AREAS for code, words in area.SV.items()}


def explain(error: LedgerError) -> str:
    """The refusal in Swedish; its code follows in small type wherever it is shown."""
    return Words().format(SV[error.code], **error.facts())
