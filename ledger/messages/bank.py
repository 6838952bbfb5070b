"""The words of refusals about bank statements and matching."""

from typing import Final

SV: Final[dict[str, str]] = {
    "entry.matched": (
        "Verifikation {entry} är avstämd mot kontoutdrag {statements:list}: pengarna har passerat banken. "
        "Ta först bort avstämning {match}, eller registrera händelsen som rättar till det i banken."
    ),
    "statement.rows_differ": (
        "Ingående saldo {opening_ore:kr} och rader på {rows_ore:kr} ger inte utgående saldo {closing_ore:kr}: "
        "{off_ore:kr_off}. Kontrollera raderna mot banken."
    ),
    "statement.overlaps": (
        "Kontoutdrag {statement} gäller redan {since} till {day}. Välj andra dagar, eller registrera om det för {day}."
    ),
    "statement.replaced": (
        "Kontoutdrag {statement} är ersatt av {replaced_by}. Välj raden på {replaced_by} i stället."
    ),
    "match.empty": "Välj minst en rad på kontoutdraget och minst en verifikation.",
    "match.taken": (
        "Redan avstämt är {taken:list} (avstämning {matches:list}). Ta bort den avstämningen, eller välj något annat."
    ),
    "match.sums_differ": (
        "Raderna på kontoutdraget är tillsammans {rows_ore:kr}, verifikationerna {entries_ore:kr}. "
        "Välj så att summorna blir lika."
    ),
}
