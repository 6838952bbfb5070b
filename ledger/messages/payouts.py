"""The words of refusals about payouts."""

from typing import Final

SV: Final[dict[str, str]] = {
    "payout.empty": "Inget är valt att betala. Välj minst en rad.",
    "payout.row_twice": "{what:start} {name} står två gånger i utbetalningen. Ta bort den ena.",
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
