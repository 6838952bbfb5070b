"""The words of refusals about the database, files and settings."""

from typing import Final

SV: Final[dict[str, str]] = {
    "setting.malformed": "Inställningen {setting} är ”{given}” och går inte att använda. Skriv {expected}.",
    "database.unreachable": (
        "Databasen {url} svarar inte ({reason:why}). Kontrollera adressen och att databasen är i gång. Inget är sparat."
    ),
    "database.not_a_database": (
        "Filen {path} är ingen databas. Kontrollera adressen, eller läs tillbaka en säkerhetskopia."
    ),
    "database.not_migrated": (
        "Databasens version är {found}; programmet behöver {wanted}. Ta en säkerhetskopia och uppgradera databasen."
    ),
    "database.newer": (
        "Databasens version, {found}, är nyare än programmet, som känner till {known}. Uppgradera programmet."
    ),
    "database.not_empty": (
        "Databasen har redan böcker: {books:list}. Exemplet läggs bara in i en tom databas; välj en annan adress."
    ),
    "database.not_demo": (
        "Databasen har annat än exemplet (böcker: {books:list}), och växer inte. Inget är sparat. "
        "Välj en tom databas, eller en där bara exemplet är inlagt."
    ),
    "database.busy": "Någon annan skriver i databasen sedan en stund. Inget är sparat. Försök igen om en minut.",
    "database.not_written": (
        "Databasen {url} gick inte att skriva ({reason:why}). Inget är sparat. "
        "Se om disken är full eller filen skrivskyddad, och försök igen."
    ),
    "file.not_written": (
        "Filen {path} gick inte att skriva: {reason:why}. Inget av den är kvar. Välj en annan plats, eller försök igen."
    ),
    "export.too_many_rows": (
        "Bladet {sheet} skulle få {rows} rader; ett kalkylblad rymmer {limit}. "
        "Välj en kortare tid eller en enda pott. Ingen fil är skriven."
    ),
    "file.not_read": "Filen {path} gick inte att läsa: {reason:why}. Kontrollera namn och behörighet.",
    "moment.malformed": "”{given}” är ingen tidpunkt. Skriv till exempel 2021-01-15 09:00.",
    "moment.in_future": (
        "Tidpunkten {given:moment} har inte varit än. Vad boken visste går bara att se till och med nu."
    ),
}

EN: Final[dict[str, str]] = {
    "database.not_demo": (
        "The database has something else than the example (books: {books:list}), and is not grown. Nothing is saved. "
        "Choose an empty database, or one that has the example alone."
    ),
    "database.not_written": (
        "The database {url} could not be written ({reason:why}). Nothing is saved. See whether the disk is full or the "
        "file write-protected, and try again."
    ),
}
