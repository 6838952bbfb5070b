"""The words of the pages about one-time codes, tokens for programs, and another's sign-in service."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "code_title": ("Skriv din kod", "Enter your code"),
    "code": ("Kod", "Code"),
    "code_help": ("Sex siffror ur appen.", "Six digits from the app."),
    "code_or_recovery_help": (
        "Sex siffror ur appen, eller en återställningskod.",
        "Six digits from the app, or a recovery code.",
    ),
    "sign_in_there": ("Logga in med {label}", "Sign in with {label}"),
    "or_password": ("Eller med lösenord", "Or with a password"),
    "signed_out": ("Du är utloggad", "You are signed out"),
    "signed_out_here": (
        "Du är utloggad från Medelsboken, men kan vara inloggad hos {label} fortfarande.",
        "You are signed out of Medelsboken, but may still be signed in at {label}.",
    ),
    "sign_out_there": ("Logga ut hos {label}", "Sign out at {label}"),
    "sign_in_again": ("Logga in igen", "Sign in again"),
    "start_over": ("Börja om", "Start over"),
    "codes": ("Engångskoder", "One-time codes"),
    "codes_off_told": (
        "Avstängda. Med engångskoder räcker det inte att någon får tag på ditt lösenord.",
        "Off. With one-time codes, having your password is not enough for anybody else.",
    ),
    "codes_on_told": (
        "Påslagna. Du har {left} återställningskoder kvar.",
        "On. You have {left} recovery codes left.",
    ),
    "codes_turn_on": ("Slå på engångskoder", "Turn on one-time codes"),
    "codes_turn_off": ("Stäng av engångskoder", "Turn off one-time codes"),
    "codes_step_app": (
        "Läs av bilden med en app för engångskoder.",
        "Scan the picture with an app for one-time codes.",
    ),
    "codes_picture": (
        "QR-kod med hemligheten, som också står som text nedanför",
        "QR code of the secret, which is also written below",
    ),
    "codes_by_hand": ("Eller skriv in hemligheten för hand:", "Or type the secret by hand:"),
    "codes_step_code": ("Skriv koden som appen visar.", "Enter the code that the app shows."),
    "codes_are_on": ("Engångskoder är påslagna.", "One-time codes are on."),
    "recovery_codes": ("Återställningskoder", "Recovery codes"),
    "recovery_once": (
        "Koderna visas bara nu. Spara dem där bara du kommer åt dem. Var och en släpper in dig en gång utan appen.",
        "The codes are shown only now. Keep them where only you reach them. Each lets you in once without the app.",
    ),
    "recovery_kept": ("Jag har sparat koderna", "I have kept the codes"),
    "tokens": ("Token för program", "Tokens for programs"),
    "tokens_told": (
        "Med en token hämtar ett program det som du får se, i en av dina roller i en bok. Den slutar gälla med rollen.",
        "With a token a program fetches what you may see, in one of your roles in a book. It ends with the role.",
    ),
    "token_name": ("Namn", "Name"),
    "token_name_help": ("Vad den används till.", "What it is used for."),
    "token_for": ("Bok och roll", "Book and role"),
    "token_until": ("Sista dag", "Last day"),
    "token_until_help": ("Senast {latest}.", "No later than {latest}."),
    "token_expired": ("Har gått ut", "Expired"),
    "token_unused": ("Aldrig", "Never"),
    "token_end": ("Avsluta token {name}", "End the token {name}"),
    "token_add": ("Gör en token", "Make a token"),
    "token_made": ("Din token", "Your token"),
    "token_once": (
        "Den visas bara nu. Spara den där bara programmet kommer åt den; den börjar med medel_ så att den känns igen.",
        "It is shown only now. Keep it where only the program reaches it; it begins with medel_ to be recognised.",
    ),
    "token_kept": ("Jag har sparat den", "I have kept it"),
    "recovery_renew": ("Gör nya återställningskoder", "Make new recovery codes"),
}
"""By key: Swedish, English."""
