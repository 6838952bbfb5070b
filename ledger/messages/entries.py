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
        "{what:start} {given} går inte att använda.{earliest:first_day}{latest:last_day} Välj en annan dag."
    ),
    "date.malformed": "”{given}” är ingen dag i kalendern. Skriv år, månad och dag, till exempel 2021-03-31.",
}
