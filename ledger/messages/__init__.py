"""The words of every refusal, in Swedish and English: what happened with both figures, the rule, and what to do.

A message is looked up by the refusal's code. Placeholders are the refusal's facts; `{amount_ore:kr}` writes kronor,
and `placeholders` has the other ways of writing. A fact that is itself Swedish words (`what`) is `{what:word}`, which
has its English in `placeholders.fact_words`. Du-tilltal, verbs first, no blame; amounts and dates as on screen, in
either language.

One file per area, as in `errors`.
"""

from typing import Final

from ledger.errors import LedgerError, SettingsRefused
from ledger.language import Language
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
    settings,
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
    settings,
    sign_in,
    versions,
    yearend,
)

SV: Final[dict[str, str]] = {code: words for area in AREAS for code, words in area.SV.items()}
EN: Final[dict[str, str]] = {code: words for area in AREAS for code, words in area.EN.items()}
MESSAGES: Final = {Language.SV: SV, Language.EN: EN}


def explain(error: LedgerError, language: Language = Language.SV) -> str:
    """The refusal in that language; its code follows in small type wherever it is shown."""
    return Words(language).format(MESSAGES[language][error.code], **error.facts())


def explain_at_start(error: LedgerError, language: Language = Language.SV) -> str:
    """The refusal and its code, as whoever started the program reads them; of several settings, each on its line."""
    several = error.refusals if isinstance(error, SettingsRefused) else ()
    each = (f"- {explain(one, language)} [{one.code}]" for one in several)
    return "\n".join((explain(error, language), *each, f"[{error.code}]"))
