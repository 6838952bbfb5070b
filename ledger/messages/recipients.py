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
