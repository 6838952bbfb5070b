"""The words of refusals about invoices and their attests."""

from typing import Final

SV: Final[dict[str, str]] = {
    "commitment.drawn": (
        "Av uppdrag {commitment} på {amount_ore:kr} är {drawn_ore:kr} redan använt{invoices:after_colon}. "
        "Rätta först det, eller sänk uppdraget med det som återstår."
    ),
    "invoice.amounts_differ": (
        "Netto {net_ore:kr} och moms {vat_ore:kr} är inte tillsammans {gross_ore:kr}; {difference_ore:kr_off}. "
        "Jämför beloppen med fakturan."
    ),
    "invoice.lines_differ": (
        "Raderna är tillsammans {lines_ore:kr}, fakturan {gross_ore:kr}; {difference_ore:kr_off}. "
        "Ändra en rad, eller lägg till en."
    ),
    "invoice.line_vat_differs": (
        "Momsen på raderna är tillsammans {lines_vat_ore:kr}, på fakturan {vat_ore:kr}; {difference_ore:kr_off}. "
        "Ändra momsen på en rad."
    ),
    "invoice.vat_differs": (
        "Momsen {vat_ore:kr} är inte {rate}\u00a0% av nettot {net_ore:kr} ({expected_ore:kr}). "
        "Ändra beloppet eller välj ”Annat belopp enligt fakturan”."
    ),
    "invoice.vat_reason_missing": "Skriv varför momsen bedöms så.",
    "invoice.line_without_target": "Välj uppdrag eller pott på rad {row}.",
    "invoice.duplicate_number": (
        "Faktura {supplier_number} från {supplier} registrerades {registered_on} och är {state:state}. "
        "Öppna den, eller kontrollera numret på fakturan."
    ),
    "invoice.exceeds_commitment": (
        "Fakturan belastar uppdrag {commitment} med {charge_ore:kr}; av uppdraget återstår {remaining_ore:kr}. "
        "Sänk raden med {over_ore:kr}, lägg {over_ore:kr} på ett annat uppdrag, "
        "eller be styrgruppen höja uppdraget."
    ),
    "invoice.other_supplier": (
        "Uppdrag {commitment} utförs av {performer}; fakturan kommer från {supplier}. "
        "Välj ett uppdrag som {supplier} utför, eller kontrollera leverantören."
    ),
    "invoice.decision_missing": (
        "Rad {row} tas ur {pot} utan uppdrag, och då ska fakturan ange ett beslut. "
        "Välj ett beslut om användning, eller ett uppdrag på raden."
    ),
    "invoice.several_decisions": (
        "Raderna vilar på olika beslut: {decisions:list}. En verifikation anger ett enda. "
        "Registrera fakturan i delar, en för varje beslut."
    ),
    "invoice.paid": "Faktura {invoice} är betald med {payout}. Rätta först utbetalningen, så går fakturan att rätta.",
    "date.before": "{what:word_start} {given} är före {other:word} {other_day}. Ändra en av dagarna.",
    "attest.same_person": (
        "Du har sakattesterat {what:word}. Beslutsattesten ska göras av någon annan. "
        "{what:word_start} ligger i listan hos dem som får beslutsattestera."
    ),
    "attest.no_right": (
        "Du får inte {step:word} för {pot}. Be administratören om attesträtt, eller skicka {what:word} "
        "vidare{able:after_colon}."
    ),
    "attest.not_in_force": (
        "Din attesträtt för {pot}{ended_on:ended}{begins_on:begins}, eller skicka {what:word} vidare{able:after_colon}."
    ),
    "attest.over_limit": (
        "{what:word_start} är på {amount_ore:kr}; din attesträtt räcker till {limit_ore:kr}. "
        "Skicka den till någon med högre gräns{able:after_colon}."
    ),
}

EN: Final[dict[str, str]] = {
    "commitment.drawn": (
        "Of commitment {commitment}, {amount_ore:kr}, {drawn_ore:kr} is used already{invoices:after_colon}. "
        "Correct that first, or lower the commitment by what remains."
    ),
    "invoice.amounts_differ": (
        "Net {net_ore:kr} and VAT {vat_ore:kr} do not add up to {gross_ore:kr}; {difference_ore:kr_off}. "
        "Compare the amounts with the invoice."
    ),
    "invoice.lines_differ": (
        "The rows add up to {lines_ore:kr}, the invoice is {gross_ore:kr}; {difference_ore:kr_off}. "
        "Change a row, or add one."
    ),
    "invoice.line_vat_differs": (
        "The VAT of the rows adds up to {lines_vat_ore:kr}, that of the invoice is {vat_ore:kr}; "
        "{difference_ore:kr_off}. Change the VAT of a row."
    ),
    "invoice.vat_differs": (
        "The VAT {vat_ore:kr} is not {rate}\u00a0% of the net {net_ore:kr} ({expected_ore:kr}). "
        "Change the amount or choose “Another amount according to the invoice”."
    ),
    "invoice.vat_reason_missing": "Write why the VAT is judged so.",
    "invoice.line_without_target": "Choose a commitment or a pot on row {row}.",
    "invoice.duplicate_number": (
        "Invoice {supplier_number} from {supplier} was registered on {registered_on} and is {state:state}. "
        "Open it, or check the number on the invoice."
    ),
    "invoice.exceeds_commitment": (
        "The invoice charges commitment {commitment} with {charge_ore:kr}; {remaining_ore:kr} of it remains. "
        "Lower the row by {over_ore:kr}, put {over_ore:kr} on another commitment, "
        "or ask the steering group to raise the commitment."
    ),
    "invoice.other_supplier": (
        "Commitment {commitment} is carried out by {performer}; the invoice comes from {supplier}. "
        "Choose a commitment that {supplier} carries out, or check the supplier."
    ),
    "invoice.decision_missing": (
        "Row {row} is taken from {pot} without a commitment, and then the invoice must name a decision. "
        "Choose a decision on use, or a commitment on the row."
    ),
    "invoice.several_decisions": (
        "The rows rest on different decisions: {decisions:list}. An entry names a single one. "
        "Register the invoice in parts, one for each decision."
    ),
    "invoice.paid": (
        "Invoice {invoice} is paid by {payout}. Correct the payout first, then the invoice can be corrected."
    ),
    "date.before": ("{what:word_start} {given} is before {other:word} {other_day}. Change one of the days."),
    "attest.same_person": (
        "You have confirmed {what:word}. The approval must be made by somebody else. "
        "{what:word_start} is in the list of those who may approve."
    ),
    "attest.no_right": (
        "You may not {step:word} for {pot}. Ask the administrator for the right to attest, or send {what:word} on"
        "{able:after_colon}."
    ),
    "attest.not_in_force": (
        "Your right to attest for {pot}{ended_on:ended}{begins_on:begins}, or send {what:word} on{able:after_colon}."
    ),
    "attest.over_limit": (
        "{what:word_start} is {amount_ore:kr}; your right to attest reaches {limit_ore:kr}. "
        "Send it to somebody with a higher limit{able:after_colon}."
    ),
}
