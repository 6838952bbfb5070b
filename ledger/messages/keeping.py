"""The words of refusals about backup, restore and move."""

from typing import Final

SV: Final[dict[str, str]] = {
    "backup.exists": "Filen {path} finns redan. Välj ett annat namn, eller skriv över den med --force.",
    "backup.not_a_backup": (
        "Filen {path} går inte att läsa som en säkerhetskopia: den är ingen, eller är skadad. Inget är återläst. "
        "Välj en annan fil."
    ),
    "backup.damaged": (
        "Säkerhetskopian {path} är skadad: {part} saknas, hör inte dit eller går inte att läsa. Inget är återläst. "
        "Använd en annan kopia."
    ),
    "backup.row_unreadable": (
        "Rad {row} av tabellen {table} i säkerhetskopian går inte att läsa. Inget är återläst. Använd en annan kopia."
    ),
    "backup.newer": (
        "Säkerhetskopians databas har version {found}; programmet känner till {known}. "
        "Läs tillbaka med Medelsboken {program} eller senare."
    ),
    "keeping.value_not_kept": (
        "Tabellen {table} har ett värde i kolumnen {column} som inte är vad kolumnen ska hålla. "
        "Inget är kopierat. Ändra inget; kopiera databasen med dess egna verktyg och kontakta administratören."
    ),
    "keeping.not_empty": (
        "Databasen {url} är inte tom: {tables:list} har rader. En hel bok läggs bara in i en tom databas; "
        "välj en annan adress."
    ),
    "keeping.other_version": (
        "Databasen {url} är tom och har version {found}; säkerhetskopian har {wanted}. "
        "Välj en databas utan tabeller, så läses kopian tillbaka och förs sedan till programmets version."
    ),
    "keeping.tables_differ": (
        "Tabeller som inte är lika i kopian och i databasen: {tables:list}. Inget är sparat. "
        "Använd en annan kopia, eller det program som skrev den."
    ),
    "keeping.table_refused": (
        "Rader i tabellen {table} bryter mot databasens regler, eller pekar på rader som saknas. Inget är sparat. "
        "Använd en annan kopia."
    ),
    "keeping.table_differs": (
        "Tabellen {table} är inte den som ska finnas: den har {rows} rader och ska ha {expected_rows}, eller har annat "
        "innehåll i dem. Inget är sparat. Använd en annan kopia."
    ),
    "keeping.chain_end_differs": (
        "Boken {book} slutar inte där den ska: den har {entries} verifikationer och ska ha {expected_entries}, eller "
        "har en annan hash i den sista. Inget är sparat. Använd en annan kopia."
    ),
    "keeping.controls_differ": (
        "Kontrollerna svarar inte som när boken {book} kopierades: {controls:list} skiljer. Inget är sparat. "
        "Innehållet är ändrat efteråt; använd en annan kopia."
    ),
    "keeping.guards_missing": (
        "Databasens skydd är inte på plats: {guards:list}. Inget är sparat. Kontakta administratören."
    ),
}

EN: Final[dict[str, str]] = {
    "backup.exists": "The file {path} exists already. Choose another name, or write over it with --force.",
    "backup.not_a_backup": (
        "The file {path} cannot be read as a backup: it is none, or is damaged. Nothing is restored. "
        "Choose another file."
    ),
    "backup.damaged": (
        "The backup {path} is damaged: {part} is missing, does not belong there or cannot be read. Nothing is "
        "restored. Use another copy."
    ),
    "backup.row_unreadable": (
        "Row {row} of the table {table} in the backup cannot be read. Nothing is restored. Use another copy."
    ),
    "backup.newer": (
        "The database in the backup has version {found}; the program knows {known}. "
        "Restore it with Medelsboken {program} or later."
    ),
    "keeping.value_not_kept": (
        "The table {table} has a value in the column {column} that is not what the column should hold. "
        "Nothing is copied. Change nothing; copy the database with its own tools and contact the administrator."
    ),
    "keeping.not_empty": (
        "The database {url} is not empty: {tables:list} have rows. A whole book is only put into an empty database; "
        "choose another address."
    ),
    "keeping.other_version": (
        "The database {url} is empty and has version {found}; the backup has {wanted}. "
        "Choose a database without tables: the copy is restored there and then brought to the program's version."
    ),
    "keeping.tables_differ": (
        "Tables that are not alike in the copy and in the database: {tables:list}. Nothing is saved. "
        "Use another copy, or the program that wrote it."
    ),
    "keeping.table_refused": (
        "Rows of the table {table} break the database's rules, or name rows that are missing. Nothing is saved. "
        "Use another copy."
    ),
    "keeping.table_differs": (
        "The table {table} is not the one it should be: it has {rows} rows and should have {expected_rows}, or has "
        "other content in them. Nothing is saved. Use another copy."
    ),
    "keeping.chain_end_differs": (
        "The book {book} does not end where it should: it has {entries} entries and should have {expected_entries}, "
        "or has another hash in the last. Nothing is saved. Use another copy."
    ),
    "keeping.controls_differ": (
        "The controls do not answer as they did when the book {book} was copied: {controls:list} differ. "
        "Nothing is saved. The content was changed afterwards; use another copy."
    ),
    "keeping.guards_missing": (
        "The database's guards are not in place: {guards:list}. Nothing is saved. Contact the administrator."
    ),
}
