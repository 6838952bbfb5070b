"""Words for the stable values that facts hold, in both languages: months, states, reasons, faults and sides."""

from typing import Final

from ledger.domain.chart import Side
from ledger.language import Language

Pairs = dict[str, tuple[str, str]]
"""By stable value: Swedish, English."""

MONTHS: Final = {
    Language.SV: (
        *("januari", "februari", "mars", "april", "maj", "juni"),
        *("juli", "augusti", "september", "oktober", "november", "december"),
    ),
    Language.EN: (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
SIDES: Final[Pairs] = {
    Side.AUTHORITY.value: ("medelssidan", "the authority side"),
    Side.CASH.value: ("pengasidan", "the cash side"),
}
FAULTS: Final[Pairs] = {
    "zero": ("vikten för {who} är 0", "the weight of {who} is 0"),
    "negative": ("vikten för {who} är {given}", "the weight of {who} is {given}"),
    "not_a_number": (
        "vikten för {who} är ”{given}”, som inte är ett tal",
        "the weight of {who} is “{given}”, which is no number",
    ),
    "too_long": ("vikten för {who} har för många siffror: {given}", "the weight of {who} has too many digits: {given}"),
    "missing_weight": ("vikten för {who} saknas", "the weight of {who} is missing"),
    "missing_code": ("koden saknas", "the code is missing"),
    "missing_name": ("namnet för {who} saknas", "the name of {who} is missing"),
    "invisible_character": (
        "koden {code!a} har ett tecken som inte syns",
        "the code {code!a} has a character that cannot be seen",
    ),
    "duplicate_code": (
        "koden {code} finns redan på rad {first_line}",
        "the code {code} is already on row {first_line}",
    ),
    "too_many_values": (
        "raden för {who} har fler värden än rubriken; sätt citattecken om tal med kommatecken",
        "the row of {who} has more values than the heading; put quotation marks around numbers with a comma",
    ),
}
"""What is wrong with a row of a file, by the reason of its `BadRow`."""

REASONS: Final[Pairs] = {
    "nul": (
        "den är ingen vanlig textfil (en fil sparad som UTF-16 ser ut så)",
        "it is no ordinary text file (a file saved as UTF-16 looks like that)",
    ),
    "encoding": ("den är varken UTF-8 eller Windows-text (cp1252)", "it is neither UTF-8 nor Windows text (cp1252)"),
    "control_character": ("den innehåller ett styrtecken", "it contains a control character"),
    "quotes": ("ett citattecken avslutas inte eller står fel", "a quotation mark is not closed or is misplaced"),
    "not_over": ("månaden är inte slut", "the month is not over"),
    "earlier_open": ("en tidigare månad är öppen", "an earlier month is open"),
    "already_closed": ("den är redan stängd", "it is closed already"),
    "No such file or directory": ("den finns inte", "it does not exist"),
    "Permission denied": ("behörighet saknas", "permission is missing"),
    "Is a directory": ("det är en mapp", "it is a folder"),
    "Not a directory": ("en del av sökvägen är ingen mapp", "a part of the path is no folder"),
    "No space left on device": ("disken är full", "the disk is full"),
    "Disk quota exceeded": ("utrymmet är slut", "the space is used up"),
    "File too large": ("den blir större än vad som tillåts", "it would be larger than is allowed"),
    "Read-only file system": ("där går bara att läsa", "it is a place for reading only"),
    "no_directory": ("mappen finns inte", "the folder does not exist"),
}
"""Why, by the stable reason or the operating system's own words; other reasons are told as they are."""

STATES: Final[Pairs] = {
    "draft": ("utkast", "a draft"),
    "sent": ("skickad", "sent"),
    "partly_paid": ("delvis betald", "partly paid"),
    "paid": ("betald", "paid"),
    "registered": ("registrerad", "registered"),
    "confirmed": ("sakattesterad", "confirmed"),
    "approved": ("beslutsattesterad", "approved"),
    "returned": ("returnerad", "returned"),
    "replaced": ("ersatt", "replaced"),
    "credited": ("krediterad", "credited"),
    "booked": ("bokförd", "booked"),
    "annulled": ("rättad", "corrected"),
    "active": ("i kraft", "in force"),
    "closed": ("avslutad", "closed"),
    "open": ("öppen", "open"),
    "withdrawn": ("återkallad", "withdrawn"),
    "sent_back": ("tillbakasänd", "sent back"),
    "unplaced": ("ej ihopparad", "unplaced"),
    "partly_placed": ("delvis ihopparad", "partly placed"),
    "placed": ("ihopparad", "placed"),
    "matched": ("avstämd", "matched"),
    "released": ("inte längre avstämd", "no longer matched"),
    "carried": ("överförd", "carried over"),
    "handed_over": ("överlämnad", "handed over"),
    "submitted": ("inlämnad", "submitted"),
    "partly_disallowed": ("delvis underkänd", "partly disallowed"),
    "disallowed": ("underkänd", "disallowed"),
}
"""A document's state in words."""

ACCOUNTS: Final[Pairs] = {
    "bankgiro": ("bankgiro", "bankgiro"),
    "plusgiro": ("plusgiro", "plusgiro"),
    "bank_account": ("bankkonto", "bank account"),
}
ANSWERS: Final[Pairs] = {"confirmed": ("bekräftad", "confirmed"), "refused": ("avslagen", "refused")}


def told(pairs: Pairs, value: str, language: Language) -> str:
    """The value's words in that language; a value that has none, as it is."""
    return language.of(*pairs.get(value, (value, value)))
