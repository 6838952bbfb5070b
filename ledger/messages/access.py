"""The words of refusals about signing in, access and requests."""

from typing import Final

SV: Final[dict[str, str]] = {
    "sign_in.refused": "Inloggningen eller lösenordet stämmer inte. Försök igen, eller be administratören om hjälp.",
    "sign_in.code_refused": "Koden stämmer inte, eller är redan använd. Vänta på nästa kod i appen och skriv den.",
    "sign_in.too_often": "Det har blivit många försök härifrån. Vänta {minutes} minuter och försök igen.",
    "sign_in.needed": "Logga in för att fortsätta. Du kommer tillbaka hit efteråt.",
    "access.refused": "Sidan kräver rollen {roles:words} i boken. Bokens administratör kan ge dig rollen.",
    "password.too_short": "Lösenordet har {length} tecken; minst {least} behövs. Lägg till ord; en mening går bra.",
    "password.too_long": "Lösenordet har {length} tecken; högst {most} går att använda. Korta det.",
    "password.easy": "Lösenordet är bland de första som gissas. Välj flera ord som inte hör ihop.",
    "form.expired": "Sidan har legat öppen för länge. Ladda om den och gör om; inget är sparat.",
    "request.too_large": "Det du skickade är för stort; högst {most_bytes:bytes} går att ta emot. Dela upp det.",
    "request.malformed": "Det som skickades går inte att läsa. Ladda om sidan och gör om; inget är sparat.",
    "request.range_refused": "Filen har ingen sådan del. Hämta hela filen.",
    "request.host_unknown": "Adressen är inte den här tjänstens. Kontrollera adressen du skrev.",
    "page.missing": "Sidan finns inte, eller så har du inte tillgång till den. Börja om från startsidan.",
    "page.method_refused": "Sidan går inte att använda så. Börja om från startsidan.",
}

EN: Final[dict[str, str]] = {
    "sign_in.refused": "The login or the password is not right. Try again, or ask the administrator for help.",
    "sign_in.code_refused": "The code is not right, or is used already. Wait for the app's next code and write that.",
    "sign_in.too_often": "There have been many attempts from here. Wait {minutes} minutes and try again.",
    "sign_in.needed": "Sign in to continue. You come back here afterwards.",
    "access.refused": (
        "The page needs the role {roles:words} in the book. The book's administrator can give you the role."
    ),
    "password.too_short": (
        "The password has {length} characters; at least {least} are needed. Add words; a sentence will do."
    ),
    "password.too_long": "The password has {length} characters; at most {most} can be used. Shorten it.",
    "password.easy": (
        "The password is among the first that are guessed. Choose several words that do not belong together."
    ),
    "form.expired": "The page has been open for too long. Load it anew and do it again; nothing is saved.",
    "request.too_large": "What you sent is too large; at most {most_bytes:bytes} can be received. Split it.",
    "request.malformed": "What was sent cannot be read. Load the page anew and do it again; nothing is saved.",
    "request.range_refused": "The file has no such part. Fetch the whole file.",
    "request.host_unknown": "The address is not this service's. Check the address you wrote.",
    "page.missing": "The page does not exist, or you have no access to it. Begin again at the start page.",
    "page.method_refused": "The page cannot be used that way. Begin again at the start page.",
}
