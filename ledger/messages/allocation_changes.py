"""The words of refusals about taking back and moving between pots."""

from typing import Final

SV: Final[dict[str, str]] = {
    "take_back.exceeds_left": (
        "{pot} har {left_ore:kr} kvar; högst det kan tas tillbaka. Du vill ta {wanted_ore:kr}."
        "{disbursed_ore:kr_recall_first}{allotted_ore:kr_take_first}{promised_ore:kr_release_first}"
    ),
    "take_back.exceeds_given": (
        "{pot} har fått {given_ore:kr} genom fördelning, efter det som har tagits tillbaka; "
        "högst det kan tas tillbaka. Minska {wanted_ore:kr} med {over_ore:kr}: "
        "resten har kommit till potten på annat sätt."
    ),
    "pot.no_parent": (
        "{pot} är ändamålets egen pott, och över den finns ingen att ge tillbaka till. "
        "Sänk överenskommelsens belopp, eller betala tillbaka till bidragsgivaren."
    ),
    "pot.moved_to_itself": "{pot} är både den som ger och den som får. Välj två olika potter.",
}
