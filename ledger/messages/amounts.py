"""The words of refusals about amounts and identifiers."""

from typing import Final

SV: Final[dict[str, str]] = {
    "amount.empty": "Ange ett belopp.",
    "amount.not_a_number": (
        "”{given}” är inte ett belopp. Skriv kronor med siffror, till exempel 1\u00a0000 eller 1\u00a0000,50."
    ),
    "amount.ambiguous": (
        "{given} kan betyda olika belopp. Skriv tusental med mellanslag och ören med kommatecken, "
        "till exempel 1\u00a0000 eller 1,00."
    ),
    "amount.too_many_decimals": (
        "Beloppet {given} har {decimals:count} decimaler. "
        "Skriv kronor och ören med högst två, till exempel 1\u00a0000,51."
    ),
    "amount.too_large": (
        "{amount_ore:kr} är för stort. Belopp ska vara under 10\u00a0000\u00a0000\u00a0000\u00a0000\u00a0kr."
    ),
    "amount.not_positive": "{what:word_start} är {amount_ore:kr}. Ange ett belopp som är större än noll.",
    "amount.negative": "{what:word_start} är {amount_ore:kr}. Ange noll eller ett större belopp.",
    "amount.zero": "{what:word_start} är 0 kr. Ange ett belopp, med minus framför om det ska minska.",
    "identifier.check_digit": (
        "{what:word_start} {given} har fel kontrollsiffra. Två siffror kan ha bytt plats. Jämför med underlaget."
    ),
    "organisation.check_digit": (
        "{what:word_start} {given} har fel kontrollsiffra. Två siffror kan ha bytt plats. Jämför med fakturan."
    ),
    "identifier.malformed": "{what:word_start} ”{given}” har inte rätt form. Rätt form är {expected:word}.",
}

EN: Final[dict[str, str]] = {
    "amount.empty": "Give an amount.",
    "amount.not_a_number": ("“{given}” is not an amount. Write kronor in digits, such as 1\u00a0000 or 1\u00a0000,50."),
    "amount.ambiguous": (
        "{given} can mean different amounts. Write thousands with a space and öre with a comma, "
        "such as 1\u00a0000 or 1,00."
    ),
    "amount.too_many_decimals": (
        "The amount {given} has {decimals:count} decimals. "
        "Write kronor and öre with at most two, such as 1\u00a0000,51."
    ),
    "amount.too_large": (
        "{amount_ore:kr} is too large. An amount must be below 10\u00a0000\u00a0000\u00a0000\u00a0000\u00a0kr."
    ),
    "amount.not_positive": "{what:word_start} is {amount_ore:kr}. Give an amount above zero.",
    "amount.negative": "{what:word_start} is {amount_ore:kr}. Give zero or a larger amount.",
    "amount.zero": "{what:word_start} is 0 kr. Give an amount, with a minus sign before it if it is to lower.",
    "identifier.check_digit": (
        "{what:word_start} {given} has the wrong check digit. Two digits may have changed places. "
        "Compare it with the source."
    ),
    "organisation.check_digit": (
        "{what:word_start} {given} has the wrong check digit. Two digits may have changed places. "
        "Compare it with the invoice."
    ),
    "identifier.malformed": (
        "{what:word_start} “{given}” does not have the right form. The right form is {expected:word}."
    ),
}
