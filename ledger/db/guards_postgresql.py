"""The guards as PostgreSQL triggers. A raised message begins with `guard:`, then the guard's stable name.

The entry's guard works on all entries of a statement at once, so that an import pays for it once. Triggers are ALWAYS
enabled: a session in replica mode meets them too. Their functions look names up in the book's own schema, where no
temporary table can stand in the way of a real one, and walk indexes only: a plan made while the book was small is kept
while it grows.
"""

from collections.abc import Callable, Iterator
from typing import Final

from ledger.db.guards_chart import NEVER_CREDIT, NEVER_DEBIT
from ledger.db.guards_entry import Words, refusals
from ledger.db.guards_periods import PeriodWords, period_refusals

IN_PLACE: Final = """
SELECT t.tgname, pg_get_triggerdef(t.oid, true) || CASE t.tgenabled
  WHEN 'A' THEN format(E';\\nALTER TABLE %I ENABLE ALWAYS TRIGGER %I', c.relname, t.tgname) ELSE '' END
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace
UNION ALL
SELECT p.proname, pg_get_functiondef(p.oid) FROM pg_proc p
WHERE p.pronamespace = current_schema()::regnamespace AND p.proname LIKE 'guard\\_%'
"""

_SETTINGS: Final = "".join(
    f" SET {setting} TO 'off'\n" for setting in ("enable_seqscan", "enable_hashjoin", "enable_mergejoin", "jit")
)


def removals(query: Callable[[str], list[tuple[object, ...]]]) -> list[str]:
    """Statements that take the guards away: the functions, and with each the triggers that call it."""
    names = query(
        "SELECT p.proname FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace "
        "AND p.proname LIKE 'guard\\_%' ORDER BY 1"
    )
    return [f'DROP FUNCTION "{name}" CASCADE' for (name,) in names]


def statements(append_only: tuple[str, ...], schema: str) -> Iterator[tuple[str, str]]:
    """Name and statement of every guard, to the letter as the server tells it back.

    `schema` is the one the book's tables lie in, a plain name.
    """
    head = f" RETURNS trigger\n LANGUAGE plpgsql\n SET search_path TO '{schema}', 'pg_temp'\n{_SETTINGS}"
    for name, body in _FUNCTIONS.items():
        made = f"CREATE OR REPLACE FUNCTION {schema}.guard_{name}()\n{head}AS $function$\n{body}\n$function$\n"
        yield f"guard_{name}", made
    for table in append_only:
        yield _trigger(table, "append_only", f"BEFORE DELETE OR UPDATE OR TRUNCATE ON {table}", "append_only")
    for table in ("account", "turnover"):
        when = f"BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON {table}"
        yield _trigger(table, "moved", when, "moved_by_entries")
    yield _trigger("line", "added", "AFTER INSERT ON line REFERENCING NEW TABLE AS added", "line")
    yield _trigger("entry", "booked", "AFTER INSERT ON entry REFERENCING NEW TABLE AS booked", "entry")
    for table in _PERIODS:
        yield _trigger(table, "added", f"AFTER INSERT ON {table} REFERENCING NEW TABLE AS added", table)


def _trigger(table: str, name: str, when: str, function: str) -> tuple[str, str]:
    full = f"guard_{table}_{name}"
    return full, (
        f"CREATE TRIGGER {full} {when} FOR EACH STATEMENT EXECUTE FUNCTION guard_{function}();\n"
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {full}"
    )


_REFUSE: Final = "RAISE EXCEPTION 'guard:{}' USING ERRCODE = 'integrity_constraint_violation';"
_WORDS: Final = Words(
    new="b",
    is_not="IS DISTINCT FROM",
    year="EXTRACT(YEAR FROM b.booked_on)",
    month="date_trunc('month', b.booked_on)::date",
)
# Every key starts with the book: while it is small any of its indexes looks as good as the right one.
_PLANNED_ANEW: Final = """  IF EXISTS (SELECT 1 FROM {} WHERE MOD(seq, 500) = 0) THEN
    DISCARD PLANS;
  END IF;"""
_CHECKS: Final = f"""  SELECT c.refused INTO refused
  FROM (SELECT b.book_id, b.seq, CASE
{chr(10).join(f"    WHEN {condition} THEN '{name}'" for name, condition in refusals(_WORDS))}
    END AS refused FROM booked b) c
  WHERE c.refused IS NOT NULL ORDER BY c.book_id, c.seq LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', MESSAGE = 'guard:' || refused;
  END IF;"""

_LINES: Final = "booked b JOIN line l ON l.book_id = b.book_id AND l.seq = b.seq"

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

