"""`medel shares`: an amount divided by a key file, with its proof, without a database."""

import csv
import json
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import Final

import click

from ledger.domain.share_proof import prove
from ledger.domain.shares import Division, Share, Unit, Weight, divide, parse_method
from ledger.errors import FileNotRead
from ledger.formats.keyfile import read_key
from ledger.money import ORE_PER_KRONA, Ore, format_kronor, parse_kronor
from ledger.wording import exact_fraction, format_decimals, format_exact, plain_decimals, plain_exact

_UNITS: Final = {"kr": Unit.KRONA, "ore": Unit.ORE}
_CSV_HEADING: Final = ("code", "name", "weight", "quota", "floor", "remainder", "extra", "share")
_NAME_COLUMNS: Final = 2
"""The first columns of the table are text, the rest are figures."""


@click.command(context_settings={"max_content_width": 100})
@click.argument("amount", metavar="BELOPP")
@click.option(
    "--key", "key_path", metavar="FIL.csv", required=True, type=click.Path(path_type=Path), help="Nyckelfilen."
)
@click.option(
    "--base", metavar="KR", default="0", help="Grundbelopp till var och en, i kronor. Resten delas efter nyckeln."
)
@click.option(
    "--residual",
    metavar="METOD",
    default="largest-remainder",
    help="largest-remainder (standard), largest-share, last eller en kod ur nyckeln.",
)
@click.option("--unit", type=click.Choice(list(_UNITS)), default="kr", help="Hela kronor (standard) eller ören.")
@click.option(
    "--format", "layout", type=click.Choice(["table", "csv", "json"]), default="table", help="Tabell, CSV eller JSON."
)
@click.help_option("--help", help="Visa den här hjälpen.")
def shares(*, amount: str, key_path: Path, base: str, residual: str, unit: str, layout: str) -> None:
    """Dela BELOPP (kronor) mellan mottagarna i en fördelningsnyckel.

    Andelarna blir alltid tillsammans exakt BELOPP, och ordningen i filen spelar ingen roll. Ingenting sparas.

    Nyckelfilen är CSV med rubrikerna code, name och weight. Komma eller semikolon skiljer kolumnerna åt.

    \b
    --residual avgör vad som händer med det som avrundningen lämnar:
      largest-remainder  alla kvoter rundas nedåt, de största resterna får 1 kr var
      largest-share      alla kvoter rundas till närmaste krona, den största andelen bär skillnaden
      last               samma, men den sista i kodordning bär skillnaden
      KOD                samma, men mottagaren med den koden bär skillnaden
    Heter en kod som en metod, skriv code: framför: --residual code:last

    \b
    Kolumnerna i CSV (belopp i kronor, punkt som decimaltecken, sista raden SUM):
      quota      exakt kvot av det som delas efter nyckeln, visad med tre decimaler av enheten
      floor      kvoten nedrundad; när en mottagare bär skillnaden: kvoten rundad till närmaste
      remainder  quota minus floor
      extra      det som mottagaren får (eller avstår) av det som avrundningen lämnar
      share      andelen: floor + extra, och grundbeloppet när --base anges

    I JSON är alla belopp hela ören (namn på _ore), kvot och rest exakta bråk i enheten (unit_ore ören).
    """  # noqa: D301 - \b keeps click from joining the lines that follow
    division = divide(
        parse_kronor(amount),
        [Weight(row.code, row.name, row.weight) for row in read_key(_content(key_path))],
        unit=_UNITS[unit],
        base_ore=parse_kronor(base),
        method=parse_method(residual),
    )
    write = {"table": _table, "csv": _csv, "json": _json}[layout]
    click.echo(write(division), nl=False)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileNotRead(path=str(path), reason=error.strerror or "") from error


