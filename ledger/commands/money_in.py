"""Commands about agreements, and the money that is asked for and comes."""

from functools import partial
from typing import Final

from ledger.commands.fields import Whole
from ledger.commands.registry import OFFICER, Command
from ledger.services.agreement_amounts import decide_amount
from ledger.services.agreement_copies import copy_agreement
from ledger.services.agreements import add_purpose, register_agreement, set_terms
from ledger.services.parties import add_party, end_party
from ledger.services.placements import place_receipt
from ledger.services.receipts import register_receipt
from ledger.services.requisition_changes import lower_requisition, send_back, withdraw_requisition
from ledger.services.requisitions import register_certificate, register_payment_notice, send_requisition
from ledger.services.unplaced_receipts import register_receipt_with_surplus, register_unplaced_receipt

COMMANDS: Final = (
    Command("agreement.register", "Lägg till en överenskommelse", register_agreement, OFFICER),
    Command(
        "agreement.copy",
        "Kopiera en överenskommelse till ett senare år",
        copy_agreement,
        OFFICER,
        special={"years": partial(Whole, most=20)},
    ),
    Command("agreement.add_purpose", "Lägg till ett ändamål med sin pott", add_purpose, OFFICER),
    Command("agreement.set_terms", "Ange villkoren från en dag", set_terms, OFFICER, spread="terms"),
    Command("agreement.add_party", "Lägg till en part", add_party, OFFICER),
    Command("agreement.end_party", "Avsluta en part", end_party, OFFICER),
    Command("agreement.decide_amount", "Bokför ett beslutat belopp, eller en ändring", decide_amount, OFFICER),
    Command("certificate.register", "Registrera ett intyg om mandat", register_certificate, OFFICER),
    Command("requisition.send", "Skicka en rekvisition", send_requisition, OFFICER),
    Command(
        "requisition.register_notice",
        "Registrera att bidragsgivaren betalar av sig själv",
        register_payment_notice,
        OFFICER,
    ),
    Command("requisition.lower", "Sänk en rekvisition", lower_requisition, OFFICER),
    Command("requisition.withdraw", "Återkalla en rekvisition", withdraw_requisition, OFFICER),
    Command("requisition.send_back", "Sänd tillbaka det som rekvirerats av misstag", send_back, OFFICER),
    Command("receipt.register", "Registrera en inbetalning på en rekvisition", register_receipt, OFFICER),
    Command(
        "receipt.register_with_surplus",
        "Registrera en inbetalning som kan vara större än rekvisitionen",
        register_receipt_with_surplus,
        OFFICER,
    ),
    Command("receipt.register_unplaced", "Registrera en okänd inbetalning", register_unplaced_receipt, OFFICER),
    Command("receipt.place", "Para ihop en okänd inbetalning med rekvisitioner", place_receipt, OFFICER),
)
"""In the order they are listed."""
