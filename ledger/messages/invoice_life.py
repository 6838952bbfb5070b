"""The words of refusals about VAT, credit invoices, payments in parts, returned or doubled, and claims on suppliers."""

from typing import Final

SV: Final[dict[str, str]] = {
    "vat.setting_contradicted": (
        "Fakturor med moms daterade {valid_from} eller senare belastades efter den inställning som gällde: "
        "{invoices:list}. Välj en dag efter deras fakturadatum, eller rätta och returnera dem först."
    ),
    "vat.claim_exceeded": (
        "Du vill bokföra {wanted_ore:kr} återvunnen moms på faktura {invoice}; den {day} är momsfordran "
        "{claim_ore:kr}. Ange högst {claim_ore:kr}, eller välj en annan faktura."
    ),
    "invoice.has_later": (
        "På faktura {invoice} vilar {documents:list}. Rätta först det som kom senare, så går fakturan att rätta."
    ),
    "invoice.exceeds_debt": (
        "Du angav {wanted_ore:kr} på faktura {invoice}; den {day} är {owed_ore:kr} obetalt. Ange högst {owed_ore:kr}."
    ),
    "invoice.credit_waits": (
        "Kreditfaktura {credits:list} väntar på attest. Av faktura {invoice} går då {left_ore:kr} att betala; "
        "du angav {wanted_ore:kr}. Betala {left_ore:kr}, eller attestera eller returnera kreditfakturan först."
    ),
    "credit.row_twice": "Rad {row} på fakturan står två gånger i kreditfakturan. Slå ihop raderna.",
    "credit.exceeds_rest": (
        "Kreditfakturan tar {wanted_ore:kr} {part} på rad {row} av faktura {invoice}; {rest_ore:kr} är kvar att "
        "kreditera. Sänk raden med {over_ore:kr}, eller kontrollera vilken faktura som krediteras."
    ),
    "credit.outdated": (
        "Kreditfaktura {credit} sänker skulden på faktura {invoice} med {wanted_ore:kr}, men den {day} är bara "
        "{owed_ore:kr} obetalt. Returnera kreditfakturan och registrera den på nytt, så blir resten en fordran."
    ),
    "credit.commitment_closed": (
        "Kreditfaktura {credit} går tillbaka till uppdrag {commitment}, som inte längre är i kraft. "
        "Returnera kreditfakturan och registrera den på nytt, så går pengarna till potten."
    ),
    "credit.used": (
        "Kreditfaktura {credit} gav {given_ore:kr} tillbaka till {target}; den {day} finns {left_ore:kr} kvar där. "
        "Rätta först det som har använt pengarna."
    ),
    "credit.vat_recovered": (
        "Kreditfakturan tar tillbaka {vat_ore:kr} moms på faktura {invoice}; momsfordran är {claim_ore:kr}, "
        "resten är återvunnen. Rätta först den återvunna momsen."
    ),
    "supplier_claim.exceeded": (
        "Du angav {wanted_ore:kr}; den {day} är leverantören skyldig {claim_ore:kr} på faktura {invoice}. "
        "Ange högst {claim_ore:kr}, eller välj en annan faktura."
    ),
    "supplier_claim.settled": (
        "Av det leverantören blev skyldig genom {document}, {amount_ore:kr}, står {claim_ore:kr} kvar"
        "{documents:after_colon}. Rätta först återbetalningen eller kvittningen."
    ),
    "double_payment.exceeds_invoice": (
        "Du vill bokföra {wanted_ore:kr} som dubbelt betalt; faktura {invoice} är på {gross_ore:kr}. "
        "Ange högst {gross_ore:kr} åt gången."
    ),
    "set_off.other_supplier": (
        "Fordran gäller {supplier}, fakturan kommer från {other_supplier}. "
        "Kvitta mot en faktura från {supplier}, eller vänta på återbetalningen."
    ),
    "set_off.other_purpose": (
        "Fordran på faktura {invoice} möter {meets_ore:kr} av skulden på {other_invoice} inom samma ändamål; "
        "du angav {wanted_ore:kr}. Mellan ändamål går pengarna över banken: registrera en återbetalning i stället."
    ),
    "payout.bounced": (
        "Betalningen i {payout} har redan kommit i retur{documents:after_colon}. "
        "Rätta först returen om den inte stämmer."
    ),
    "payout.has_later": "På {payout} vilar {documents:list}. Rätta först det, så går utbetalningen att rätta.",
    "payout.other_kind": "{payout} avser {holds}. Välj den sorts retur som hör till utbetalningen.",
    "bounce.exceeds_disbursed": (
        "{amount_ore:kr} kom i retur från {pot}; den {day} finns {disbursed_ore:kr} hos mottagaren, "
        "resten är redovisat eller fört vidare. Rätta först det, eller registrera ett återkrav."
    ),
    "bounce.paid_again": (
        "Returen {bounce} gjorde {amount_ore:kr} av faktura {invoice} obetald; {owed_ore:kr} är det nu. "
        "Rätta först den senare betalningen."
    ),
}
