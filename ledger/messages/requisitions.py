"""The words of refusals about requisitions and receipts."""

from typing import Final

SV: Final[dict[str, str]] = {
    "requisition.exceeds_authorised": (
        "Du vill rekvirera {wanted_ore:kr}; tilldelat är {authorised_ore:kr} och {requisitioned_ore:kr_none} är "
        "rekvirerat. {left_ore:kr_lower_to}"
    ),
    "requisition.certificate_missing": (
        "Villkoren för {agreement} kräver intyg om mandat från ekonomidirektören före rekvisition. "
        "Bifoga intyget, så kan du fortsätta."
    ),
    "requisition.has_receipts": (
        "På rekvisition {requisition} är {received_ore:kr} inbetalt ({receipts:list}). "
        "Rätta först inbetalningen, eller sänk rekvisitionen med det som inte är betalt."
    ),
    "certificate.other_agreement": (
        "Intyg {certificate} gäller {belongs_to}, inte {wanted}. Välj ett intyg för {wanted}, eller registrera ett."
    ),
    "certificate.after_sending": (
        "Intyg {certificate} är daterat {certified_on}, efter att rekvisitionen skickas {sent_on}. "
        "Välj ett tidigare intyg, eller skicka rekvisitionen {certified_on} eller senare."
    ),
    "receipt.exceeds_claim": (
        "Inbetalningen är på {over_ore:kr} mer än fordran. Para ihop resten med en annan rekvisition, "
        "eller lämna {over_ore:kr} som ej ihopparat."
    ),
}

EN: Final[dict[str, str]] = {
    "requisition.exceeds_authorised": (
        "You want to requisition {wanted_ore:kr}; the agreement gives {authorised_ore:kr}, of which "
        "{requisitioned_ore:kr_none} is requisitioned. {left_ore:kr_lower_to}"
    ),
    "requisition.certificate_missing": (
        "The terms of {agreement} demand the finance director's certificate of mandate before a requisition. "
        "Attach the certificate to continue."
    ),
    "requisition.has_receipts": (
        "On requisition {requisition} {received_ore:kr} has been received ({receipts:list}). "
        "Correct the receipt first, or lower the requisition by what is unpaid."
    ),
    "certificate.other_agreement": (
        "Certificate {certificate} is for {belongs_to}, not {wanted}. "
        "Choose a certificate for {wanted}, or register one."
    ),
    "certificate.after_sending": (
        "Certificate {certificate} is dated {certified_on}, after the requisition is sent, {sent_on}. "
        "Choose an earlier certificate, or send the requisition on {certified_on} or later."
    ),
    "receipt.exceeds_claim": (
        "The receipt is {over_ore:kr} more than the claim. Place the rest on another requisition, "
        "or leave {over_ore:kr} unplaced."
    ),
}
