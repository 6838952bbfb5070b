"""The words of refusals about allocation keys and shares."""

from typing import Final

SV: Final[dict[str, str]] = {
    "key.bad_rows": (
        "{rows:rows} i nyckelfilen går inte att använda: {rows:faults}. "
        "Rätta filen och ladda upp den igen. Inget är sparat."
    ),
    "key.bad_weights": (
        "{rows:rows} i nyckeln går inte att använda: {rows:faults}. Rätta nyckeln och räkna igen. Inget är fördelat."
    ),
    "key.missing_columns": (
        "Nyckelfilens första rad ska ha rubrikerna code, name och weight. Det som saknas är {missing:list}; "
        "det som står är {found:list}. Rätta rubrikerna och ladda upp filen igen."
    ),
    "key.column_twice": (
        "Nyckelfilen har mer än en kolumn med rubriken {columns:list}. "
        "Byt rubrik på den som inte ska användas och ladda upp filen igen."
    ),
    "key.empty": "Nyckeln har inga mottagare. Lägg till minst en rad med kod, namn och vikt.",
    "key.unreadable": (
        "Nyckelfilen går inte att läsa: {reason:why}{line:at_line}. "
        "Spara den som CSV i UTF-8 och ladda upp den igen. Inget är sparat."
    ),
    "share.residual_receiver_unknown": (
        "Koden {receiver} finns inte i nyckeln och kan inte bära skillnaden. Välj en av {codes:list}."
    ),
    "share.residual_receiver_negative": (
        "{receiver} ska bära skillnaden {residual_ore:kr}, men efter nyckeln blir då andelen {share_ore:kr}. "
        "Välj någon annan som bär skillnaden, eller största resten."
    ),
    "share.unit_too_coarse": (
        "{amount_ore:kr} har ören och går inte att dela i hela kronor. Välj ören som enhet, eller ett belopp utan ören."
    ),
    "share.base_exceeds_amount": (
        "Grundbeloppet {base_ore:kr} till {recipients} mottagare är tillsammans {bases_ore:kr}; "
        "fördelningen är {amount_ore:kr}. Sänk grundbeloppet, eller höj fördelningen."
    ),
    "share.amount_negative": (
        "Beloppet att fördela är {amount_ore:kr}. Ange noll eller ett större belopp. "
        "Ska pengar tillbaka: ta tillbaka den fördelning de kom med."
    ),
    "allocation.sum_differs": (
        "Andelarna är tillsammans {shares_ore:kr}, fördelningen är {amount_ore:kr}. {difference_ore:kr_off}. "
        "Ändra en andel, eller välj vem som {difference_ore:kr_bearer}."
    ),
    "allocation.official_unknown": (
        "Fastställt belopp finns för {unknown:list}, som inte är bland mottagarna. Mottagarna är {codes:list}. "
        "Rätta koden, eller lägg till mottagaren."
    ),
}

EN: Final[dict[str, str]] = {
    "key.bad_rows": (
        "{rows:rows} of the key file cannot be used: {rows:faults}. "
        "Correct the file and upload it again. Nothing is saved."
    ),
    "key.bad_weights": (
        "{rows:rows} of the key cannot be used: {rows:faults}. "
        "Correct the key and calculate again. Nothing is allocated."
    ),
    "key.missing_columns": (
        "The first row of the key file must have the headings code, name and weight. What is missing is "
        "{missing:list}; what is there is {found:list}. Correct the headings and upload the file again."
    ),
    "key.column_twice": (
        "The key file has more than one column with the heading {columns:list}. "
        "Change the heading of the one not to be used and upload the file again."
    ),
    "key.empty": "The key has no recipients. Add at least one row with a code, a name and a weight.",
    "key.unreadable": (
        "The key file cannot be read: {reason:why}{line:at_line}. "
        "Save it as CSV in UTF-8 and upload it again. Nothing is saved."
    ),
    "share.residual_receiver_unknown": (
        "The code {receiver} is not in the key and cannot bear the difference. Choose one of {codes:list}."
    ),
    "share.residual_receiver_negative": (
        "{receiver} is to bear the difference {residual_ore:kr}, but by the key its share then becomes {share_ore:kr}. "
        "Choose another to bear the difference, or the largest remainder."
    ),
    "share.unit_too_coarse": (
        "{amount_ore:kr} has öre and cannot be divided into whole kronor. Choose öre as the unit, or an amount "
        "without öre."
    ),
    "share.base_exceeds_amount": (
        "The base amount {base_ore:kr} to {recipients} recipients adds up to {bases_ore:kr}; "
        "the allocation is {amount_ore:kr}. Lower the base amount, or raise the allocation."
    ),
    "share.amount_negative": (
        "The amount to allocate is {amount_ore:kr}. Give zero or a larger amount. "
        "If money is to go back: take back the allocation that it came by."
    ),
    "allocation.sum_differs": (
        "The shares add up to {shares_ore:kr}, the allocation is {amount_ore:kr}. {difference_ore:kr_off}. "
        "Change a share, or choose who {difference_ore:kr_bearer}."
    ),
    "allocation.official_unknown": (
        "There is an official amount for {unknown:list}, not among the recipients. The recipients are {codes:list}. "
        "Correct the code, or add the recipient."
    ),
}
