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

EN: Final[dict[str, str]] = {
    "entry.matched": (
        "Entry {entry} is matched with bank statement {statements:list}: the money has passed the bank. "
        "Take match {match} away first, or register the event that puts it right in the bank."
    ),
    "statement.rows_differ": (
        "The opening balance {opening_ore:kr} and rows of {rows_ore:kr} do not give the closing balance "
        "{closing_ore:kr}: {off_ore:kr_off}. Check the rows with the bank."
    ),
    "statement.overlaps": (
        "Bank statement {statement} covers {since} to {day} already. Choose other days, or register the one for {day} "
        "again."
    ),
    "statement.replaced": (
        "Bank statement {statement} is replaced by {replaced_by}. Choose the row on {replaced_by} instead."
    ),
    "match.empty": "Choose at least one row of the bank statement and at least one entry.",
    "match.taken": (
        "Already matched: {taken:list} (match {matches:list}). Take that match away, or choose something else."
    ),
    "match.sums_differ": (
        "The rows of the bank statement add up to {rows_ore:kr}, the entries to {entries_ore:kr}. "
        "Choose so that the sums are equal."
    ),
}
