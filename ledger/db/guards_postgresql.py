"""The guards as PostgreSQL triggers. A raised message begins with `guard:`, then the guard's stable name.

The entry's guard works on all entries of a statement at once, so that an import pays for it once. Triggers are ALWAYS
enabled: a session in replica mode meets them too.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from ledger.domain.canonical import FIRST_HASH
from ledger.domain.chart import Never, Side, kinds_never, kinds_of

IN_PLACE: Final = """
SELECT t.tgname, CASE WHEN t.tgenabled = 'A' THEN 'on' ELSE 'off' END
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE NOT t.tgisinternal AND n.nspname = current_schema() AND t.tgname LIKE 'guard\\_%'
UNION ALL
SELECT p.proname, btrim(p.prosrc, E'\\n ') FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = current_schema() AND p.proname LIKE 'guard\\_%'
"""

_AUTHORITY: Final = ", ".join(f"'{kind}'" for kind in kinds_of(Side.AUTHORITY))
_NEVER_CREDIT: Final = ", ".join(f"'{kind}'" for kind in kinds_never(Never.CREDIT))
_NEVER_DEBIT: Final = ", ".join(f"'{kind}'" for kind in kinds_never(Never.DEBIT))


def normal(_name: str, statement: str) -> str:
    """What `IN_PLACE` answers for a guard as defined: a function's body, or `on` for a trigger."""
    body = re.search(r"AS \$guard\$(.*)\$guard\$", statement, re.DOTALL)
    return "on" if body is None else body[1].strip("\n ")


def removals(query: Callable[[str], list[tuple[object, ...]]]) -> list[str]:
    """Statements that take the guards away: the functions, and with each the triggers that call it."""
    names = query(
        "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
        "WHERE n.nspname = current_schema() AND p.proname LIKE 'guard\\_%' ORDER BY 1"
    )
    return [f'DROP FUNCTION "{name}" CASCADE' for (name,) in names]


