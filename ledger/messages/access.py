"""The words of refusals about signing in, access and requests."""

from typing import Final

SV: Final[dict[str, str]] = {
    "sign_in.refused": "Inloggningen eller lösenordet stämmer inte. Försök igen, eller be administratören om hjälp.",
    "sign_in.code_refused": "Koden stämmer inte, eller är redan använd. Vänta på nästa kod i appen och skriv den.",
    "sign_in.too_often": "Det har blivit många försök härifrån. Vänta {minutes} minuter och försök igen.",
    "sign_in.needed": "Logga in för att fortsätta. Du kommer tillbaka hit efteråt.",
    "access.refused": "Sidan kräver rollen {roles:list} i boken. Bokens administratör kan ge dig rollen.",
    "password.too_short": "Lösenordet har {length} tecken; minst {least} behövs. Lägg till ord; en mening går bra.",
    "password.too_long": "Lösenordet har {length} tecken; högst {most} går att använda. Korta det.",
    "password.easy": "Lösenordet är bland de första som gissas. Välj flera ord som inte hör ihop.",
    "form.expired": "Sidan har legat öppen för länge. Ladda om den och gör om; inget är sparat.",
    "request.too_large": "Det du skickade är för stort; högst {most_bytes:bytes} går att ta emot. Dela upp det.",
    "request.malformed": "Det som skickades går inte att läsa. Ladda om sidan och gör om; inget är sparat.",
    "request.host_unknown": "Adressen är inte den här tjänstens. Kontrollera adressen du skrev.",
    "page.missing": "Sidan finns inte, eller så har du inte tillgång till den. Börja om från startsidan.",
    "page.method_refused": "Sidan går inte att använda så. Börja om från startsidan.",
}
