"""The ways of writing a fact, by format word; each takes the fact and the reader's language."""

from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Final, TypeAlias

from ledger.clock import STOCKHOLM
from ledger.domain.chart import CHART, Kind
from ledger.errors import BadRow, InputFault, OpenItem
from ledger.language import Language
from ledger.money import Ore, format_kronor
from ledger.placeholders.fact_words import word
from ledger.placeholders.vocabulary import ACCOUNTS, ANSWERS, FAULTS, MONTHS, REASONS, SIDES, STATES, Pairs, told
from ledger.wording import count_word, either, format_decimals, listed

MOST_LISTED: Final = 50
"""Longer lists are cut in the text; the refusal's facts hold them whole."""

Way: TypeAlias = Callable[[Any, Language], str]


def _kr_off(difference_ore: Ore, language: Language) -> str:
    """`1 kr saknas` or `749 kr är för mycket`."""
    missing, much = language.of("saknas", "is missing"), language.of("är för mycket", "is too much")
    return f"{format_kronor(abs(difference_ore))} {missing if difference_ore < 0 else much}"


def _kr_bearer(difference_ore: Ore, language: Language) -> str:
    """`får resten` of what is missing, `bär skillnaden` of what is too much."""
    if difference_ore < 0:
        return language.of("får resten", "gets the rest")
    return language.of("bär skillnaden", "bears the difference")


def _kr_side(balance_ore: Ore, language: Language) -> str:
    """A balance with its side instead of a sign: `500 kr i kredit`."""
    side = language.of("debet", "debit") if balance_ore >= 0 else language.of("kredit", "credit")
    return f"{format_kronor(abs(balance_ore))} {language.of('i', 'in')} {side}"


def _start(text: str) -> str:
    return text[:1].upper() + text[1:]


def _month(text: str, language: Language) -> str:
    """`februari 2021` of `2021-02`."""
    year, _, month = text.partition("-")
    return f"{MONTHS[language][int(month) - 1]} {year}"


def _moment(moment: datetime, language: Language) -> str:
    return moment.astimezone(STOCKHOLM).strftime(language.of("%Y-%m-%d kl. %H.%M", "%Y-%m-%d at %H:%M"))


def _rows(rows: tuple[BadRow, ...], language: Language) -> str:
    """`2 rader`: a row with two faults is one row."""
    lines = len({row.line for row in rows})
    return f"{lines} {language.of('rad', 'row') if lines == 1 else language.of('rader', 'rows')}"


def _places(count: int, language: Language) -> str:
    """`ett ställe`, `sex ställen`."""
    if count == 1:
        return language.of("ett ställe", "one place")
    return f"{count_word(count, language)} {language.of('ställen', 'places')}"


def _faults(rows: tuple[BadRow, ...], language: Language) -> str:
    all_told = "; ".join(_fault(row, language) for row in rows[:MOST_LISTED])
    more = _rows(rows[MOST_LISTED:], language)
    return (
        all_told if len(rows) <= MOST_LISTED else f"{all_told}; {language.of(f'och {more} till', f'and {more} more')}"
    )


def _fault(row: BadRow, language: Language) -> str:
    who = f"{row.code} {row.name}".strip() or language.of("raden", "the row")
    words = told(FAULTS, row.reason, language)
    fault = words.format(who=who, code=row.code, given=row.given, first_line=row.first_line)
    return f"{language.of('rad', 'row')} {row.line}, {fault}"


def _states(states: str, language: Language) -> str:
    """`sakattesterad eller betald` of `confirmed, paid`."""
    return language.of(" eller ", " or ").join(told(STATES, state, language) for state in states.split(", "))


def _kr_lower_to(left_ore: Ore, language: Language) -> str:
    if left_ore <= 0:
        return language.of("Inget mer kan rekvireras.", "No more can be requisitioned.")
    left = format_kronor(left_ore)
    return language.of(f"Sänk till högst {left}.", f"Lower it to {left} at most.")


def _kr_if_any(swedish: str, english: str) -> Way:
    """Words about an amount, where `{kr}` is it, and none about nothing."""
    return lambda ore, language: language.of(swedish, english).format(kr=format_kronor(ore)) if ore > 0 else ""


def _kr_or(some: tuple[str, str], none: tuple[str, str]) -> Way:
    """Words about an amount, where `{kr}` is it, and others about nothing."""
    return lambda ore, language: language.of(*(some if ore > 0 else none)).format(kr=format_kronor(ore))


def _attest_first(invoices: tuple[str, ...], language: Language) -> str:
    if not invoices:
        return ""
    named = _list(invoices, language)
    return language.of(f" Attestera eller returnera först {named}.", f" First attest or return {named}.")


def _open_items(items: tuple[OpenItem, ...], language: Language) -> str:
    """`Skuld till leverantör eller mottagare L-2021-01 250 000 kr (Suicidprevention 2020)`, each open item so."""
    return _list(tuple(_open_item(item, language) for item in items), language)


def _open_item(item: OpenItem, language: Language) -> str:
    called = f"{_kind(item.kind, language)} {item.document}".rstrip()
    return f"{called} {format_kronor(abs(item.amount_ore))} ({item.pot})"