def _csv(division: Division) -> str:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_CSV_HEADING)
    for row in (*division.rows, _total(division)):
        writer.writerow(
            (
                row.code,
                row.name,
                plain_exact(row.weight),
                plain_decimals(_in_kronor(division, row.quota), _places(division)),
                _plain(division, row.floor_ore),
                plain_decimals(_in_kronor(division, row.remainder), _places(division)),
                _plain(division, row.extra_ore),
                _plain(division, row.share_ore),
            )
        )
    return out.getvalue()


def _json(division: Division) -> str:
    total = _total(division)
    content = {
        "amount_ore": division.amount_ore,
        "unit_ore": int(division.unit),
        "method": str(division.method),
        "receiver": division.receiver,
        "base_ore": division.base_ore,
        "keyed_ore": division.keyed_ore,
        "total_weight": plain_exact(total.weight),
        "floors_ore": total.floor_ore,
        "residual_ore": division.residual_ore,
        "nearest_ore": division.nearest_ore,
        "rows": [_json_row(row) for row in division.rows],
        "proof": prove(division),
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _json_row(row: Share) -> dict[str, str | int]:
    return {
        "code": row.code,
        "name": row.name,
        "weight": plain_exact(row.weight),
        "quota": exact_fraction(row.quota),
        "floor_ore": row.floor_ore,
        "remainder": exact_fraction(row.remainder),
        "extra_ore": row.extra_ore,
        "base_ore": row.base_ore,
        "share_ore": row.share_ore,
    }


def _table(division: Division) -> str:
    cells = [_headings(division), *(_table_row(division, row) for row in division.rows)]
    lines = _aligned([*cells, ["", "Summa", *_table_row(division, _total(division))[_NAME_COLUMNS:]]])
    rule = "─" * len(lines[0])
    return "\n".join([lines[0], rule, *lines[1:-1], rule, lines[-1], "", prove(division), ""])


def _headings(division: Division) -> list[str]:
    by_remainder = division.receiver is None
    first, extra = ("Nedrundat", "Extra") if by_remainder else ("Avrundat", "Bär skillnaden")
    base = ["Grundbelopp"] if division.base_ore else []
    return ["Kod", "Mottagare", "Vikt", "Exakt kvot", first, "Rest", extra, *base, "Andel, kr"]


def _table_row(division: Division, row: Share) -> list[str]:
    return [
        row.code,
        row.name,
        format_exact(row.weight),
        format_decimals(_in_kronor(division, row.quota), _places(division)),
        _amount(division, row.floor_ore),
        format_decimals(_in_kronor(division, row.remainder), _places(division)),
        _amount(division, row.extra_ore) if row.extra_ore else "–",
        *([_amount(division, row.base_ore)] if division.base_ore else []),
        _amount(division, row.share_ore),
    ]


def _aligned(rows: list[list[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(_padded(cell, width, place) for place, (cell, width) in enumerate(zip(row, widths, strict=True)))
        for row in rows
    ]


def _padded(cell: str, width: int, place: int) -> str:
    return cell.ljust(width) if place < _NAME_COLUMNS else cell.rjust(width)


def _total(division: Division) -> Share:
    """The rows summed, column by column."""
    rows = division.rows
    return Share(
        code="SUM",
        name="",
        weight=division.total_weight,
        quota=sum((row.quota for row in rows), Fraction()),
        floor_ore=sum(row.floor_ore for row in rows),
        remainder=sum((row.remainder for row in rows), Fraction()),
        extra_ore=division.residual_ore,
        base_ore=division.bases_ore,
        share_ore=division.amount_ore,
    )


def _in_kronor(division: Division, units: Fraction) -> Fraction:
    return units * division.unit / ORE_PER_KRONA


def _places(division: Division) -> int:
    """Decimals that show thousandths of the unit, in kronor."""
    return 3 if division.unit is Unit.KRONA else 5


def _amount(division: Division, amount_ore: Ore) -> str:
    return format_kronor(amount_ore, unit=False, ore=division.unit is Unit.ORE)


def _plain(division: Division, amount_ore: Ore) -> str:
    return plain_decimals(Fraction(amount_ore, ORE_PER_KRONA), 0 if division.unit is Unit.KRONA else 2)
