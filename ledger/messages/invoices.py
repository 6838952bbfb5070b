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
    "date.before": "{what:start} {given} är före {other} {other_day}. Ändra en av dagarna.",
    "attest.same_person": (
        "Du har sakattesterat {what}. Beslutsattesten ska göras av någon annan. "
        "{what:start} ligger i listan hos dem som får beslutsattestera."
    ),
    "attest.no_right": (
        "Du får inte {step} för {pot}. Be administratören om attesträtt, eller skicka {what} vidare{able:after_colon}."
    ),
    "attest.not_in_force": (
        "Din attesträtt för {pot}{ended_on:ended}{begins_on:begins}, eller skicka {what} vidare{able:after_colon}."
    ),
    "attest.over_limit": (
        "{what:start} är på {amount_ore:kr}; din attesträtt räcker till {limit_ore:kr}. "
        "Skicka den till någon med högre gräns{able:after_colon}."
    ),
}
