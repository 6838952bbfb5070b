"""How a refusal's facts are written in its message: one format word for each way, as in `{amount_ore:kr}`."""

from collections.abc import Callable
from datetime import datetime
from fractions import Fraction
from string import Formatter
from typing import Any, Final

from ledger.clock import STOCKHOLM
from ledger.domain.chart import CHART, Kind, Side
from ledger.errors import BadRow, InputFault, OpenItem
from ledger.money import Ore, format_kronor
from ledger.wording import count_word, format_decimals, listed

MOST_LISTED: Final = 50
"""Longer lists are cut in the text; the refusal's facts hold them whole."""

_MONTHS: Final = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
_SIDES: Final = {Side.AUTHORITY.value: "medelssidan", Side.CASH.value: "pengasidan"}
_FAULTS: Final = {
    "zero": "vikten för {who} är 0",
    "negative": "vikten för {who} är {given}",
    "not_a_number": "vikten för {who} är ”{given}”, som inte är ett tal",
    "too_long": "vikten för {who} har för många siffror: {given}",
    "missing_weight": "vikten för {who} saknas",
    "missing_code": "koden saknas",
    "missing_name": "namnet för {who} saknas",
    "invisible_character": "koden {code!a} har ett tecken som inte syns",
    "duplicate_code": "koden {code} finns redan på rad {first_line}",
    "too_many_values": "raden för {who} har fler värden än rubriken; sätt citattecken om tal med kommatecken",
}
"""What is wrong with a row of a file, by the reason of its `BadRow`."""

_REASONS: Final = {
    "nul": "den är ingen vanlig textfil (en fil sparad som UTF-16 ser ut så)",
    "encoding": "den är varken UTF-8 eller Windows-text (cp1252)",
    "control_character": "den innehåller ett styrtecken",
    "quotes": "ett citattecken avslutas inte eller står fel",
    "not_over": "månaden är inte slut",
    "earlier_open": "en tidigare månad är öppen",
    "already_closed": "den är redan stängd",
    "No such file or directory": "den finns inte",
    "Permission denied": "behörighet saknas",
    "Is a directory": "det är en mapp",
    "Not a directory": "en del av sökvägen är ingen mapp",
    "No space left on device": "disken är full",
    "Disk quota exceeded": "utrymmet är slut",
    "File too large": "den blir större än vad som tillåts",
    "Read-only file system": "där går bara att läsa",
    "no_directory": "mappen finns inte",
}
"""Why, by the stable reason or the operating system's own words; other reasons are told as they are."""


_STATES: Final = {
    "draft": "utkast",
    "sent": "skickad",
    "partly_paid": "delvis betald",
    "paid": "betald",
    "registered": "registrerad",
    "confirmed": "sakattesterad",
    "approved": "beslutsattesterad",
    "returned": "returnerad",
    "replaced": "ersatt",
    "credited": "krediterad",
    "booked": "bokförd",
    "annulled": "rättad",
    "active": "i kraft",
    "closed": "avslutad",
    "open": "öppen",
    "withdrawn": "återkallad",
    "sent_back": "tillbakasänd",
    "unplaced": "ej ihopparad",
    "partly_placed": "delvis ihopparad",
    "placed": "ihopparad",
    "matched": "avstämd",
    "released": "inte längre avstämd",
    "carried": "överförd",
    "handed_over": "överlämnad",
    "submitted": "inlämnad",
    "partly_disallowed": "delvis underkänd",
    "disallowed": "underkänd",
}
"""A document's state in words."""


_ACCOUNTS: Final = {"bankgiro": "bankgiro", "plusgiro": "plusgiro", "bank_account": "bankkonto"}
_ANSWERS: Final = {"confirmed": "bekräftad", "refused": "avslagen"}