def _input_faults(faults: tuple[InputFault, ...], language: Language) -> str:
    """Each fault on a line of its own: where, what, and what to do."""
    lines = [f"\n{fault.path}: {_input_fault(fault, language)}".replace("\n: ", "\n") for fault in faults[:MOST_LISTED]]
    more = len(faults) - MOST_LISTED
    return "".join(lines) + (language.of(f"\n… och {more} till.", f"\n… and {more} more.") if more > 0 else "")


def _input_fault(fault: InputFault, language: Language) -> str:
    return f"{language.of(fault.what, fault.what_en)} {language.of(fault.to_do, fault.to_do_en)}"


def _did_you_mean(names: tuple[str, ...], language: Language) -> str:
    return f" {language.of('Menade du', 'Did you mean')} {either(names, language)}?" if names else ""


def _list(words: tuple[str, ...], language: Language) -> str:
    more = len(words) - MOST_LISTED
    cut = (*words[:MOST_LISTED], language.of(f"{more} till", f"{more} more"))
    return listed(words if more <= 0 else cut, language)


def _kind(kind: str, language: Language) -> str:
    """The account's name, as it is written where it begins a sentence or a row."""
    return _start(word(CHART[Kind(kind)].heading, language))


def _of(pairs: Pairs) -> Way:
    return lambda value, language: told(pairs, value, language)


def _on(day_words: tuple[str, str], no_day: tuple[str, str] = ("", "")) -> Way:
    """Words about a day, where `{day}` is it, and others where there is none."""

    def write(day: date | None, language: Language) -> str:
        return language.of(*(no_day if day is None else day_words)).format(day=day)

    return write


WAYS: Final[dict[str, Way]] = {
    "kr": lambda ore, _: format_kronor(ore),
    "kr_off": _kr_off,
    "kr_bearer": _kr_bearer,
    "kr_side": _kr_side,
    "kr_none": lambda ore, language: language.of("inget", "nothing") if ore == 0 else format_kronor(ore),
    "kr_lower_to": _kr_lower_to,
    "kr_recall_first": _kr_if_any(" {kr} är utbetalt; återkräv det först.", " {kr} is paid out; reclaim it first."),
    "kr_take_first": _kr_if_any(
        " {kr} är fördelat vidare; ta först tillbaka det.", " {kr} is allocated further; take it back first."
    ),
    "kr_release_first": _kr_if_any(
        " {kr} är reserverat eller intecknat; frisläpp det först.", " {kr} is reserved or committed; release it first."
    ),
    "kr_rest_charged": _kr_if_any(", resten är fakturerat", ", the rest is invoiced"),
    "kr_waits": _kr_if_any("; {kr} väntar på attest", "; {kr} waits for attest"),
    "kr_lower_at_most": _kr_or(
        ("Sänk med högst {kr}.", "Lower it by {kr} at most."), ("Det går inte att sänka.", "It cannot be lowered.")
    ),
    "kr_release_at_most": _kr_or(
        ("Frisläpp högst {kr}.", "Release {kr} at most."),
        ("Det finns inget att frisläppa.", "There is nothing to release."),
    ),
    "count": count_word,
    "places": _places,
    "start": lambda text, _: _start(text),
    "word": word,
    "word_start": lambda text, language: _start(word(text, language)),
    "words": lambda words, language: _list(tuple(word(one, language) for one in words), language),
    "kind": _kind,
    "side": _of(SIDES),
    "month": _month,
    "month_start": lambda text, language: _start(_month(text, language)),
    "moment": _moment,
    "why": _of(REASONS),
    "rows": _rows,
    "faults": _faults,
    "list": _list,
    "after_colon": lambda words, language: f": {_list(words, language)}" if words else "",
    "state": _of(STATES),
    "states": _states,
    "account": _of(ACCOUNTS),
    "answer": _of(ANSWERS),
    "bytes": lambda size, language: f"{format_decimals(Fraction(size), 0)}\u00a0{language.of('byte', 'bytes')}",
    "suffix": lambda suffix, language: suffix or language.of("utan ändelse", "without an ending"),
    "attest_first": _attest_first,
    "until_further": _on((" till {day}", " until {day}"), (" tills vidare", " until further notice")),
    "or_wait": _on((", eller vänta till {day}", ", or wait until {day}")),
    "open_items": _open_items,
    "input_faults": _input_faults,
    "did_you_mean": _did_you_mean,
    "either": lambda words, language: either((word(one, language) for one in words), language),
    "at_latest": _on((", senast {day}", ", by {day} at the latest")),
    "until": _on((" till {day}", " until {day}")),
    "ended": _on(
        (" gällde till {day}. Be administratören förlänga den", " held until {day}. Ask the administrator to extend it")
    ),
    "begins": _on((" gäller från {day}. Vänta till dess", " holds from {day}. Wait until then")),
    "at_line": lambda line, language: "" if line is None else f" ({language.of('rad', 'line')} {line})",
    "first_day": _on((" Första dag är {day}.", " The first day is {day}.")),
    "last_day": _on((" Sista dag är {day}.", " The last day is {day}.")),
}
"""How a fact can be written; those that begin with `kr` take öre."""
