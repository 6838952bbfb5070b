"""The words of refusals about what recipients pass on, report, owe back and are owed."""

from typing import Final

SV: Final[dict[str, str]] = {
    "recipient.insufficient": (
        "Du angav {wanted_ore:kr}; hos mottagaren av {pot} finns {held_ore:kr} som inte är redovisat den {day}. "
        "Minska med {over_ore:kr}, eller betala först ut mer."
    ),
    "recipient.held_used": (
        "{document} gav {given_ore:kr} till mottagaren av {pot}; {left_ore:kr} är kvar där den {day}. "
        "Rätta först det som har redovisats, återkrävts eller lämnats vidare{taken_by:after_colon}."
    ),
    "use_report.empty": "Rapporten har inga kostnader. Ange minst ett belopp.",
    "use_report.outside_terms": (
        "Rapporten gäller {used_from}–{used_to}, utanför den tid då {agreement} får användas enligt villkoren."
        "{first_day:first_day}{last_day:last_day} Ändra perioden, eller registrera nya villkor."
    ),
    "use_report.other_commitment": (
        "Uppdrag {commitment} ligger i {committed_pot} och utförs av {performer}; "
        "rapporten gäller {pot} och kommer från {holder}. Välj ett annat uppdrag, eller rapportera utan uppdrag."
    ),
    "use_report.all_own": (
        "Rapport {report} är på {reported_ore:kr}; hos mottagaren av {pot} finns 0\u00a0kr att redovisa den {day}, "
        "och inget är kvar att disponera. Allt är mottagarens egna medel och bokförs inte. "
        "Returnera rapporten, eller fördela och betala ut först."
    ),
    "use_report.decision_missing": (
        "Rapport {report} tar {arrears_ore:kr} i efterskott ur {pot} utan uppdrag, och då behövs ett beslut. "
        "Välj ett beslut om användning, eller ange ett uppdrag i rapporten."
    ),
    "use_report.split_changed": (
        "Rapport {report} sakattesterades med {held_ore:kr} av utbetalda medel, {arrears_ore:kr} i efterskott "
        "och {own_ore:kr} egna medel; nu är det {held_now_ore:kr}, {arrears_now_ore:kr} och {own_now_ore:kr}. "
        "Sakattestera rapporten på nytt."
    ),
    "use_report.paid": (
        "Rapport {report} är betald med {payout}. Rätta först utbetalningen, så går rapporten att rätta."
    ),
    "use_report.disallowed": (
        "Av rapport {report} är en del underkänd genom {disallowances:list}. "
        "Rätta först underkännandet, så går rapporten att rätta."
    ),
    "use_report.not_owed": "Inget är obetalt på rapport {report}. Ta bort den ur utbetalningen.",
    "use_report.disallowed_exceeds_use": (
        "Du vill underkänna {wanted_ore:kr}; av rapport {report} är {used_ore:kr} godkänt och {unpaid_ore:kr} obetalt "
        "den {day}. Underkänn högst {most_ore:kr}, betala rapporten först, eller rätta den."
    ),
    "reclaim.exceeded": (
        "Du angav {wanted_ore:kr}; återkravet på mottagaren av {pot} är {reclaim_ore:kr} den {day}. "
        "Ange högst {reclaim_ore:kr}, eller registrera resten som en annan inbetalning."
    ),
    "reclaim.settled": (
        "{document} är på {amount_ore:kr}, men av återkravet återstår {left_ore:kr}{settled_by:after_colon}. "
        "Rätta först återbetalningen eller avskrivningen."
    ),
    "reclaim.used": (
        "{document} gjorde {amount_ore:kr} disponibla i {pot}; {left_ore:kr} är kvar den {day}. "
        "Rätta först det som har använt pengarna."
    ),
}

EN: Final[dict[str, str]] = {
    "recipient.insufficient": (
        "You gave {wanted_ore:kr}; the recipient of {pot} holds {held_ore:kr} that is not reported on {day}. "
        "Lower it by {over_ore:kr}, or pay out more first."
    ),
    "recipient.held_used": (
        "{document} gave {given_ore:kr} to the recipient of {pot}; {left_ore:kr} is left there on {day}. "
        "First correct what has been reported, reclaimed or passed on{taken_by:after_colon}."
    ),
    "use_report.empty": "The report has no costs. Give at least one amount.",
    "use_report.outside_terms": (
        "The report is for {used_from}–{used_to}, outside the time when {agreement} may be used by the terms."
        "{first_day:first_day}{last_day:last_day} Change the period, or register new terms."
    ),
    "use_report.other_commitment": (
        "Commitment {commitment} is in {committed_pot} and is carried out by {performer}; "
        "the report is for {pot} and comes from {holder}. Choose another commitment, or report without one."
    ),
    "use_report.all_own": (
        "Report {report} is {reported_ore:kr}; the recipient of {pot} holds 0\u00a0kr to report on {day}, "
        "and nothing is left to decide on. All of it is the recipient's own money and is not booked. "
        "Return the report, or allocate and pay out first."
    ),
    "use_report.decision_missing": (
        "Report {report} takes {arrears_ore:kr} in arrears from {pot} without a commitment, and that needs a decision. "
        "Choose a decision on use, or name a commitment in the report."
    ),
    "use_report.split_changed": (
        "Report {report} was confirmed with {held_ore:kr} of money paid out, {arrears_ore:kr} in arrears "
        "and {own_ore:kr} of own money; now it is {held_now_ore:kr}, {arrears_now_ore:kr} and {own_now_ore:kr}. "
        "Confirm the report anew."
    ),
    "use_report.paid": (
        "Report {report} is paid by {payout}. Correct the payout first, then the report can be corrected."
    ),
    "use_report.disallowed": (
        "Part of report {report} is disallowed by {disallowances:list}. "
        "Correct the disallowance first, then the report can be corrected."
    ),
    "use_report.not_owed": "Nothing is unpaid on report {report}. Take it out of the payout.",
    "use_report.disallowed_exceeds_use": (
        "You want to disallow {wanted_ore:kr}; of report {report} {used_ore:kr} is approved and {unpaid_ore:kr} unpaid "
        "on {day}. Disallow {most_ore:kr} at most, pay the report first, or correct it."
    ),
    "reclaim.exceeded": (
        "You gave {wanted_ore:kr}; the reclaim on the recipient of {pot} is {reclaim_ore:kr} on {day}. "
        "Give {reclaim_ore:kr} at most, or register the rest as another receipt."
    ),
    "reclaim.settled": (
        "{document} is {amount_ore:kr}, but {left_ore:kr} of the reclaim remains{settled_by:after_colon}. "
        "Correct the repayment or the write-off first."
    ),
    "reclaim.used": (
        "{document} made {amount_ore:kr} available in {pot}; {left_ore:kr} is left on {day}. "
        "First correct what has used the money."
    ),
}
