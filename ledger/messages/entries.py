"""The words of refusals about entries, days and periods."""

from typing import Final

SV: Final[dict[str, str]] = {
    "entry.pot_twice": "Samma pott är både avsändare och mottagare. Välj två olika potter.",
    "entry.across_roots": (
        "Potterna hör till olika ändamål. Flytta inom ett ändamål, eller registrera en överföring mellan ändamålen."
    ),
    "credit.claim_exceeds_gross": (
        "Fordran på leverantören är {claim_ore:kr}; krediten är på {gross_ore:kr}. Sänk fordran till högst krediten."
    ),
    "entry.without_lines": "Verifikationen flyttar ingenting: alla belopp är noll. Ange minst ett belopp.",
    "entry.unbalanced": (
        "Verifikationen går inte ihop på {side:side} i pott {pot_id}: skillnaden är {difference_ore:kr}. "
        "Inget är bokfört. Felet ligger i programmet; anmäl det till administratören."
    ),
    "entry.line_wrong_key": (
        "En rad på {kind:kind} har fel pott ({pot_id}) eller underlag ({subject_id}). "
        "Inget är bokfört. Felet ligger i programmet; anmäl det till administratören."
    ),
    "entry.source_key_taken": (
        "Händelsen är redan bokförd, med annat innehåll, som verifikation {entry}. "
        "Öppna den, och rätta den om den är fel. Händelsens nyckel är {source_key}."
    ),
    "entry.breaks_never": (
        "{kind:kind} (pott {pot_id}, underlag {subject_id}) skulle bli {balance_ore:kr_side} den {day}, "
        "och får aldrig hamna där. Minska beloppet, eller välj en senare bokföringsdag."
    ),
    "entry.already_reversed": (
        "Verifikation {entry} rättades {reversed_on} av {reversed_by}. "
        "Om rättelsen var fel: registrera händelsen på nytt."
    ),
    "entry.is_reversal": (
        "Verifikation {entry} är själv en rättelse och kan inte rättas. Registrera händelsen på nytt."
    ),
    "entry.reversed_too_early": (
        "Verifikation {entry} är bokförd {booked_on}; rättelsen kan inte ha den tidigare dagen {wanted_on}. "
        "Välj {booked_on} eller senare."
    ),
    "entry.refused_by_database": (
        "Databasens spärr {guard} stoppade verifikationen. Inget är bokfört. "
        "Felet ligger i programmet; anmäl det till administratören."
    ),
    "period.closed": "{month:month_start} är stängd sedan {closed_on}. Välj en bokföringsdag från {first_open}.",
    "period.not_over": "{month:month_start} kan inte stängas: {reason:why}. Stäng månaderna i ordning, när de är slut.",
    "date.out_of_range": (
        "{what:word_start} {given} går inte att använda.{earliest:first_day}{latest:last_day} Välj en annan dag."
    ),
    "date.malformed": "”{given}” är ingen dag i kalendern. Skriv år, månad och dag, till exempel 2021-03-31.",
}

EN: Final[dict[str, str]] = {
    "entry.pot_twice": "The same pot both gives and receives. Choose two different pots.",
    "entry.across_roots": (
        "The pots belong to different purposes. Move within one purpose, or register a carry-over between the purposes."
    ),
    "credit.claim_exceeds_gross": (
        "The claim on the supplier is {claim_ore:kr}; the credit is {gross_ore:kr}. "
        "Lower the claim to the credit at most."
    ),
    "entry.without_lines": "The entry moves nothing: all amounts are zero. Give at least one amount.",
    "entry.unbalanced": (
        "The entry does not balance on {side:side} in pot {pot_id}: the difference is {difference_ore:kr}. "
        "Nothing is booked. The fault is in the program; report it to the administrator."
    ),
    "entry.line_wrong_key": (
        "A line on {kind:kind} has the wrong pot ({pot_id}) or source document ({subject_id}). "
        "Nothing is booked. The fault is in the program; report it to the administrator."
    ),
    "entry.source_key_taken": (
        "The event is booked already, with other contents, as entry {entry}. "
        "Open it, and correct it if it is wrong. The event's key is {source_key}."
    ),
    "entry.breaks_never": (
        "{kind:kind} (pot {pot_id}, source document {subject_id}) would be {balance_ore:kr_side} on {day}, "
        "and may never be there. Lower the amount, or choose a later booking day."
    ),
    "entry.already_reversed": (
        "Entry {entry} was corrected on {reversed_on} by {reversed_by}. "
        "If the correction was wrong: register the event anew."
    ),
    "entry.is_reversal": ("Entry {entry} is itself a correction and cannot be corrected. Register the event anew."),
    "entry.reversed_too_early": (
        "Entry {entry} is booked on {booked_on}; the correction cannot have the earlier day {wanted_on}. "
        "Choose {booked_on} or later."
    ),
    "entry.refused_by_database": (
        "The database's guard {guard} stopped the entry. Nothing is booked. "
        "The fault is in the program; report it to the administrator."
    ),
    "period.closed": "{month:month_start} has been closed since {closed_on}. Choose a booking day from {first_open}.",
    "period.not_over": (
        "{month:month_start} cannot be closed: {reason:why}. Close the months in order, when they are over."
    ),
    "date.out_of_range": (
        "{what:word_start} {given} cannot be used.{earliest:first_day}{latest:last_day} Choose another day."
    ),
    "date.malformed": "“{given}” is no day in the calendar. Write year, month and day, such as 2021-03-31.",
}
