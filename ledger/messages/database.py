"""The words of refusals about the database, files and settings."""

from typing import Final

SV: Final[dict[str, str]] = {
    "database.unreachable": (
        "Databasen {url} svarar inte ({reason:why}). Kontrollera adressen och att databasen är i gång. Inget är sparat."
    ),
    "database.not_a_database": (
        "Filen {path} är ingen databas. Kontrollera adressen, eller läs tillbaka en säkerhetskopia."
    ),
    "database.not_migrated": (
        "Databasens version är {found:word}; programmet behöver {wanted}. "
        "Ta en säkerhetskopia och uppgradera databasen."
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
    "database.unreachable": (
        "The database {url} does not answer ({reason:why}). Check the address and that the database is running. "
        "Nothing is saved."
    ),
    "database.not_a_database": "The file {path} is no database. Check the address, or restore a backup.",
    "database.not_migrated": (
        "The database's version is {found:word}; the program needs {wanted}. Take a backup and upgrade the database."
    ),
    "database.newer": (
        "The database's version, {found}, is newer than the program, which knows {known}. Upgrade the program."
    ),
    "database.not_empty": (
        "The database has books already: {books:list}. The example is only put into an empty database; "
        "choose another address."
    ),
    "database.busy": (
        "Somebody else has been writing in the database for a while. Nothing is saved. Try again in a minute."
    ),
    "database.not_demo": (
        "The database has something else than the example (books: {books:list}), and is not grown. Nothing is saved. "
        "Choose an empty database, or one that has the example alone."
    ),
    "database.not_written": (
        "The database {url} could not be written ({reason:why}). Nothing is saved. See whether the disk is full or the "
        "file write-protected, and try again."
    ),
    "file.not_written": (
        "The file {path} could not be written: {reason:why}. Nothing of it is left. Choose another place, or try again."
    ),
    "export.too_many_rows": (
        "The sheet {sheet} would have {rows} rows; a spreadsheet holds {limit}. "
        "Choose a shorter time or a single pot. No file is written."
    ),
    "file.not_read": "The file {path} could not be read: {reason:why}. Check its name and its permissions.",
    "moment.malformed": "“{given}” is no moment. Write for instance 2021-01-15 09:00.",
    "moment.in_future": ("The moment {given:moment} has not been yet. What the book knew can only be seen up to now."),
}