# Each entry is held against what stood when it was booked, though the statement may hold later ones that make it good.
# `sign` turns "never debit" into "never below zero". At the end of day d an account stands at today's balance, moved by
# the whole statement, less what moved after d; after one entry it stood there at that less what the later entries of
# the statement moved by d. Only days that are short without all that the statement gained are looked at so closely.
_NEVER: Final = f"""
  WITH moved AS MATERIALIZED (
    SELECT l.book_id, l.kind, l.pot_id, l.subject_id, n.sign, b.seq, b.booked_on, n.sign * l.amount_ore AS gain_ore
    FROM {_LINES}
    CROSS JOIN LATERAL (SELECT CASE WHEN {NEVER_CREDIT} THEN 1 WHEN {NEVER_DEBIT} THEN -1 END AS sign) n
    WHERE n.sign IS NOT NULL
  ), lessened AS MATERIALIZED (
    SELECT book_id, kind, pot_id, subject_id, sign, MIN(booked_on) AS from_day,
      SUM(gain_ore) AS net_ore, SUM(GREATEST(gain_ore, 0)) AS gained_ore
    FROM moved GROUP BY 1, 2, 3, 4, 5 HAVING MIN(gain_ore) < 0
  ), tight AS MATERIALIZED (
    SELECT m.book_id, m.kind, m.pot_id, m.subject_id, d.day, d.stands_ore
    FROM lessened m JOIN account a USING (book_id, kind, pot_id, subject_id)
    CROSS JOIN LATERAL (
      SELECT n.day, m.sign * a.balance_ore + m.net_ore - COALESCE(SUM(m.sign * n.net_ore)
        OVER (ORDER BY n.day DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS stands_ore
      FROM (SELECT t.day, SUM(t.debit_ore - t.credit_ore) AS net_ore FROM turnover t
            WHERE t.book_id = m.book_id AND t.kind = m.kind AND t.pot_id = m.pot_id AND t.subject_id = m.subject_id
            AND t.day >= m.from_day GROUP BY t.day) n) d
    WHERE d.stands_ore < m.gained_ore
  )
  SELECT s.kind, s.pot_id, s.subject_id, s.day, s.sign * s.stood_ore AS balance_ore INTO broken
  FROM (SELECT d.kind, d.pot_id, d.subject_id, d.day, m.sign, m.seq, d.stands_ore - COALESCE(SUM(m.gain_ore)
          OVER (PARTITION BY d.book_id, d.kind, d.pot_id, d.subject_id, d.day
                ORDER BY m.seq DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS stood_ore
        FROM tight d JOIN moved m USING (book_id, kind, pot_id, subject_id) WHERE m.booked_on <= d.day) s
  WHERE s.stood_ore < 0 ORDER BY s.seq, s.day, s.kind, s.pot_id, s.subject_id LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', MESSAGE = concat_ws('|', 'guard:never',
      broken.kind, broken.pot_id, broken.subject_id, broken.day, broken.balance_ore);
  END IF;"""

_MOVES_AFTER: Final = f"""
  UPDATE account a SET balance_ore = a.balance_ore + m.moved_ore, last_seq = m.last_seq
  FROM (SELECT l.book_id, l.kind, l.pot_id, l.subject_id, SUM(l.amount_ore) AS moved_ore, MAX(b.seq) AS last_seq
        FROM {_LINES} GROUP BY 1, 2, 3, 4) m
  WHERE a.book_id = m.book_id AND a.kind = m.kind AND a.pot_id = m.pot_id AND a.subject_id = m.subject_id;"""

_PERIODS: Final = period_refusals(
    PeriodWords(new="b", year_of_month="EXTRACT(YEAR FROM b.month)", december="make_date(b.year::int, 12, 1)")
)


def _refusing(refused: tuple[tuple[str, str], ...]) -> str:
    """The body of a guard that looks at each added row by itself."""
    checks = (
        f"  IF EXISTS (SELECT 1 FROM added b WHERE {condition}) THEN\n    {_REFUSE.format(name)}\n  END IF;"
        for name, condition in refused
    )
    return "\n".join(("BEGIN", *checks, "  RETURN NULL;", "END;"))


_FUNCTIONS: Final = {
    "append_only": f"BEGIN\n  {_REFUSE.format('append_only')}\nEND;",
    "moved_by_entries": f"""BEGIN
  IF pg_trigger_depth() < 2 OR TG_OP IN ('DELETE', 'TRUNCATE') THEN
    {_REFUSE.format("moved_by_entries")}
  END IF;
  RETURN NULL;
END;""",
    # Numbered from 1 without a gap, so that lines left behind in the way of the next entry collide with its own.
    "line": f"""BEGIN
{_PLANNED_ANEW.format("added")}
  IF EXISTS (SELECT 1 FROM (SELECT book_id, MIN(seq) AS seq FROM added GROUP BY book_id) a
             WHERE a.seq <= (SELECT MAX(e.seq) FROM entry e WHERE e.book_id = a.book_id)) THEN
    {_REFUSE.format("line_of_booked_entry")}
  END IF;
  IF EXISTS (SELECT 1 FROM (SELECT DISTINCT a.book_id, a.seq FROM added a) a JOIN line l USING (book_id, seq)
             GROUP BY a.book_id, a.seq HAVING MIN(l.line_no) <> 1 OR MAX(l.line_no) <> COUNT(*)) THEN
    {_REFUSE.format("line_number")}
  END IF;
  RETURN NULL;
END;""",
    "entry": f"""DECLARE refused TEXT; broken RECORD;
BEGIN
{_PLANNED_ANEW.format("booked")}
{_CHECKS}{_MOVES_BEFORE}{_NEVER}{_MOVES_AFTER}
  RETURN NULL;
END;""",
    **{table: _refusing(refused) for table, refused in _PERIODS.items()},
}
