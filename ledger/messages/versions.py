"""The words of refusals about registers with history."""

from typing import Final

SV: Final[dict[str, str]] = {
    "ending.not_earlier": (
        "{what:start} upphör redan {ends_on}; du angav {given}. "
        "Välj en tidigare dag, eller lägg till på nytt från dagen efter."
    ),
    "period.overlaps": (
        "{what:start} gäller redan från {valid_from}{valid_to:until}; det nya är från {given_from}{given_to:until}. "
        "Välj dagar som inte går in i varandra."
    ),
    "version.nothing_changed": (
        "{what:start} är redan så den {day}. Ändra något av det, eller välj en annan dag att ändra från."
    ),
    "membership.wrong_group": (
        "{member} kan inte vara medlem i {group} på det sättet: det går bara i {wanted}. Välj en annan organisation "
        "eller ett annat slag av medlemskap."
    ),
    "role.body_missing": "Rollen styrgrupp hör till ett organ. Välj vilket.",
    "role.body_unwanted": "Rollen {role} hör inte till något organ. Ta bort {body}, eller välj rollen styrgrupp.",
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
