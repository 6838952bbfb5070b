"""The equations as SQL: the parts that a query puts together over facts `f` and the equation `q` of an account."""

from typing import Final

from ledger.reports.controls.equations import EQUATIONS

_ROWS: Final = ",\n".join(
    f"  ('{kind}', '{term.code}', {term.sign}, '{term.at}', '{term.by}', '{term.of}', '{term.when}')"
    for kind, terms in EQUATIONS.items()
    for term in terms
)

EQUATION: Final = f"""
equation (kind, code, sign, at_pot, by_subject, of_amount, for_facts) AS MATERIALIZED (VALUES
{_ROWS})"""

IN_FORCE: Final = """
in_force AS MATERIALIZED (
  SELECT e.document_id, SUM(CASE WHEN e.reverses_seq IS NULL THEN 1 ELSE -1 END) AS times
  FROM entry e WHERE e.book_id = :book_id AND e.booked_on <= :as_of AND e.seq <= :until_seq
  GROUP BY e.document_id)"""

ITS_EQUATIONS: Final = """JOIN equation q ON q.code = f.code
    AND (q.for_facts = 'always' OR (q.for_facts = 'drawn' AND f.other_subject_id <> 0)
      OR (q.for_facts = 'undrawn' AND f.other_subject_id = 0))
  LEFT JOIN pot p ON p.book_id = :book_id AND p.id = f.pot_id
  LEFT JOIN pot o ON o.book_id = :book_id AND o.id = f.other_pot_id"""

POT: Final = (
    "CASE q.at_pot WHEN 'pot' THEN f.pot_id WHEN 'other_pot' THEN f.other_pot_id WHEN 'root' THEN p.root_id "
    "ELSE o.root_id END"
)
SUBJECT: Final = (
    "CASE q.by_subject WHEN 'none' THEN 0 WHEN 'subject' THEN f.subject_id "
    "WHEN 'other_subject' THEN f.other_subject_id ELSE f.bank_id END"
)
ORE: Final = (
    "q.sign * CASE q.of_amount WHEN 'amount' THEN f.amount_ore WHEN 'vat' THEN f.vat_ore WHEN 'claim' THEN f.claim_ore "
    "WHEN 'gross' THEN f.amount_ore + f.vat_ore ELSE f.amount_ore + f.vat_ore - f.claim_ore END"
)
