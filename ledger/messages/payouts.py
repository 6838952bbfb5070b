"""The words of refusals about payouts."""

from typing import Final

SV: Final[dict[str, str]] = {
    "payout.empty": "Inget är valt att betala. Välj minst en rad.",
    "payout.row_twice": "{what:word_start} {name} står två gånger i utbetalningen. Ta bort den ena.",
    "payout.exceeds_available": (
        "{payee} har {authorised_ore:kr} tilldelat, {paid_ore:kr} är utbetalt och {available_ore:kr} är kvar. "
        "Du kan betala ut högst {available_ore:kr}; du angav {wanted_ore:kr}."
    ),
    "payout.not_allotted": (
        "{pot} har inte fått något genom en fördelning, så det finns inget beslut att betala ut efter. "
        "Fördela till potten först."
    ),
    "payee.missing": "{pot} har ingen mottagare att betala till. Ange vilken organisation potten hör till.",
    "payee.account_missing": (
        "{payee} har varken bankgiro eller plusgiro i registret. Lägg till numret, och låt någon annan bekräfta det."
    ),
    "bank.insufficient": (
        "Banken skulle bli {after_ore:kr} för {purpose} den {day}. "
        "Vänta på inbetalningen från bidragsgivaren, eller välj färre."
    ),
}

EN: Final[dict[str, str]] = {
    "payout.empty": "Nothing is chosen to pay. Choose at least one row.",
    "payout.row_twice": "{what:word_start} {name} stands twice in the payout. Take one of them away.",
    "payout.exceeds_available": (
        "{payee} has {authorised_ore:kr}, {paid_ore:kr} is paid out and {available_ore:kr} is left. "
        "You can pay out {available_ore:kr} at most; you gave {wanted_ore:kr}."
    ),
    "payout.not_allotted": (
        "{pot} has been given nothing by an allocation, so there is no decision to pay out by. "
        "Allocate to the pot first."
    ),
    "payee.missing": "{pot} has no recipient to pay. Name the organisation that the pot belongs to.",
    "payee.account_missing": (
        "{payee} has neither a bankgiro nor a plusgiro in the register. Add the number, and let somebody else "
        "confirm it."
    ),
    "bank.insufficient": (
        "The bank would be {after_ore:kr} for {purpose} on {day}. Wait for the receipt from the payer, or choose fewer."
    ),
}
