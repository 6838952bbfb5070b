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

EN: Final[dict[str, str]] = {
    "requisition.payer_pays_by_itself": (
        "By the terms of {agreement} on {day} the payer pays without a requisition. "
        "Register the payer's notice of payment instead."
    ),
    "requisition.payer_waits": (
        "By the terms of {agreement} on {day} the payer pays only after a requisition. "
        "Send a requisition, or change the terms."
    ),
    "requisition.lowering_exceeds_unpaid": (
        "You want to lower requisition {requisition} by {wanted_ore:kr}; on {day} {unpaid_ore:kr_none} is unpaid. "
        "Only what is unpaid can be lowered. What is paid can be sent back to the payer."
    ),
    "requisition.is_lowered": (
        "Requisition {requisition} is lowered by {lowered_ore:kr} ({lowerings:list}). Correct the lowering first."
    ),
    "requisition.sending_back_exceeds": (
        "You want to send back {wanted_ore:kr}. On requisition {requisition} {received_ore:kr} has been received and "
        "not sent back; on {day} the purpose has {free_ore:kr} in the bank that are owed to nobody. "
        "At most {left_ore:kr} can be sent back."
    ),
    "receipt.sent_back": (
        "Of what has been received on requisition {requisition}, {sent_back_ore:kr} is sent back ({sendings:list}). "
        "Correct that first, then {document}."
    ),
    "receipt.placed": (
        "Of receipt {receipt}, {placed_ore:kr} is placed on requisitions ({placements:list}). "
        "Correct the placement first."
    ),
    "placement.empty": "No requisition is chosen for receipt {receipt}. Choose at least one.",
    "placement.exceeds_unplaced": (
        "You want to place {wanted_ore:kr} of receipt {receipt}; {left_ore:kr} is not placed yet. "
        "Lower the amount, or correct an earlier placement."
    ),
    "interest.exceeds_debt": (
        "You want to pay {wanted_ore:kr} of interest to the payer; for {purpose} the interest to pay is {debt_ore:kr} "
        "on {day}. Pay {debt_ore:kr} at most."
    ),
    "interest.paid_on": (
        "The interest {interest} is {amount_ore:kr}, and only {debt_ore:kr} is left to pay to the payer: "
        "the rest is paid. Correct the payment of interest first."
    ),
}
