"""The words of refusals about the registers."""

from typing import Final

SV: Final[dict[str, str]] = {
    "not_found": (
        "{what:start} {name} finns inte, eller ligger utanför det du får se. Kontrollera numret eller namnet."
    ),
    "book.not_chosen": "Ange vilken bok du menar. De böcker som finns är {books:list}.",
    "already_exists": "{what:start} {name} finns redan. Använd det som finns, eller välj ett annat namn.",
    "person.actor_missing": "Det finns redan personer i registret. Ange vem av dem som registrerar den nya.",
    "terms.missing": "{agreement} har inga villkor för {day}. Lägg till villkor som gäller från den dagen.",
    "agreement.below_requisitioned": (
        "Du vill sänka {pot} med {less_ore:kr}. Tilldelat är {authorised_ore:kr}; rekvirerat är "
        "{requisitioned_ore:kr} och förfallet {lapsed_ore:kr}. "
        "Sänk med högst {left_ore:kr}, eller återkalla först en rekvisition."
    ),
    "allocation.pot_twice": "{pot} är mottagare mer än en gång. Lägg ihop andelarna till en.",
    "allocation.code_unknown": (
        "Nyckeln {key} har ingen vikt för {unknown:list}. Välj bland {codes:list}, eller en annan nyckel."
    ),
    "allocation.shares_not_whole": (
        "Andelarna är tillsammans {total_percent}\u00a0%, inte 100\u00a0%. Ändra en andel."
    ),
    "allocation.used": (
        "{pot} har {left_ore:kr} kvar; högst det kan tas tillbaka. Fördelning {allocation} gav {share_ore:kr}. "
        "Rätta först det som har tagits ur potten{later:after_colon}."
    ),
}
