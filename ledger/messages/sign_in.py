"""The words of refusals about one-time codes, tokens for programs, and another's sign-in service."""

from typing import Final

SV: Final[dict[str, str]] = {
    "codes.already_on": "Du har engångskoder redan. Stäng av dem först, om du vill byta app eller telefon.",
    "codes.not_on": "Engångskoder är inte påslagna. Slå på dem under Mitt konto.",
    "codes.offer_expired": "Hemligheten visades för länge sedan. Börja om under Mitt konto; inget är sparat.",
    "access.administrator_needed": "{login} är inte administratör i någon bok i dag. Ange en administratör med --by.",
    "token.refused": "Token går inte att använda. Kontrollera att rollen finns kvar, eller gör en ny under Mitt konto.",
    "token.not_here": "Sidan går inte att nå med en token. Logga in i webbläsaren.",
    "token.role_not_held": "Rollen {role:word} har du inte i boken i dag. Välj en roll som du har.",
    "token.name_too_long": "Namnet har {length} tecken; högst {most} går att använda. Korta det.",
    "identity.taken": "{subject} är redan kopplad till en användare. Ta bort den kopplingen först.",
    "sign_in.external_refused": (
        "Svaret från {label} gick inte att lita på, så du är inte inloggad. "
        "Försök igen, och berätta för administratören om det återkommer."
    ),
    "sign_in.external_unlinked": (
        "Ditt konto hos {label} är inte kopplat till någon användare här. Be administratören koppla {subject}."
    ),
    "sign_in.external_unavailable": "{label} svarar inte som väntat. Försök igen om en stund, eller använd lösenord.",
}

EN: Final[dict[str, str]] = {
    "codes.already_on": "You have one-time codes already. Turn them off first to change app or phone.",
    "codes.not_on": "One-time codes are not turned on. Turn them on under My account.",
    "codes.offer_expired": "The secret was shown too long ago. Start again under My account; nothing is saved.",
    "access.administrator_needed": "{login} is no administrator of any book today. Name an administrator with --by.",
    "token.refused": "The token cannot be used. Check that the role still holds, or make a new one under My account.",
    "token.not_here": "The page cannot be reached with a token. Sign in with the browser.",
    "token.role_not_held": "You do not have the role {role:word} in the book today. Choose a role that you have.",
    "token.name_too_long": "The name has {length} characters; at most {most} can be used. Shorten it.",
    "identity.taken": "{subject} is linked to a user already. Remove that link first.",
    "sign_in.external_refused": (
        "The answer from {label} could not be trusted, so you are not signed in. "
        "Try again, and tell the administrator if it comes back."
    ),
    "sign_in.external_unlinked": (
        "Your account at {label} is not linked to any user here. Ask the administrator to link {subject}."
    ),
    "sign_in.external_unavailable": "{label} does not answer as expected. Try again in a while, or use your password.",
}