def statements(append_only: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Name and statement of every guard."""
    for name, body in _FUNCTIONS.items():
        yield (
            f"guard_{name}",
            f"CREATE FUNCTION guard_{name}() RETURNS trigger LANGUAGE plpgsql AS $guard$\n{body}\n$guard$",
        )
    for table in append_only:
        yield _trigger(table, "append_only", f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}", "append_only")
    for table in ("account", "turnover"):
        when = f"BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}"
        yield _trigger(table, "moved", when, "moved_by_entries")
    yield _trigger("line", "booked", "AFTER INSERT ON line REFERENCING NEW TABLE AS added", "line_of_booked_entry")
    yield _trigger("entry", "booked", "AFTER INSERT ON entry REFERENCING NEW TABLE AS booked", "entry")


def _trigger(table: str, name: str, when: str, function: str) -> tuple[str, str]:
    full = f"guard_{table}_{name}"
    return full, (
        f"CREATE TRIGGER {full} {when} FOR EACH STATEMENT EXECUTE FUNCTION guard_{function}();\n"
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {full}"
    )


def _refuse(name: str, condition: str) -> str:
    raised = f"RAISE EXCEPTION 'guard:{name}' USING ERRCODE = 'integrity_constraint_violation'"
    return f"  IF {condition} THEN {raised}; END IF;"


_LINES: Final = "line l JOIN booked b ON b.book_id = l.book_id AND b.seq = l.seq"

_CHECKS: Final = [
    _refuse(
        "entry_sequence",
        "EXISTS (SELECT 1 FROM booked b GROUP BY b.book_id HAVING MAX(b.seq) - MIN(b.seq) + 1 <> COUNT(*) "
        "OR MIN(b.seq) <> 1 + COALESCE((SELECT MAX(e.seq) FROM entry e WHERE e.book_id = b.book_id "
        "AND e.seq < MIN(b.seq)), 0) OR MAX(b.seq) <> (SELECT MAX(e.seq) FROM entry e WHERE e.book_id = b.book_id))",
    ),
    _refuse("entry_year", "EXISTS (SELECT 1 FROM booked b WHERE b.year <> EXTRACT(YEAR FROM b.booked_on))"),
    _refuse(
        "entry_number",
        "EXISTS (SELECT 1 FROM booked b GROUP BY b.book_id, b.year "
        "HAVING MAX(b.number) - MIN(b.number) + 1 <> COUNT(*) "
        "OR MIN(b.number) <> 1 + COALESCE((SELECT MAX(e.number) FROM entry e WHERE e.book_id = b.book_id "
        "AND e.year = b.year AND e.number < MIN(b.number)), 0) "
        "OR MAX(b.number) <> (SELECT MAX(e.number) FROM entry e WHERE e.book_id = b.book_id AND e.year = b.year))",
    ),
    _refuse(
        "entry_chain",
        "EXISTS (SELECT 1 FROM booked b LEFT JOIN entry e ON e.book_id = b.book_id AND e.seq = b.seq - 1 "
        f"WHERE b.prev_hash <> COALESCE(e.hash, '{FIRST_HASH}'))",
    ),
    _refuse(
        "entry_recorded_at",
        "EXISTS (SELECT 1 FROM booked b JOIN entry e ON e.book_id = b.book_id AND e.seq = b.seq - 1 "
        "WHERE e.recorded_at > b.recorded_at)",
    ),
    _refuse(
        "entry_reverses_wrongly",
        "EXISTS (SELECT 1 FROM booked b LEFT JOIN entry o ON o.book_id = b.book_id AND o.seq = b.reverses_seq "
        "WHERE b.reverses_seq IS NOT NULL AND (o.seq IS NULL OR o.seq >= b.seq OR o.reverses_seq IS NOT NULL "
        "OR o.booked_on > b.booked_on OR o.event <> b.event OR o.document_id IS DISTINCT FROM b.document_id "
        "OR EXISTS (SELECT 1 FROM line l WHERE l.book_id = b.book_id AND l.seq IN (b.seq, b.reverses_seq) "
        "GROUP BY l.kind, l.pot_id, l.subject_id HAVING SUM(l.amount_ore) <> 0 OR COUNT(*) <> 2)))",
    ),
    _refuse(
        "entry_without_lines",
        "EXISTS (SELECT 1 FROM booked b WHERE NOT EXISTS "
        "(SELECT 1 FROM line l WHERE l.book_id = b.book_id AND l.seq = b.seq))",
    ),
    _refuse(
        "entry_unbalanced_pot",
        f"EXISTS (SELECT 1 FROM {_LINES} WHERE l.kind IN ({_AUTHORITY}) "
        "GROUP BY l.book_id, l.seq, l.pot_id HAVING SUM(l.amount_ore) <> 0)",
    ),
    _refuse(
        "entry_unbalanced_root",
        f"EXISTS (SELECT 1 FROM {_LINES} JOIN pot p ON p.book_id = l.book_id AND p.id = l.pot_id "
        f"WHERE l.kind NOT IN ({_AUTHORITY}) GROUP BY l.book_id, l.seq, p.root_id HAVING SUM(l.amount_ore) <> 0)",
    ),
    _refuse(
        "entry_period_closed",
        "EXISTS (SELECT 1 FROM booked b WHERE (SELECT p.state FROM period_state p WHERE p.book_id = b.book_id "
        "AND p.month = date_trunc('month', b.booked_on)::date ORDER BY p.no DESC LIMIT 1) = 'closed')",
    ),
    _refuse(
        "entry_without_decision",
        f"EXISTS (SELECT 1 FROM {_LINES} WHERE l.kind IN ({_AUTHORITY}) AND NOT EXISTS (SELECT 1 FROM decision d "
        "WHERE d.id = b.decision_id AND d.book_id = b.book_id AND d.kind = 'decision'))",
    ),
    _refuse(
        "entry_without_attest",
        f"EXISTS (SELECT 1 FROM {_LINES} WHERE b.reverses_seq IS NULL AND b.event <> 'reclaim_written_off' "
        "AND l.kind = 'used' AND l.amount_ore > 0 AND NOT EXISTS (SELECT 1 FROM attest a JOIN attest c "
        "ON c.document_id = a.document_id AND c.round = a.round AND c.step = 'confirm' AND c.person_id <> a.person_id "
        "WHERE a.id = b.attest_id AND a.step = 'approve'))",
    ),
    _refuse(
        "entry_wrong_digest",
        "EXISTS (SELECT 1 FROM booked b WHERE b.document_digest IS DISTINCT FROM (SELECT d.digest FROM document d "
        "WHERE d.id = b.document_id AND d.book_id = b.book_id) "
        "OR b.decision_digest IS DISTINCT FROM (SELECT d.digest FROM decision d WHERE d.id = b.decision_id) "
        "OR b.attest_digest IS DISTINCT FROM (SELECT a.digest FROM attest a WHERE a.id = b.attest_id "
        "AND a.document_id = b.document_id AND a.step = 'approve'))",
    ),
]

# At the end of day d an account's balance is today's, moved by this statement's lines, less what moved after d.
_NEVER: Final = f"""
  SELECT a.kind, a.pot_id, a.subject_id, d.day, d.balance_ore INTO broken
  FROM (SELECT l.book_id, l.kind, l.pot_id, l.subject_id, SUM(l.amount_ore) AS moved_ore, MIN(b.booked_on) AS from_day
        FROM {_LINES} GROUP BY 1, 2, 3, 4) m
  JOIN account a USING (book_id, kind, pot_id, subject_id)
  CROSS JOIN LATERAL (
    SELECT n.day, a.balance_ore + m.moved_ore - COALESCE(SUM(n.net_ore)
      OVER (ORDER BY n.day DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS balance_ore
    FROM (SELECT t.day, SUM(t.debit_ore - t.credit_ore) AS net_ore FROM turnover t
          WHERE t.book_id = a.book_id AND t.kind = a.kind AND t.pot_id = a.pot_id AND t.subject_id = a.subject_id
          AND t.day >= m.from_day GROUP BY t.day) n) d
  WHERE (a.kind IN ({_NEVER_CREDIT}) AND d.balance_ore < 0) OR (a.kind IN ({_NEVER_DEBIT}) AND d.balance_ore > 0)
  ORDER BY d.day, a.kind, a.pot_id, a.subject_id LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', MESSAGE = concat_ws('|', 'guard:never',
      broken.kind, broken.pot_id, broken.subject_id, broken.day, broken.balance_ore, '');
  END IF;"""

_MOVES_BEFORE: Final = f"""
  INSERT INTO account (book_id, kind, pot_id, subject_id, balance_ore, last_seq)
  SELECT DISTINCT l.book_id, l.kind, l.pot_id, l.subject_id, 0, 0 FROM {_LINES} ON CONFLICT DO NOTHING;
  INSERT INTO turnover AS t (book_id, kind, pot_id, subject_id, day, event, debit_ore, credit_ore, last_seq)
  SELECT l.book_id, l.kind, l.pot_id, l.subject_id, b.booked_on, b.event,
    SUM(GREATEST(l.amount_ore, 0)), SUM(GREATEST(-l.amount_ore, 0)), MAX(b.seq)
  FROM {_LINES} GROUP BY 1, 2, 3, 4, 5, 6
  ON CONFLICT (book_id, kind, pot_id, subject_id, day, event) DO UPDATE SET
    debit_ore = t.debit_ore + excluded.debit_ore, credit_ore = t.credit_ore + excluded.credit_ore,
    last_seq = excluded.last_seq;"""

_MOVES_AFTER: Final = f"""
  UPDATE account a SET balance_ore = a.balance_ore + m.moved_ore, last_seq = m.last_seq
  FROM (SELECT l.book_id, l.kind, l.pot_id, l.subject_id, SUM(l.amount_ore) AS moved_ore, MAX(b.seq) AS last_seq
        FROM {_LINES} GROUP BY 1, 2, 3, 4) m
  WHERE a.book_id = m.book_id AND a.kind = m.kind AND a.pot_id = m.pot_id AND a.subject_id = m.subject_id;"""

_FUNCTIONS: Final = {
    "append_only": """BEGIN
  RAISE EXCEPTION 'guard:append_only' USING ERRCODE = 'integrity_constraint_violation';
END;""",
    "moved_by_entries": """BEGIN
  IF pg_trigger_depth() < 2 OR TG_OP IN ('DELETE', 'TRUNCATE') THEN
    RAISE EXCEPTION 'guard:moved_by_entries' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END;""",
    "line_of_booked_entry": """BEGIN
  IF EXISTS (SELECT 1 FROM added l JOIN entry e ON e.book_id = l.book_id AND e.seq = l.seq) THEN
    RAISE EXCEPTION 'guard:line_of_booked_entry' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END;""",
    "entry": "DECLARE broken RECORD;\nBEGIN\n"
    + "\n".join(_CHECKS)
    + _MOVES_BEFORE
    + _NEVER
    + _MOVES_AFTER
    + "\n  RETURN NULL;\nEND;",
}
