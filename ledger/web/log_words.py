"""The words of the page with the audit log."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "log": ("Logg", "Log"),
    "log_told": (
        "Vad som har gjorts i boken, det senaste först. Ingenting kan tas bort ur loggen.",
        "What has been done in the book, the latest first. Nothing can be taken out of the log.",
    ),
    "log_from": ("Från dag", "From"),
    "log_to": ("Till och med", "To"),
    "log_by": ("Av (inloggning)", "By (login)"),
    "log_verb": ("Åtgärd", "Deed"),
    "log_what": ("Slag", "Kind"),
    "log_all": ("Alla", "All"),
    "log_days_help": ("Dagar skrivs 2021-03-31. Tomt är allt.", "Days are written 2021-03-31. Empty is everything."),
    "log_none": ("Inget i loggen motsvarar det du frågar efter.", "Nothing in the log is what you ask for."),
    "log_newer": ("Senare", "Later"),
    "log_older": ("Tidigare", "Earlier"),
    "log_pages": ("Sidor", "Pages"),
    "log_download": ("Hämta loggen (CSV)", "Download the log (CSV)"),
}
