"""The words of refusals about one-time codes, tokens for programs, and another's sign-in service."""

from typing import Final

SV: Final[dict[str, str]] = {
    "codes.already_on": "Du har engångskoder redan. Stäng av dem först, om du vill byta app eller telefon.",
    "codes.not_on": "Engångskoder är inte påslagna. Slå på dem under Mitt konto.",
    "codes.offer_expired": "Hemligheten visades för länge sedan. Börja om under Mitt konto; inget är sparat.",
    "access.administrator_needed": "{login} är inte administratör i någon bok i dag. Ange en administratör med --by.",
}

EN: Final[dict[str, str]] = {
    "codes.already_on": "You have one-time codes already. Turn them off first to change app or phone.",
    "codes.not_on": "One-time codes are not turned on. Turn them on under My account.",
    "codes.offer_expired": "The secret was shown too long ago. Start again under My account; nothing is saved.",
    "access.administrator_needed": "{login} is no administrator of any book today. Name an administrator with --by.",
}
