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
        "{document} flyttade {moved_ore:kr} ({what:word}) till {pot}; där finns {left_ore:kr} kvar den {day}. "
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

EN: Final[dict[str, str]] = {
    "lapse.before_deadline": (
        "By the terms of {agreement} money can be requisitioned until and including {deadline}; the booking day is "
        "{day}. Choose a booking day after {deadline}, or requisition what is left."
    ),
    "lapse.deadline_missing": (
        "The terms of {agreement} have no last day to requisition, so nothing lapses. "
        "Add the day to the terms, or lower the agreement's amount."
    ),
    "lapse.exceeds_unrequisitioned": (
        "You want to let {wanted_ore:kr} lapse; the agreement gives {authorised_ore:kr}, of which "
        "{requisitioned_ore:kr_none} is requisitioned and {lapsed_ore:kr_none} lapsed. "
        "At most {left_ore:kr} has not been requisitioned."
    ),
    "unused.insufficient": (
        "You want to move {wanted_ore:kr} from {purpose}; the debt to the payer is {grant_debt_ore:kr} and "
        "{claim_ore:kr_none} of it is still a claim. Received and not used is {left_ore:kr}. "
        "Lower it to that at most, or wait for the receipt."
    ),
    "disbursed.insufficient": (
        "You want to move {wanted_ore:kr} that is paid out and not reported for {pot}; there is {disbursed_ore:kr}. "
        "Lower it to {disbursed_ore:kr} at most."
    ),
    "commitment.other_pot": (
        "Commitment {commitment} is in {belongs_to}, not in {wanted}. "
        "Choose a commitment in {wanted}, or move the commitment together with {belongs_to}."
    ),
    "commitment.rest_not_there": (
        "{remaining_ore:kr} of commitment {commitment} remains today and {left_ore:kr} on {day}. "
        "A commitment is moved with the whole of its rest. Choose a day when all of the rest is there, or take the "
        "commitment off the list."
    ),
    "commitment.twice": "Commitment {commitment} stands twice in the list. Take one of them away.",
    "commitment.invoices_waiting": (
        "On commitment {commitment} invoices of {pending_ore:kr} wait for attest. "
        "Attest or return them first, then what remains is moved."
    ),
    "carry_over.not_allowed": (
        "The terms of {agreement} let nothing be kept for the next year. "
        "What is unused is repaid{report_by:at_latest}. If the payer has decided otherwise: "
        "register the new terms."
    ),
    "carry_over.bank_missing": (
        "The money moves too, from {old} to {new}, which are two purposes. Choose the bank account that it is in."
    ),
    "moved.used": (
        "{document} moved {moved_ore:kr} ({what:word}) to {pot}; there is {left_ore:kr} left there on {day}. "
        "First correct what has used the money."
    ),
    "handover.empty": "Nothing is chosen to hand over. Choose at least one pot with an amount or a commitment.",
    "handover.same_book": (
        "{book} cannot hand over to itself. Choose another book, or register a carry-over between the pots."
    ),
    "handover.blocked": (
        "This is not finished and cannot follow: {items:open_items}. Finish each row, and the book can be handed over."
    ),
    "handover.invoices_waiting": (
        "These invoices wait for attest: {invoices:list}. "
        "Attest and pay them, or return them, and the book can be handed over."
    ),
    "handover.settled": (
        "The handover {handover} is settled with {settled_ore:kr} ({settlements:list}). "
        "Correct that first, in the book where it stands."
    ),
    "clearing.exceeded": (
        "You want to settle {wanted_ore:kr} for {handover}; of {handed_ore:kr} {left_ore:kr} is not settled. "
        "Lower it to {left_ore:kr} at most."
    ),
}
