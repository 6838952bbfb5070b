"""The words of refusals about registers with history."""

from typing import Final

SV: Final[dict[str, str]] = {
    "ending.not_earlier": (
        "{what:word_start} upphör redan {ends_on}; du angav {given}. "
        "Välj en tidigare dag, eller lägg till på nytt från dagen efter."
    ),
    "period.overlaps": (
        "{what:word_start} gäller redan från {valid_from}{valid_to:until}; det nya är från "
        "{given_from}{given_to:until}. "
        "Välj dagar som inte går in i varandra."
    ),
    "version.nothing_changed": (
        "{what:word_start} är redan så den {day}. Ändra något av det, eller välj en annan dag att ändra från."
    ),
    "membership.wrong_group": (
        "{member} kan inte vara medlem i {group} på det sättet: det går bara i {wanted:word}. "
        "Välj en annan organisation "
        "eller ett annat slag av medlemskap."
    ),
    "role.body_missing": "Rollen styrgrupp hör till ett organ. Välj vilket.",
    "role.body_unwanted": "Rollen {role:word} hör inte till något organ. Ta bort {body}, eller välj rollen styrgrupp.",
    "payee.same_person": (
        "Du har föreslagit kontot för {payee}. Någon annan ska bekräfta det, efter att ha jämfört med en uppgift "
        "som inte kom med ändringen."
    ),
    "payee.answered": (
        "Ändringen av kontot för {payee} fick sitt svar {answered_on}: {answer:answer}. "
        "Föreslå en ny ändring om den inte stämmer."
    ),
    "payee.waiting": (
        "En ändring av {account_kind:account} för {payee} från {proposed_on} väntar på svar. "
        "Bekräfta den eller avslå den först."
    ),
    "payee.unchanged": (
        "{payee} har redan det numret som {account_kind:account} den {day}. Kontrollera numret, eller avbryt ändringen."
    ),
    "decision.not_recommendation": (
        "{decision} är ett beslut, inte en rekommendation. Välj rekommendationen som beslutet följde på."
    ),
}

EN: Final[dict[str, str]] = {
    "ending.not_earlier": (
        "{what:word_start} ends on {ends_on} already; you gave {given}. "
        "Choose an earlier day, or add it anew from the day after."
    ),
    "period.overlaps": (
        "{what:word_start} holds from {valid_from}{valid_to:until} already; the new one is from "
        "{given_from}{given_to:until}. Choose days that do not overlap."
    ),
    "version.nothing_changed": (
        "{what:word_start} is so on {day} already. Change some of it, or choose another day to change from."
    ),
    "membership.wrong_group": (
        "{member} cannot be a member of {group} in that way: only {wanted:word} will do. Choose another organisation "
        "or another kind of membership."
    ),
    "role.body_missing": "The role steering group belongs to a body. Choose which.",
    "role.body_unwanted": (
        "The role {role:word} belongs to no body. Take {body} away, or choose the role steering group."
    ),
    "payee.same_person": (
        "You have proposed the account of {payee}. Somebody else must confirm it, having compared it with something "
        "that did not come with the change."
    ),
    "payee.answered": (
        "The change of the account of {payee} was answered on {answered_on}: {answer:answer}. "
        "Propose a new change if it is not right."
    ),
    "payee.waiting": (
        "A change of {account_kind:account} for {payee} from {proposed_on} waits for an answer. "
        "Confirm it or refuse it first."
    ),
    "payee.unchanged": (
        "{payee} has that number as {account_kind:account} on {day} already. Check the number, or cancel the change."
    ),
    "decision.not_recommendation": (
        "{decision} is a decision, not a recommendation. Choose the recommendation that the decision followed."
    ),
}
