"""The words of refusals about files that are read in."""

from typing import Final

SV: Final[dict[str, str]] = {
    "import.refused": (
        "{file} är inte inläst: {count:places} måste rättas först, och inget är sparat. "
        "Rätta filen och läs in den igen."
    ),
    "import.file_too_large": (
        "{file} är på {size:bytes}; det som läses in får vara högst {limit:bytes}. "
        "Ta bort blad, bilder och rader som inte behövs, eller dela filen."
    ),
    "import.unpacks_too_large": (
        "{file} packas upp till {size:bytes}; gränsen är {limit:bytes}. "
        "Kopiera raderna till en ny arbetsbok och läs in den."
    ),
    "import.file_locked": (
        "{file} är skyddad med lösenord eller sparad i Excels gamla format (xls), och går inte att öppna. "
        "Ta bort lösenordet och spara den som Excel-arbetsbok (xlsx) eller CSV."
    ),
    "import.file_damaged": (
        "{file} går inte att öppna som arbetsbok: filen är skadad eller inte hel. "
        "Öppna den i Excel, spara den på nytt som xlsx och läs in den igen."
    ),
    "import.file_no_table": (
        "{file} är varken en Excel-arbetsbok (xlsx) eller en textfil med kolumner (CSV). "
        "Spara tabellen i någon av de formerna och läs in den igen."
    ),
    "import.quote_open": (
        "{file} har ett citattecken som står fel eller inte avslutas, i det som börjar på rad {line}. "
        "Rätta raden, eller spara filen som Excel-arbetsbok."
    ),
    "import.too_many_rows": (
        "{file} är större än vad som läses in på en gång: högst {rows} rader och {columns} kolumner. Dela filen."
    ),
    "import.file_empty": "{file} har inga rader under rubrikerna. Fyll i minst en rad och läs in den igen.",
    "import.sheet_missing": "{file} har inget blad som heter {sheet}. Bladen heter {sheets:list}. Välj ett av dem.",
    "import.sheet_not_chosen": "{file} har värden på flera blad: {sheets:list}. Välj vilket som ska läsas in.",
    "import.column_missing": "Kolumnen {column} saknas. Lägg till den, eller hämta en ny mall.",
    "import.column_unknown": (
        "Rubriken {given} finns inte i mallen, och det som står under den skulle gå förlorat. "
        "Ta bort kolumnen, eller ge den en av mallens rubriker: {columns:list}."
    ),
    "import.column_twice": ("Rubriken {column} finns redan i {first_cell}. Ta bort den kolumn som inte ska läsas in."),
    "import.outside_columns": "”{given}” står under ingen rubrik. Ta bort det, eller flytta det till rätt kolumn.",
    "import.cell_formula": (
        "Formeln är inte uträknad, så filen har inget värde här. "
        "Öppna filen i Excel, låt den räkna om och spara den, eller skriv värdet i stället för formeln."
    ),
    "import.cell_broken": "Cellen visar felet {given}. Rätta formeln, eller skriv värdet i stället.",
    "import.cell_merged": (
        "Cellerna {cells} är sammanfogade, och bara den första har något värde. "
        "Dela upp dem och skriv värdet i var och en."
    ),
    "import.row_hidden": "Raden är dold men har värden. Visa den, eller ta bort den.",
    "import.column_hidden": "Kolumn {letters} är dold men har värden. Visa den, eller ta bort den.",
    "import.value_missing": "{column:start} är inte ifyllt. Fyll i det, eller ta bort raden.",
    "import.value_malformed": "{column:start} är ”{given}”. Skriv {expected:word}.",
    "import.choice_unknown": "{column:start} är ”{given}”. Skriv något av {choices:list}.",
    "import.amount_inexact": (
        "Talet {given} är inte ett helt antal ören. Avrunda det till högst två decimaler i filen, "
        "så att det du ser är det som läses in."
    ),
    "import.example_row": (
        "Raden är märkt som mallens exempel men har ändrats. Ta bort ordet exempel om raden ska läsas in, "
        "annars hela raden."
    ),
    "import.row_twice": "{what:word_start} finns redan på rad {first_row}. Ta bort den ena raden.",
    "import.rows_disagree": (
        "{column:start} för {what} är ”{given}” här och ”{first}” på rad {first_row}. Skriv samma på alla rader."
    ),
    "import.fact_fixed": (
        "{column:start} för {what} är ”{known:word}” i registret, och en fil ändrar inte det. "
        "Rätta filen, eller avsluta det som finns och registrera ett nytt."
    ),
    "import.number_fixed": (
        "{column:start} för {what} är ett annat i registret, och en organisation byter inte nummer. "
        "Rätta filen, eller registrera den nya organisationen under en egen kod."
    ),
    "import.payee_fixed": (
        "{column:start} för {what} är ett annat i registret. Kontonummer ändras av en och bekräftas av en annan, "
        "inte genom inläsning. Töm cellen, och lägg förslaget i registret."
    ),
    "import.day_missing": ("Raden ändrar {what}, men säger inte från vilken dag. Fyll i {column}."),
    "import.key_there": (
        "Fördelningsnyckeln {key} finns redan med andra uppgifter, och en nyckel ändras aldrig. "
        "Ge den nya nyckeln en egen kod."
    ),
    "import.allocation_there": (
        "Efter samma beslut är {allocation} redan inläst från {pot}, med dagen {day} men andra belopp. "
        "Rätta först den, om den här ersätter den. Är det ett tillägg: registrera det för sig."
    ),
    "import.opening_only_root": (
        "{pot} är ingen egen pott för ett ändamål, och fordran och bank finns bara där. "
        "Flytta beloppet till raden för {root}."
    ),
    "import.opening_bank_missing": (
        "{purpose} har pengar på banken, men inget konto är ifyllt. Fyll i kontots nummer, som boken har det."
    ),
    "import.opening_not_first": (
        "{purpose} har redan {authorised_ore:kr} tilldelat, och en ingående balans kommer först av allt. "
        "Rätta det som är bokfört, eller registrera det som saknas för sig."
    ),
    "import.opening_exceeds_left": (
        "{purpose} har {claim_ore:kr} i fordran och {bank_ore:kr} på banken, men bara {left_ore:kr} kvar att "
        "disponera. Det som är utbetalt eller ska tillbaka hör inte hit. Rätta beloppen."
    ),
    "import.column_not_chosen": (
        "Det går inte att veta vilken kolumn som är beloppet. Kolumnerna med siffror är {columns:list}. "
        "Ange rubriken på en av dem."
    ),
    "import.unit_unclear": (
        "Tabellen säger inte entydigt vilken enhet beloppen har; det som står är {found:list}. "
        "Ange enheten: kr, tkr eller mkr."
    ),
    "import.unit_contradicted": (
        "Du anger {given}, men i tabellen står {found:list}. Ange tabellens enhet, eller rätta rubriken."
    ),
    "import.figures_joined": (
        "”{given}” har fler siffror än något belopp: två tal har gått ihop. Dela dem och läs in filen igen."
    ),
    "import.row_without_code": (
        "Raden ”{given}” har ett belopp men ingen kod, och är ingen summarad. Fyll i koden, eller ta bort raden."
    ),
}

