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