class Words(Formatter):
    """`str.format` with the ways of writing below; a fact without a format word is written as it is."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """The fact in the words of its format."""
        write = WAYS.get(format_spec)
        return write(value) if write is not None else super().format_field(value, format_spec)


def _kr_off(difference_ore: Ore) -> str:
    """`1 kr saknas` or `749 kr är för mycket`."""
    return f"{format_kronor(abs(difference_ore))} {'saknas' if difference_ore < 0 else 'är för mycket'}"


def _kr_bearer(difference_ore: Ore) -> str:
    """`får resten` of what is missing, `bär skillnaden` of what is too much."""
    return "får resten" if difference_ore < 0 else "bär skillnaden"


def _kr_side(balance_ore: Ore) -> str:
    """A balance with its side instead of a sign: `500 kr i kredit`."""
    return f"{format_kronor(abs(balance_ore))} i {'debet' if balance_ore >= 0 else 'kredit'}"


def _start(text: str) -> str:
    return text[:1].upper() + text[1:]


def _month(text: str) -> str:
    """`februari 2021` of `2021-02`."""
    year, _, month = text.partition("-")
    return f"{_MONTHS[int(month) - 1]} {year}"


def _moment(moment: datetime) -> str:
    return moment.astimezone(STOCKHOLM).strftime("%Y-%m-%d kl. %H.%M")


def _rows(rows: tuple[BadRow, ...]) -> str:
    """`2 rader`: a row with two faults is one row."""
    lines = len({row.line for row in rows})
    return f"{lines} {'rad' if lines == 1 else 'rader'}"


def _faults(rows: tuple[BadRow, ...]) -> str:
    told = "; ".join(_fault(row) for row in rows[:MOST_LISTED])
    more = _rows(rows[MOST_LISTED:])
    return told if len(rows) <= MOST_LISTED else f"{told}; och {more} till"


def _fault(row: BadRow) -> str:
    who = f"{row.code} {row.name}".strip() or "raden"
    fault = _FAULTS[row.reason].format(who=who, code=row.code, given=row.given, first_line=row.first_line)
    return f"rad {row.line}, {fault}"


def _state(state: str) -> str:
    return _STATES.get(state, state)


def _states(states: str) -> str:
    """`sakattesterad eller betald` of `confirmed, paid`."""
    return " eller ".join(_state(state) for state in states.split(", "))


def _lower_to(left_ore: Ore) -> str:
    return f"Sänk till högst {format_kronor(left_ore)}." if left_ore > 0 else "Inget mer kan rekvireras."


def _kr_if_any(then: str) -> Callable[[Ore], str]:
    """A sentence of its own about an amount, and none about nothing."""
    return lambda ore: f" {format_kronor(ore)} {then}" if ore > 0 else ""


def _at_most(verb: str, nothing: str) -> Callable[[Ore], str]:
    return lambda ore: f"{verb} högst {format_kronor(ore)}." if ore > 0 else nothing


def _attest_first(invoices: tuple[str, ...]) -> str:
    return f" Attestera eller returnera först {_list(invoices)}." if invoices else ""


def _open_items(items: tuple[OpenItem, ...]) -> str:
    """`Skuld till leverantör eller mottagare L-2021-01 250 000 kr (Suicidprevention 2020)`, each open item so."""
    return _list(tuple(_open_item(item) for item in items))


def _open_item(item: OpenItem) -> str:
    told = f"{CHART[Kind(item.kind)].heading} {item.document}".rstrip()
    return f"{told} {format_kronor(abs(item.amount_ore))} ({item.pot})"


def _input_faults(faults: tuple[InputFault, ...]) -> str:
    """Each fault on a line of its own: where, what, and what to do."""
    lines = [f"\n{fault.path}: {fault.what} {fault.to_do}".replace("\n: ", "\n") for fault in faults[:MOST_LISTED]]
    more = len(faults) - MOST_LISTED
    return "".join(lines) + (f"\n… och {more} till." if more > 0 else "")


def _either(words: tuple[str, ...]) -> str:
    return listed(words).replace(" och ", " eller ")


def _list(words: tuple[str, ...]) -> str:
    more = len(words) - MOST_LISTED
    return listed(words) if more <= 0 else listed((*words[:MOST_LISTED], f"{more} till"))


WAYS: Final[dict[str, Callable[[Any], str]]] = {
    "kr": format_kronor,
    "kr_off": _kr_off,
    "kr_bearer": _kr_bearer,
    "kr_side": _kr_side,
    "kr_none": lambda ore: "inget" if ore == 0 else format_kronor(ore),
    "kr_lower_to": _lower_to,
    "kr_recall_first": _kr_if_any("är utbetalt; återkräv det först."),
    "kr_take_first": _kr_if_any("är fördelat vidare; ta först tillbaka det."),
    "kr_release_first": _kr_if_any("är reserverat eller intecknat; frisläpp det först."),
    "kr_rest_charged": lambda ore: ", resten är fakturerat" if ore > 0 else "",
    "kr_waits": lambda ore: f"; {format_kronor(ore)} väntar på attest" if ore > 0 else "",
    "kr_lower_at_most": _at_most("Sänk med", "Det går inte att sänka."),
    "kr_release_at_most": _at_most("Frisläpp", "Det finns inget att frisläppa."),
    "count": count_word,
    "start": _start,
    "kind": lambda kind: CHART[Kind(kind)].heading,
    "side": lambda side: _SIDES[side],
    "month": _month,
    "month_start": lambda text: _start(_month(text)),
    "moment": _moment,
    "why": lambda reason: _REASONS.get(reason, reason),
    "rows": _rows,
    "faults": _faults,
    "list": _list,
    "after_colon": lambda words: f": {_list(words)}" if words else "",
    "state": _state,
    "states": _states,
    "account": lambda kind: _ACCOUNTS.get(kind, kind),
    "answer": lambda answer: _ANSWERS.get(answer, answer),
    "bytes": lambda size: f"{format_decimals(Fraction(size), 0)}\u00a0byte",
    "suffix": lambda suffix: suffix or "utan ändelse",
    "attest_first": _attest_first,
    "until_further": lambda day: " tills vidare" if day is None else f" till {day}",
    "or_wait": lambda day: "" if day is None else f", eller vänta till {day}",
    "open_items": _open_items,
    "input_faults": _input_faults,
    "did_you_mean": lambda names: f" Menade du {_either(names)}?" if names else "",
    "either": _either,
    "at_latest": lambda day: "" if day is None else f", senast {day}",
    "until": lambda day: "" if day is None else f" till {day}",
    "ended": lambda day: "" if day is None else f" gällde till {day}. Be administratören förlänga den",
    "begins": lambda day: "" if day is None else f" gäller från {day}. Vänta till dess",
    "at_line": lambda line: "" if line is None else f" (rad {line})",
    "first_day": lambda day: "" if day is None else f" Första dag är {day}.",
    "last_day": lambda day: "" if day is None else f" Sista dag är {day}.",
}
"""How a fact can be written; those that begin with `kr` take öre."""