EN: Final[dict[str, str]] = {
    "import.refused": (
        "{file} has not been imported: {count:places} must be put right first, and nothing is saved. "
        "Correct the file and import it again."
    ),
    "import.file_too_large": (
        "{file} is {size:bytes}; what is imported may be at most {limit:bytes}. "
        "Take away sheets, pictures and rows that are not needed, or split the file."
    ),
    "import.unpacks_too_large": (
        "{file} unpacks to {size:bytes}; the limit is {limit:bytes}. Copy the rows to a new workbook and import that."
    ),
    "import.file_locked": (
        "{file} is protected by a password or saved in Excel's old format (xls), and cannot be opened. "
        "Take the password away and save it as an Excel workbook (xlsx) or CSV."
    ),
    "import.file_damaged": (
        "{file} cannot be opened as a workbook: the file is damaged or not whole. "
        "Open it in Excel, save it again as xlsx and import it again."
    ),
    "import.file_no_table": (
        "{file} is neither an Excel workbook (xlsx) nor a text file with columns (CSV). "
        "Save the table in one of those forms and import it again."
    ),
    "import.quote_open": (
        "{file} has a quotation mark that is misplaced or not closed, in what begins on line {line}. "
        "Put the line right, or save the file as an Excel workbook."
    ),
    "import.too_many_rows": (
        "{file} is larger than what is imported at once: at most {rows} rows and {columns} columns. Split the file."
    ),
    "import.file_empty": "{file} has no rows below its headings. Fill in at least one row and import it again.",
    "import.sheet_missing": "{file} has no sheet called {sheet}. The sheets are {sheets:list}. Choose one of them.",
    "import.sheet_not_chosen": "{file} has values on several sheets: {sheets:list}. Choose which one to import.",
    "import.column_missing": "The column {column} is missing. Add it, or fetch a new template.",
    "import.column_unknown": (
        "The heading {given} is not in the template, and what stands below it would be lost. "
        "Take the column away, or give it one of the template's headings: {columns:list}."
    ),
    "import.column_twice": "The heading {column} is already in {first_cell}. Take away the column not to be imported.",
    "import.outside_columns": "”{given}” stands under no heading. Take it away, or move it to the right column.",
    "import.cell_formula": (
        "The formula has not been calculated, so the file holds no value here. "
        "Open the file in Excel, let it calculate and save it, or write the value instead of the formula."
    ),
    "import.cell_broken": "The cell shows the error {given}. Put the formula right, or write the value instead.",
    "import.cell_merged": (
        "The cells {cells} are merged, and only the first has a value. Split them and write the value in each."
    ),
    "import.row_hidden": "The row is hidden but has values. Show it, or take it away.",
    "import.column_hidden": "Column {letters} is hidden but has values. Show it, or take it away.",
    "import.value_missing": "{column:start} is not filled in. Fill it in, or take the row away.",
    "import.value_malformed": "{column:start} is ”{given}”. Write {expected:word}.",
    "import.choice_unknown": "{column:start} is ”{given}”. Write one of {choices:list}.",
    "import.amount_inexact": (
        "The number {given} is no whole number of öre. Round it to at most two decimals in the file, "
        "so that what you see is what is imported."
    ),
    "import.example_row": (
        "The row is marked as the template's example but has been changed. "
        "Take the word exempel away if the row is to be imported, otherwise the whole row."
    ),
    "import.row_twice": "{what:word_start} is already on row {first_row}. Take one of the rows away.",
    "import.rows_disagree": (
        "{column:start} of {what} is ”{given}” here and ”{first}” on row {first_row}. Write the same on all rows."
    ),
    "import.fact_fixed": (
        "{column:start} of {what} is ”{known:word}” in the register, and a file does not change it. "
        "Correct the file, or end what there is and register a new one."
    ),
    "import.number_fixed": (
        "{column:start} of {what} is another one in the register, and an organisation does not change its number. "
        "Correct the file, or register the new organisation under a code of its own."
    ),
    "import.payee_fixed": (
        "{column:start} of {what} is another one in the register. Account numbers are changed by one person and "
        "confirmed by another, not by an import. Empty the cell, and propose the change in the register."
    ),
    "import.day_missing": "The row changes {what}, but does not say from which day. Fill in {column}.",
    "import.key_there": (
        "The allocation key {key} is there already with other contents, and a key is never changed. "
        "Give the new key a code of its own."
    ),
    "import.allocation_there": (
        "By the same decision {allocation} has been imported from {pot} already, for {day} but with other amounts. "
        "Correct that one first, if this one replaces it. If it is a supplement: register it by itself."
    ),
    "import.opening_only_root": (
        "{pot} is not a purpose's own pot, and claims and money in the bank are kept there alone. "
        "Move the amount to the row of {root}."
    ),
    "import.opening_bank_missing": (
        "{purpose} has money in the bank, but no account is filled in. Fill in the account's number as the book has it."
    ),
    "import.opening_not_first": (
        "{purpose} has {authorised_ore:kr} already, and an opening balance comes before anything else. "
        "Correct what is booked, or register what is missing by itself."
    ),
    "import.opening_exceeds_left": (
        "{purpose} has {claim_ore:kr} claimed and {bank_ore:kr} in the bank, but only {left_ore:kr} left to decide "
        "about. What is paid out or goes back does not belong here. Correct the amounts."
    ),
    "import.column_not_chosen": (
        "It cannot be known which column is the amount. The columns with figures are {columns:list}. "
        "Give the heading of one of them."
    ),
    "import.unit_unclear": (
        "The table does not say clearly which unit its amounts have; what it says is {found:list}. "
        "Give the unit: kr, tkr or mkr."
    ),
    "import.unit_contradicted": (
        "You give {given}, but the table says {found:list}. Give the table's unit, or correct the heading."
    ),
    "import.figures_joined": (
        "”{given}” has more digits than any amount: two figures have run together. "
        "Split them and import the file again."
    ),
    "import.row_without_code": (
        "The row ”{given}” has an amount but no code, and is no total. Fill in the code, or take the row away."
    ),
}
