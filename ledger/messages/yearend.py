"""The words of refusals at the end of a year or a book."""

from typing import Final

SV: Final[dict[str, str]] = {
    "lapse.before_deadline": (
        "Enligt villkoren för {agreement} går det att rekvirera till och med {deadline}; bokföringsdagen är {day}. "
        "Välj en bokföringsdag efter {deadline}, eller rekvirera det som är kvar."
    ),
    "lapse.deadline_missing": (
        "Villkoren för {agreement} har ingen sista dag att rekvirera, så inget förfaller. "
        "Lägg till dagen i villkoren, eller sänk överenskommelsens belopp."
    ),
    "lapse.exceeds_unrequisitioned": (
        "Du vill låta {wanted_ore:kr} förfalla; tilldelat är {authorised_ore:kr}, {requisitioned_ore:kr_none} är "
        "rekvirerat och {lapsed_ore:kr_none} förfallet. Högst {left_ore:kr} har inte rekvirerats."
    ),
    "unused.insufficient": (
        "Du vill flytta {wanted_ore:kr} från {purpose}; skulden till bidragsgivaren är {grant_debt_ore:kr} och "
        "{claim_ore:kr_none} av den är ännu en fordran. Inbetalt och ej förbrukat är {left_ore:kr}. "
        "Sänk till högst det, eller vänta på inbetalningen."
    ),
    "disbursed.insufficient": (
        "Du vill flytta {wanted_ore:kr} som är utbetalt och ej redovisat för {pot}; där finns {disbursed_ore:kr}. "
        "Sänk till högst {disbursed_ore:kr}."
    ),
    "commitment.other_pot": (
        "Uppdrag {commitment} ligger i {belongs_to}, inte i {wanted}. "
        "Välj ett uppdrag i {wanted}, eller flytta uppdraget tillsammans med {belongs_to}."
    ),
    "commitment.rest_not_there": (
        "Av uppdrag {commitment} återstår {remaining_ore:kr} i dag och {left_ore:kr} den {day}. "
        "Ett uppdrag flyttas med hela sin rest. Välj en dag när hela resten finns, eller ta bort uppdraget ur listan."
    ),
    "commitment.twice": "Uppdrag {commitment} står två gånger i listan. Ta bort det ena.",
    "commitment.invoices_waiting": (
        "På uppdrag {commitment} väntar fakturor på {pending_ore:kr} på attest. "
        "Attestera eller returnera dem först, så flyttas det som återstår."
    ),
    "carry_over.not_allowed": (
        "Villkoren för {agreement} låter inget sparas till nästa år. "
        "Det som är oförbrukat betalas tillbaka{report_by:at_latest}. Om bidragsgivaren har ändrat sig: "
        "registrera de nya villkoren."
    ),
    "carry_over.bank_missing": (
        "Pengarna flyttar med från {old} till {new}, som är två ändamål. Välj bankkontot där de ligger."
    ),
    "moved.used": (
        "{document} flyttade {moved_ore:kr} ({what}) till {pot}; där finns {left_ore:kr} kvar den {day}. "
        "Rätta först det som har använt pengarna."
    ),
    "handover.empty": "Inget är valt att lämna över. Välj minst en pott med ett belopp eller ett uppdrag.",
    "handover.same_book": (
        "{book} kan inte lämna över till sig själv. Välj en annan bok, eller registrera en överföring mellan potterna."
    ),
    "handover.blocked": (
        "Detta är inte avslutat och kan inte följa med: {items:open_items}. "
        "Avsluta varje rad, så kan boken lämnas över."
    ),
    "handover.invoices_waiting": (
        "Dessa fakturor väntar på attest: {invoices:list}. "
        "Attestera och betala dem, eller returnera dem, så kan boken lämnas över."
    ),
    "handover.settled": (
        "Överlämnandet {handover} är reglerat med {settled_ore:kr} ({settlements:list}). "
        "Rätta först det, i den bok där det står."
    ),
    "clearing.exceeded": (
        "Du vill reglera {wanted_ore:kr} för {handover}; av {handed_ore:kr} är {left_ore:kr} inte reglerat. "
        "Sänk till högst {left_ore:kr}."
    ),
}
