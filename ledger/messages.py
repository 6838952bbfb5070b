"""The words of every refusal, in Swedish: what happened with both figures, the rule, and what to do.

A message is looked up by the refusal's code. Placeholders are the refusal's facts; `{amount_ore:kr}` writes kronor.
Du-tilltal, verbs first, no blame; amounts and dates as on screen.
"""

from string import Formatter
from typing import Any, Final

from ledger.errors import LedgerError
from ledger.money import format_kronor

SV: Final[dict[str, str]] = {
    "amount.empty": "Ange ett belopp.",
    "amount.not_a_number": "”{given}” är inte ett belopp. Skriv kronor med siffror, till exempel 1 000 eller 1 000,50.",
    "amount.ambiguous": (
        "{given} kan betyda olika belopp. Skriv tusental med mellanslag och ören med kommatecken, "
        "till exempel 1 000 eller 1,00."
    ),
    "amount.too_many_decimals": (
        "Beloppet {given} har {decimals} decimaler. Skriv kronor och ören med högst två, till exempel 1 000,51."
    ),
    "amount.too_large": "{amount_ore:kr} är för stort. Belopp ska vara under 10 000 000 000 000 kr.",
    "amount.not_positive": "{what} är {amount_ore:kr}. Ange ett belopp som är större än noll.",
    "amount.negative": "{what} är {amount_ore:kr}. Ange noll eller ett större belopp.",
    "amount.zero": "{what} är 0 kr. Ange ett belopp, med minus framför om det ska minska.",
    "entry.pot_twice": "Samma pott är både avsändare och mottagare. Välj två olika potter.",
    "entry.across_roots": (
        "Potterna hör till olika ändamål. Flytta inom ett ändamål, eller registrera en överföring mellan ändamålen."
    ),
    "credit.claim_exceeds_gross": (
        "Fordran på leverantören är {claim_ore:kr}; krediten är på {gross_ore:kr}. Sänk fordran till högst krediten."
    ),
    "identifier.check_digit": (
        "{what} {given} har fel kontrollsiffra. Två siffror kan ha bytt plats. Jämför med underlaget."
    ),
    "identifier.malformed": "{what} ”{given}” har inte rätt form. Skriv det som {expected}.",
}


class _Words(Formatter):
    """str.format with amounts in öre written as kronor."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec == "kr":
            return format_kronor(value)
        return super().format_field(value, format_spec)  # type: ignore[no-any-return]


def explain(error: LedgerError) -> str:
    """The refusal in Swedish; its code follows in small type wherever it is shown."""
    return _Words().format(SV[error.code], **error.facts())
