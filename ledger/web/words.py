"""The pages' own words in both languages."""

from typing import Final

from ledger.http.language import language
from ledger.web import log_words, sign_in_words

WORDS: Final[dict[str, tuple[str, str]]] = {
    "product": ("Medelsboken", "Medelsboken"),
    "skip": ("Hoppa till innehållet", "Skip to content"),
    "problem": ("Fel", "Error"),
    "menu": ("Meny", "Menu"),
    "sign_in": ("Logga in", "Sign in"),
    "sign_out": ("Logga ut", "Sign out"),
    "login": ("Inloggning", "Login"),
    "login_help": ("Oftast din e-postadress.", "Usually your e-mail address."),
    "password": ("Lösenord", "Password"),
    "start": ("Start", "Start"),
    "statement": ("Sammanställning", "Statement"),
    "reconciliation": ("Avstämning", "Reconciliation"),
    "account": ("Mitt konto", "My account"),
    "books": ("Dina böcker", "Your books"),
    "no_books": (
        "Du har ingen roll i någon bok än. En administratör kan ge dig en.",
        "You have no role in any book yet. An administrator can give you one.",
    ),
    "your_roles": ("Dina roller", "Your roles"),
    "something": ("Något behöver ändras", "Something needs changing"),
    "as_of": ("Per dag", "As of"),
    "as_of_help": ("Tomt är allt som är bokfört.", "Empty is everything booked."),
    "show": ("Visa", "Show"),
    "download": ("Hämta avstämningen (Excel)", "Download the reconciliation (Excel)"),
    "ties": ("Stämmer", "Ties"),
    "differs": ("Skiljer", "Differs"),
    "cannot": ("Kan inte kontrolleras", "Cannot be checked"),
    "missing": ("Saknas: {what}", "Missing: {what}"),
    "evidence": ("Visa beläggen", "Show the evidence"),
    "where": ("Var", "Where"),
    "book_side": ("Boken, kr", "The book, kr"),
    "other_side": ("Jämförelsen, kr", "Held against, kr"),
    "difference": ("Skillnad, kr", "Difference, kr"),
    "entries": ("Verifikationer", "Entries"),
    "change_password": ("Byt lösenord", "Change password"),
    "old_password": ("Lösenordet du har nu", "Your present password"),
    "new_password": ("Nytt lösenord", "New password"),
    "new_password_help": (
        "Minst 12 tecken. Några ord som inte hör ihop är bättre än krångliga tecken.",
        "At least 12 characters. A few unrelated words are better than odd characters.",
    ),
    "password_changed": (
        "Lösenordet är bytt. Dina andra inloggningar är avslutade.",
        "The password is changed. Your other sessions have ended.",
    ),
    "sessions": ("Dina inloggningar", "Your sessions"),
    "browser": ("Webbläsare", "Browser"),
    "since": ("Sedan", "Since"),
    "seen": ("Senast använd", "Last used"),
    "this_one": ("Den här", "This one"),
    "end": ("Avsluta", "End"),
    "end_session": ("Avsluta inloggningen i {client} sedan {since}", "End the session in {client} since {since}"),
    "other_language": ("In English", "På svenska"),
    "reference": ("Referens", "Reference"),
    "to_start": ("Till startsidan", "To the start page"),
    "demo": (
        "Demonstration: beloppen är exempel, om inget annat sägs. Lösenordet står på skärmen där den startades.",
        "Demonstration: amounts are examples unless said otherwise. The password is on the screen it was started on.",
    ),
    "all_tie": ("Alla {count} kontroller stämmer.", "All {count} controls tie."),
    "some_differ": (
        "{ties} av {count} kontroller stämmer. {differs} skiljer.",
        "{ties} of {count} controls tie. {differs} differ.",
    ),
    "some_cannot": ("{cannot} kan inte kontrolleras.", "{cannot} cannot be checked."),
    "checked": (
        "Kontrollerat {moment}. Sista verifikation: {last}.",
        "Checked {moment}. Last entry: {last}.",
    ),
    "nothing_booked": (
        "Inget är bokfört, så det finns inget att stämma av.",
        "Nothing is booked, so there is nothing to reconcile.",
    ),
    "left": ("Kvar att besluta om", "Left to decide on"),
    "open_statement": ("Öppna sammanställningen", "Open the statement"),
    "open_reconciliation": ("Öppna avstämningen", "Open the reconciliation"),
    "foot_all": ("allt som är bokfört", "everything booked"),
    "foot_day": ("per {day}", "as of {day}"),
    "foot_known": ("som det var registrerat när det hämtades {moment}", "as it was registered when fetched, {moment}"),
    "foot_last": ("Sista verifikation {entry}, hash {hash}", "Last entry {entry}, hash {hash}"),
    **sign_in_words.WORDS,
    **log_words.WORDS,
}
"""By key: Swedish, English."""


def word(key: str, **facts: object) -> str:
    """The words of that key in the reader's language."""
    told = language().of(*WORDS[key])
    return told.format(**facts) if facts else told
