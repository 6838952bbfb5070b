"""The words of refusals about decisions and mandates."""

from typing import Final

SV: Final[dict[str, str]] = {
    "mandate.advisory_body": (
        "{body} får rekommendera men inte besluta om pengar. "
        "Registrera det som rekommendation, eller välj ett organ med mandat{able:after_colon}."
    ),
    "mandate.missing": (
        "{body} har inget mandat för {power:word}. Välj ett beslut av ett organ som har det{able:after_colon}."
    ),
    "mandate.other_pot": (
        "{body} får besluta om {pots:list}, inte om {wanted}. "
        "Välj en pott som organet får besluta om, eller ett beslut av ett organ med mandat för {wanted}."
    ),
    "mandate.not_in_force": (
        "{body} får besluta om {wanted} från {valid_from}{valid_to:until}; beslutet är från {day}. "
        "Välj ett annat beslut, eller lägg till mandatet om organet hade det den dagen."
    ),
    "mandate.overlaps": (
        "{body} har redan mandat för {power:word} i {pot} från {valid_from}{valid_to:until}; "
        "det nya är från {given_from}{given_to:until}. Välj dagar som inte går in i varandra."
    ),
    "decision.is_recommendation": (
        "{decision} är en rekommendation och flyttar inga pengar. Välj det beslut som följde på den, "
        "eller registrera beslutet."
    ),
    "decision.after_use": (
        "{decision} är beslutat efter bokföringsdagen {day}. "
        "Välj en bokföringsdag från {decided_on}, eller ett tidigare beslut."
    ),
}

EN: Final[dict[str, str]] = {
    "mandate.advisory_body": (
        "{body} may recommend but not decide about money. "
        "Register it as a recommendation, or choose a body with a mandate{able:after_colon}."
    ),
    "mandate.missing": (
        "{body} has no mandate for {power:word}. Choose a decision by a body that has one{able:after_colon}."
    ),
    "mandate.other_pot": (
        "{body} may decide on {pots:list}, not on {wanted}. "
        "Choose a pot that the body may decide on, or a decision by a body with a mandate for {wanted}."
    ),
    "mandate.not_in_force": (
        "{body} may decide on {wanted} from {valid_from}{valid_to:until}; the decision is of {day}. "
        "Choose another decision, or add the mandate if the body had it that day."
    ),
    "mandate.overlaps": (
        "{body} has a mandate for {power:word} in {pot} already, from {valid_from}{valid_to:until}; "
        "the new one is from {given_from}{given_to:until}. Choose days that do not overlap."
    ),
    "decision.is_recommendation": (
        "{decision} is a recommendation and moves no money. Choose the decision that followed it, "
        "or register the decision."
    ),
    "decision.after_use": (
        "{decision} was taken after the booking day {day}. "
        "Choose a booking day from {decided_on}, or an earlier decision."
    ),
}
