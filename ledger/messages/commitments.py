"""The words of refusals about changes to commitments."""

from typing import Final

SV: Final[dict[str, str]] = {
    "commitment.lower_exceeds_remaining": (
        "Du vill sänka uppdraget med {wanted_ore:kr}; av uppdraget återstår {remaining_ore:kr}"
        "{charged_ore:kr_rest_charged}{pending_ore:kr_waits}. {left_ore:kr_lower_at_most}{waiting:attest_first}"
    ),
    "commitment.release_exceeds_remaining": (
        "Du vill frisläppa {wanted_ore:kr}; av uppdraget återstår {remaining_ore:kr}"
        "{charged_ore:kr_rest_charged}{pending_ore:kr_waits}. {left_ore:kr_release_at_most}{waiting:attest_first}"
    ),
    "commitment.not_ended": (
        "Uppdrag {commitment} gäller{ends_on:until_further}. Ange beslutet om att frisläppa det{ends_on:or_wait}."
    ),
    "commitment.has_changes": (
        "Uppdrag {commitment} har ändrats sedan det beslutades: {changes:list}. "
        "Rätta först ändringarna, den sista först."
    ),
}

EN: Final[dict[str, str]] = {
    "commitment.lower_exceeds_remaining": (
        "You want to lower the commitment by {wanted_ore:kr}; {remaining_ore:kr} of it remains"
        "{charged_ore:kr_rest_charged}{pending_ore:kr_waits}. {left_ore:kr_lower_at_most}{waiting:attest_first}"
    ),
    "commitment.release_exceeds_remaining": (
        "You want to release {wanted_ore:kr}; {remaining_ore:kr} of the commitment remains"
        "{charged_ore:kr_rest_charged}{pending_ore:kr_waits}. {left_ore:kr_release_at_most}{waiting:attest_first}"
    ),
    "commitment.not_ended": (
        "Commitment {commitment} holds{ends_on:until_further}. Name the decision to release it{ends_on:or_wait}."
    ),
    "commitment.has_changes": (
        "Commitment {commitment} has been changed since it was decided: {changes:list}. "
        "Correct the changes first, the last one first."
    ),
}
