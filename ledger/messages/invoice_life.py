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
        "Kreditfakturan tar {wanted_ore:kr} {part:word} på rad {row} av faktura {invoice}; {rest_ore:kr} är kvar att "
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
        "Kreditfaktura {credit} gav {given_ore:kr} tillbaka till {target:word}; den {day} finns {left_ore:kr} kvar "
        "där. "
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
    "payout.other_kind": "{payout} avser {holds:word}. Välj den sorts retur som hör till utbetalningen.",
    "bounce.exceeds_disbursed": (
        "{amount_ore:kr} kom i retur från {pot}; den {day} finns {disbursed_ore:kr} hos mottagaren, "
        "resten är redovisat eller fört vidare. Rätta först det, eller registrera ett återkrav."
    ),
    "bounce.paid_again": (
        "Returen {bounce} gjorde {amount_ore:kr} av faktura {invoice} obetald; {owed_ore:kr} är det nu. "
        "Rätta först den senare betalningen."
    ),
}

EN: Final[dict[str, str]] = {
    "vat.setting_contradicted": (
        "Invoices with VAT dated {valid_from} or later were charged by the setting that held then: "
        "{invoices:list}. Choose a day after their invoice dates, or correct and return them first."
    ),
    "vat.claim_exceeded": (
        "You want to book {wanted_ore:kr} of recovered VAT on invoice {invoice}; on {day} the VAT claim is "
        "{claim_ore:kr}. Give {claim_ore:kr} at most, or choose another invoice."
    ),
    "invoice.has_later": (
        "On invoice {invoice} rest {documents:list}. Correct what came later first, then the invoice can be corrected."
    ),
    "invoice.exceeds_debt": (
        "You gave {wanted_ore:kr} on invoice {invoice}; on {day} {owed_ore:kr} is unpaid. Give {owed_ore:kr} at most."
    ),
    "invoice.credit_waits": (
        "Credit note {credits:list} waits for attest. Of invoice {invoice} {left_ore:kr} can then be paid; "
        "you gave {wanted_ore:kr}. Pay {left_ore:kr}, or attest or return the credit note first."
    ),
    "credit.row_twice": "Row {row} of the invoice stands twice in the credit note. Put the rows together.",
    "credit.exceeds_rest": (
        "The credit note takes {wanted_ore:kr} {part:word} on row {row} of invoice {invoice}; {rest_ore:kr} is left "
        "to credit. Lower the row by {over_ore:kr}, or check which invoice is credited."
    ),
    "credit.outdated": (
        "Credit note {credit} lowers the debt on invoice {invoice} by {wanted_ore:kr}, but on {day} only "
        "{owed_ore:kr} is unpaid. Return the credit note and register it anew, and the rest becomes a claim."
    ),
    "credit.commitment_closed": (
        "Credit note {credit} goes back to commitment {commitment}, which is no longer in force. "
        "Return the credit note and register it anew, and the money goes to the pot."
    ),
    "credit.used": (
        "Credit note {credit} gave {given_ore:kr} back to {target:word}; on {day} there is {left_ore:kr} left there. "
        "First correct what has used the money."
    ),
    "credit.vat_recovered": (
        "The credit note takes back {vat_ore:kr} of VAT on invoice {invoice}; the VAT claim is {claim_ore:kr}, "
        "the rest is recovered. Correct the recovered VAT first."
    ),
    "supplier_claim.exceeded": (
        "You gave {wanted_ore:kr}; on {day} the supplier owes {claim_ore:kr} on invoice {invoice}. "
        "Give {claim_ore:kr} at most, or choose another invoice."
    ),
    "supplier_claim.settled": (
        "Of what the supplier came to owe by {document}, {amount_ore:kr}, {claim_ore:kr} is left"
        "{documents:after_colon}. Correct the refund or the set-off first."
    ),
    "double_payment.exceeds_invoice": (
        "You want to book {wanted_ore:kr} as paid twice; invoice {invoice} is {gross_ore:kr}. "
        "Give {gross_ore:kr} at most each time."
    ),
    "set_off.other_supplier": (
        "The claim is on {supplier}, the invoice comes from {other_supplier}. "
        "Set it off against an invoice from {supplier}, or wait for the refund."
    ),
    "set_off.other_purpose": (
        "The claim on invoice {invoice} meets {meets_ore:kr} of the debt on {other_invoice} within the same purpose; "
        "you gave {wanted_ore:kr}. Between purposes the money goes through the bank: register a refund instead."
    ),
    "payout.bounced": (
        "The payment in {payout} has come back already{documents:after_colon}. "
        "Correct the return first if it is not right."
    ),
    "payout.has_later": "On {payout} rest {documents:list}. Correct that first, then the payout can be corrected.",
    "payout.other_kind": "{payout} is for {holds:word}. Choose the kind of return that belongs to the payout.",
    "bounce.exceeds_disbursed": (
        "{amount_ore:kr} came back from {pot}; on {day} the recipient holds {disbursed_ore:kr}, "
        "the rest is reported or passed on. Correct that first, or register a reclaim."
    ),
    "bounce.paid_again": (
        "The return {bounce} made {amount_ore:kr} of invoice {invoice} unpaid; now {owed_ore:kr} is. "
        "Correct the later payment first."
    ),
}
