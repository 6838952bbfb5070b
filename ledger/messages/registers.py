"""The words of refusals about the registers."""

from typing import Final

SV: Final[dict[str, str]] = {
    "not_found": (
        "{what:word_start} {name:word} finns inte, eller ligger utanför det du får se. Kontrollera numret eller namnet."
    ),
    "book.none": (
        "Det finns ingen bok än, och roller ges i en bok. Lägg till en person med medel do person.register, bokens "
        "organisation med medel do organisation.register, och öppna boken med medel do book.open."
    ),
    "organisation.accounts_by_officer": (
        "Den som bara är administratör bestämmer inte vart pengar går. Lägg till {name} utan betalkonto; en ekonom "
        "föreslår kontot, och en annan person bekräftar det."
    ),
    "book.not_chosen": "Ange vilken bok du menar. De böcker som finns är {books:list}.",
    "already_exists": "{what:word_start} {name} finns redan. Använd det som finns, eller välj ett annat namn.",
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

EN: Final[dict[str, str]] = {
    "not_found": (
        "{what:word_start} {name:word} does not exist, or is beyond what you may see. Check the number or the name."
    ),
    "book.none": (
        "There is no book yet, and roles are given in a book. Add a person with medel do person.register, the book's "
        "organisation with medel do organisation.register, and open the book with medel do book.open."
    ),
    "organisation.accounts_by_officer": (
        "An administrator alone does not decide where money goes. Add {name} without a payee account; a finance "
        "officer proposes the account, and another person confirms it."
    ),
    "book.not_chosen": "Say which book you mean. The books there are: {books:list}.",
    "already_exists": "{what:word_start} {name} exists already. Use the one there is, or choose another name.",
    "person.actor_missing": "There are persons in the register already. Say which of them registers the new one.",
    "terms.missing": "{agreement} has no terms for {day}. Add terms that hold from that day.",
    "agreement.below_requisitioned": (
        "You want to lower {pot} by {less_ore:kr}. It has {authorised_ore:kr}; {requisitioned_ore:kr} is requisitioned "
        "and {lapsed_ore:kr} lapsed. "
        "Lower it by {left_ore:kr} at most, or withdraw a requisition first."
    ),
    "allocation.pot_twice": "{pot} is a recipient more than once. Put its shares together as one.",
    "allocation.code_unknown": (
        "The key {key} has no weight for {unknown:list}. Choose among {codes:list}, or another key."
    ),
    "allocation.shares_not_whole": ("The shares add up to {total_percent}\u00a0%, not 100\u00a0%. Change a share."),
    "allocation.used": (
        "{pot} has {left_ore:kr} left, the most that can be taken back. Allocation {allocation} gave {share_ore:kr}. "
        "First correct what has been taken from the pot{later:after_colon}."
    ),
}
