"""The words of refusals about documents and what they draw on."""

from typing import Final

SV: Final[dict[str, str]] = {
    "correction.not_possible": (
        "Verifikation {entry} hör till {document}, som inte går att rätta härifrån. "
        "Registrera i stället händelsen som ändrar det."
    ),
    "document.source_key_taken": (
        "{document} är redan registrerat, med annat innehåll. Öppna det, och rätta det om det är fel. "
        "Händelsens nyckel är {source_key}."
    ),
    "document.wrong_state": (
        "Läget för {document} är {state:state}; det här går när det är {wanted:states}. "
        "Öppna {document} och se vad som har hänt."
    ),
    "correction.reason_missing": "Skriv varför, med minst tio tecken. Revisorn läser det.",
    "text.missing": "{field:word_start} saknas. Skriv något i fältet.",
    "pot.other_agreement": (
        "{pot} hör till {belongs_to}, inte till {wanted}. Pengar från ett ändamål betalar aldrig för ett annat. "
        "Välj en pott under {wanted}."
    ),
    "pot.not_child": (
        "{pot} ligger inte direkt under {parent}. Fördela ett steg i taget: "
        "välj en pott direkt under {parent}, eller fördela ur potten närmast över {pot}."
    ),
    "pot.insufficient": (
        "Du vill ta {wanted_ore:kr} ur {pot}; den {day} finns {available_ore:kr} kvar. "
        "Minska med {over_ore:kr}, eller ta först tillbaka en fördelning."
    ),
    "correction.exceeds_left": (
        "Rättelsen av {document} tar {wanted_ore:kr} ur {what}; den {day} finns {left_ore:kr} kvar. "
        "Rätta först det som har tagits därifrån{later:after_colon}."
    ),
}

EN: Final[dict[str, str]] = {
    "correction.not_possible": (
        "Entry {entry} belongs to {document}, which cannot be corrected from here. "
        "Register the event that changes it instead."
    ),
    "document.source_key_taken": (
        "{document} is registered already, with other contents. Open it, and correct it if it is wrong. "
        "The event's key is {source_key}."
    ),
    "document.wrong_state": (
        "{document} is {state:state}; this can be done when it is {wanted:states}. "
        "Open {document} and see what has happened."
    ),
    "correction.reason_missing": "Write why, in at least ten characters. The auditor reads it.",
    "text.missing": "{field:word_start} is missing. Write something in the field.",
    "pot.other_agreement": (
        "{pot} belongs to {belongs_to}, not to {wanted}. Money of one purpose never pays for another. "
        "Choose a pot under {wanted}."
    ),
    "pot.not_child": (
        "{pot} is not directly under {parent}. Allocate one step at a time: "
        "choose a pot directly under {parent}, or allocate from the pot nearest above {pot}."
    ),
    "pot.insufficient": (
        "You want to take {wanted_ore:kr} from {pot}; on {day} there is {available_ore:kr} left. "
        "Lower it by {over_ore:kr}, or take an allocation back first."
    ),
    "correction.exceeds_left": (
        "The correction of {document} takes {wanted_ore:kr} from {what}; on {day} there is {left_ore:kr} left. "
        "First correct what has been taken from there{later:after_colon}."
    ),
}
