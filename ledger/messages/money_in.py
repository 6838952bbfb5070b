"""The words of refusals about what becomes of requisitions and receipts later, and about interest."""

from typing import Final

SV: Final[dict[str, str]] = {
    "requisition.payer_pays_by_itself": (
        "Enligt villkoren för {agreement} den {day} betalar bidragsgivaren utan rekvisition. "
        "Registrera i stället bidragsgivarens besked om utbetalning."
    ),
    "requisition.payer_waits": (
        "Enligt villkoren för {agreement} den {day} betalar bidragsgivaren först efter rekvisition. "
        "Skicka en rekvisition, eller ändra villkoren."
    ),
    "requisition.lowering_exceeds_unpaid": (
        "Du vill sänka rekvisition {requisition} med {wanted_ore:kr}; den {day} är {unpaid_ore:kr_none} obetalt. "
        "Bara det som inte är betalt kan sänkas. Det som är betalt kan sändas tillbaka till bidragsgivaren."
    ),
    "requisition.is_lowered": (
        "Rekvisition {requisition} är sänkt med {lowered_ore:kr} ({lowerings:list}). Rätta först sänkningen."
    ),
    "requisition.sending_back_exceeds": (
        "Du vill sända tillbaka {wanted_ore:kr}. På rekvisition {requisition} är {received_ore:kr} inbetalt och inte "
        "tillbakasänt; den {day} har ändamålet {free_ore:kr} i banken som inte är skuld till någon. "
        "Högst {left_ore:kr} kan sändas tillbaka."
    ),
    "receipt.sent_back": (
        "Av det som är inbetalt på rekvisition {requisition} är {sent_back_ore:kr} tillbakasänt ({sendings:list}). "
        "Rätta det först, sedan {document}."
    ),
    "receipt.placed": (
        "Av inbetalning {receipt} är {placed_ore:kr} ihopparat med rekvisitioner ({placements:list}). "
        "Rätta först ihopparningen."
    ),
    "placement.empty": "Ingen rekvisition är vald för inbetalning {receipt}. Välj minst en.",
    "placement.exceeds_unplaced": (
        "Du vill para ihop {wanted_ore:kr} av inbetalning {receipt}; {left_ore:kr} är inte ihopparat än. "
        "Minska beloppet, eller rätta en tidigare ihopparning."
    ),
    "interest.exceeds_debt": (
        "Du vill betala {wanted_ore:kr} i ränta till bidragsgivaren; för {purpose} är räntan att betala {debt_ore:kr} "
        "den {day}. Betala högst {debt_ore:kr}."
    ),
    "interest.paid_on": (
        "Räntan {interest} är på {amount_ore:kr}, och bara {debt_ore:kr} är kvar att betala till bidragsgivaren: "
        "resten är betald. Rätta först räntebetalningen."
    ),
}
