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

EN: Final[dict[str, str]] = {
    "take_back.exceeds_left": (
        "{pot} has {left_ore:kr} left, the most that can be taken back. You want to take {wanted_ore:kr}."
        "{disbursed_ore:kr_recall_first}{allotted_ore:kr_take_first}{promised_ore:kr_release_first}"
    ),
    "take_back.exceeds_given": (
        "{pot} has been given {given_ore:kr} by allocation, after what has been taken back; "
        "no more can be taken back. Lower {wanted_ore:kr} by {over_ore:kr}: "
        "the rest has come to the pot in another way."
    ),
    "pot.no_parent": (
        "{pot} is the purpose's own pot, and there is none above it to give back to. "
        "Lower the agreement's amount, or repay the payer."
    ),
    "pot.moved_to_itself": "{pot} is both the one that gives and the one that receives. Choose two different pots.",
}
