"""What can be wrong with a field, said in both languages: what it is, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from marshmallow import ValidationError

from ledger.errors import InputFault

_MOST_NAMED: Final = 12


@dataclass(frozen=True)
class Fault:
    """One fault of a field, before it is known where the field stands."""

    reason: str
    what: str
    to_do: str
    what_en: str
    to_do_en: str

    def at(self, path: Iterable[str | int]) -> InputFault:
        """The fault where it stands."""
        where = ".".join(str(step) for step in path)
        return InputFault(where, self.reason, self.what, self.to_do, self.what_en, self.to_do_en)


def refused(fault: Fault) -> ValidationError:
    """The fault as marshmallow carries it to where the field stands."""
    # A list of anything is passed on as it is; only the annotation speaks of text.
    told: list[Any] = [fault]
    return ValidationError(told)


MISSING: Final = Fault("missing", "Fältet saknas.", "Ange ett värde.", "The field is missing.", "Give it a value.")
FLOAT: Final = Fault(
    "float",
    "Tal med decimaler i JSON kan ändras när de läses, så belopp tas inte emot så.",
    "Ange hela ören som heltal, eller kronor som text i fältet på _kr, till exempel ”1 000,50”.",
    "Numbers with decimals in JSON may change when they are read, so amounts are not taken that way.",
    "Give whole öre as an integer, or kronor as text in the field ending in _kr, such as “1 000,50”.",
)
ORE: Final = Fault(
    "ore",
    "Beloppet är inte ett heltal i ören.",
    "Ange ören som heltal, till exempel 100000 för 1 000 kr, eller kronor i fältet på _kr.",
    "The amount is not a whole number of öre.",
    "Give öre as an integer, such as 100000 for 1 000 kr, or kronor in the field ending in _kr.",
)
BOTH: Final = Fault(
    "both",
    "Beloppet är angivet både i ören och i kronor.",
    "Ange ett av dem.",
    "The amount is given both in öre and in kronor.",
    "Give one of them.",
)
TEXT: Final = Fault(
    "text",
    "Värdet är inte text.",
    "Skriv det inom citattecken.",
    "The value is not text.",
    "Write it within quotation marks.",
)
CHARACTERS: Final = Fault(
    "characters",
    "Texten har ett tecken som inte går att spara.",
    "Ta bort styrtecken och halva teckenpar.",
    "The text has a character that cannot be kept.",
    "Take away control characters and lone surrogates.",
)
LONG: Final = Fault(
    "long",
    "Texten är längre än 10 000 tecken.",
    "Korta den, eller bifoga en fil.",
    "The text is longer than 10 000 characters.",
    "Shorten it, or attach a file.",
)
DAY: Final = Fault(
    "day",
    "Värdet är inte en dag mellan 1900 och 2199.",
    "Skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2020-12-31.",
    "The value is not a day between 1900 and 2199.",
    "Write the day as YYYY-MM-DD, such as 2020-12-31.",
)
MONTH: Final = Fault(
    "month",
    "Värdet är inte en månad.",
    "Skriv månaden som ÅÅÅÅ-MM, till exempel 2020-12.",
    "The value is not a month.",
    "Write the month as YYYY-MM, such as 2020-12.",
)
YES_NO: Final = Fault(
    "yes_no",
    "Värdet är varken sant eller falskt.",
    "Skriv true eller false (ja eller nej går också).",
    "The value is neither true nor false.",
    "Write true or false.",
)
ROWS: Final = Fault(
    "rows",
    "Värdet är inte en lista.",
    "Skriv raderna inom hakparenteser, en eller flera, högst 5 000.",
    "The value is not a list.",
    "Write the rows within square brackets, one or more, 5 000 at the most.",
)
OBJECT: Final = Fault(
    "object",
    "Värdet är inte fält med namn.",
    "Skriv ”namn”: värde mellan klammerparenteser.",
    "The value is not named fields.",
    "Write “name”: value between braces.",
)
TWICE: Final = Fault(
    "twice",
    "Samma rad finns redan i listan.",
    "Lägg ihop dem till en rad.",
    "The same row is in the list already.",
    "Make one row of them.",
)
ONE_THING: Final = Fault(
    "one_thing",
    "Det ska stå en sak som filen hör till.",
    "Ange ett av fälten document, decision, agreement och organisation.",
    "One thing that the file belongs to must be given.",
    "Give one of the fields document, decision, agreement and organisation.",
)
VOUCHER: Final = Fault(
    "voucher",
    "Värdet är inte en verifikation.",
    "Skriv dess år och nummer, till exempel 2021-118.",
    "The value is not a voucher.",
    "Write its year and number, such as 2021-118.",
)
EXACT: Final = Fault(
    "exact",
    "Värdet är inte ett exakt tal större än noll.",
    "Skriv det som text: 1/3, 12,5 %, 0,125 eller ett heltal.",
    "The value is not an exact number above zero.",
    "Write it as text: 1/3, 12,5 %, 0,125 or an integer.",
)
BASE64: Final = Fault(
    "base64",
    "Filens innehåll är inte Base64.",
    "Koda filen med Base64; på kommandoraden: content=@sökväg.",
    "The file's content is not Base64.",
    "Encode the file as Base64; on the command line: content=@path.",
)
ALIAS: Final = Fault(
    "alias",
    "Raden kan inte heta så.",
    "Börja med en bokstav, och använd bokstäver a–z, siffror, _ och -.",
    "The line cannot be called that.",
    "Begin with a letter, and use letters a–z, digits, _ and -.",
)
REFERENCE: Final = Fault(
    "reference",
    "Värdet är varken ett id eller en beteckning.",
    "Ange id som heltal eller #7, eller det som saken heter, till exempel en kod eller ett nummer.",
    "The value is neither an id nor a name.",
    "Give the id as an integer or #7, or what the thing is called, such as a code or a number.",
)


def whole(least: int, most: int) -> Fault:
    """A number that is not whole, or too small or large."""
    return Fault(
        "whole",
        f"Värdet är inte ett heltal mellan {least} och {most}.",
        "Ange ett sådant heltal.",
        f"The value is not a whole number between {least} and {most}.",
        "Give such a number.",
    )


def choice(given: str, choices: Iterable[str]) -> Fault:
    """Another word than those there are."""
    known = tuple(choices)
    return Fault(
        "choice",
        f"”{given}” är inget av valen.",
        f"Välj {_near(given, known, 'menade du')}bland {', '.join(known)}.",
        f"“{given}” is none of the choices.",
        f"Choose {_near(given, known, 'did you mean')}among {', '.join(known)}.",
    )


def kronor(given: str) -> Fault:
    """Text that is no amount in kronor, or that may mean several."""
    return Fault(
        "kronor",
        f"”{given}” är inte ett entydigt belopp i kronor.",
        "Skriv till exempel 1 000 eller 1 000,50, med högst två decimaler.",
        f"“{given}” is no unambiguous amount in kronor.",
        "Write such as 1 000 or 1 000,50, with two decimals at the most.",
    )


def unknown_field(name: str, known: Iterable[str]) -> Fault:
    """A field that the command does not have, with those spelled nearly so."""
    names = tuple(known)
    near = get_close_matches(name, names, n=2, cutoff=0.5)
    told, told_en = (" eller ".join(near), " or ".join(near)) if near else (", ".join(names), ", ".join(names))
    return Fault(
        "unknown_field",
        "Fältet finns inte här.",
        f"Ta bort det, eller menade du {told}?" if near else f"Ta bort det. Fälten är {told}.",
        "There is no such field here.",
        f"Take it away, or did you mean {told_en}?" if near else f"Take it away. The fields are {told_en}.",
    )


def unknown_thing(kind: str, kind_en: str, given: str, how: tuple[str, str]) -> Fault:
    """A reference that leads nowhere; `how` says in both languages what the kind is named by."""
    return Fault(
        "unknown_reference",
        f"{given} går inte att hitta ({kind}).",
        f"Ange {how[0]}, eller id som heltal.",
        f"{given} is not to be found ({kind_en}).",
        f"Give {how[1]}, or the id as an integer.",
    )


def ambiguous_thing(kind: str, kind_en: str, given: str, found: Iterable[str]) -> Fault:
    """A reference that leads to several."""
    told = tuple(found)
    named = "; ".join(told[:_MOST_NAMED]) + ("; …" if len(told) > _MOST_NAMED else "")
    return Fault(
        "ambiguous_reference",
        f"{given} kan vara {len(told)} olika ({kind}).",
        f"Välj en av: {named}.",
        f"{given} may be any of {len(told)} ({kind_en}).",
        f"Choose one of: {named}.",
    )


def unknown_result(given: str, known: Iterable[str]) -> Fault:
    """A reference to an earlier line's result that is not there."""
    names = ", ".join(f"${name}" for name in known) or "–"
    return Fault(
        "unknown_result",
        f"{given} finns inte bland tidigare rader.",
        f"De som finns är {names}; lägg till fältets namn, som i $r1.id.",
        f"{given} is not among earlier lines.",
        f"Those there are: {names}; add the field's name, as in $r1.id.",
    )


def _near(given: str, known: tuple[str, ...], asked: str) -> str:
    near = get_close_matches(given, known, n=1, cutoff=0.6)
    return f"({asked} {near[0]}?) " if near else ""
