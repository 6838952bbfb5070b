"""`medel shares` divides without a database, in three forms that agree, and lets refusals through to the shell."""

import csv
import json
from fractions import Fraction
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from ledger.cli.shares import shares
from ledger.errors import (
    AmountAmbiguous,
    FileNotRead,
    KeyBadRows,
    LedgerError,
    ResidualReceiverUnknown,
    ShareBaseExceedsAmount,
    ShareUnitTooCoarse,
)

SKR_2022 = Path(__file__).parents[1] / "data" / "skr_womens_health_2022.csv"
"""SKR's published table "kvinnors hälsa 2022, fördelning av medel": 1 382 000 000 kr to 21 regions, with its key."""

Rows = list[dict[str, str]]


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "nyckel.csv"
    path.write_text(
        "code;name;weight\nFB;Fyrbodal;273 837\nGR;GR;955 143\nlast;Boråsregionen;226 087\nSK;Skaraborg;268 462\n",
        encoding="cp1252",
    )
    return path


def run(*arguments: object) -> str:
    answer = CliRunner().invoke(shares, [str(argument) for argument in arguments], catch_exceptions=False)
    assert answer.exit_code == 0, answer.output
    return answer.output


def run_csv(*arguments: object) -> Rows:
    return list(csv.DictReader(StringIO(run(*arguments, "--format", "csv"))))


def test_the_state_table_comes_out_to_the_krona() -> None:
    with SKR_2022.open(encoding="utf-8", newline="") as file:
        official = {row["code"]: row["official_kr"] for row in csv.DictReader(file)}
    *rows, total = run_csv("1382000000", "--key", SKR_2022)
    assert {row["code"]: row["share"] for row in rows} == official
    assert (total["code"], total["share"]) == ("SUM", "1382000000")


def test_csv_to_the_letter(key: Path) -> None:
    assert run("7 000 000 kr", "--key", key, "--format", "csv") == (
        "code,name,weight,quota,floor,remainder,extra,share\n"
        "FB,Fyrbodal,273837,1112171.017,1112171,0.017,0,1112171\n"
        "GR,GR,955143,3879250.654,3879250,0.654,1,3879251\n"
        "last,Boråsregionen,226087,918237.523,918237,0.523,0,918237\n"
        "SK,Skaraborg,268462,1090340.807,1090340,0.807,1,1090341\n"
        "SUM,,1723529,7000000.000,6999998,2.000,2,7000000\n"
    )


def test_csv_in_ore_is_kronor_with_two_decimals(key: Path) -> None:
    *_, last, total = run_csv("7000000", "--key", key, "--unit", "ore")
    assert (last["quota"], last["floor"], last["remainder"]) == ("1090340.80657", "1090340.80", "0.00657")
    assert (last["extra"], last["share"], total["share"]) == ("0.01", "1090340.81", "7000000.00")


def test_a_bearer_shows_the_rounded_quota_and_what_it_bears(key: Path) -> None:
    rows = run_csv("7000000", "--key", key, "--residual", "largest-share")
    assert [row["floor"] for row in rows] == ["1112171", "3879251", "918238", "1090341", "7000001"]
    assert [row["remainder"] for row in rows] == ["0.017", "-0.346", "-0.477", "-0.193", "-1.000"]
    assert [row["extra"] for row in rows] == ["0", "-1", "0", "0", "-1"]
    assert [row["share"] for row in rows] == ["1112171", "3879250", "918238", "1090341", "7000000"]


@pytest.mark.parametrize(
    ("residual", "receiver"),
    [("largest-share", "GR"), ("last", "last"), ("code:last", "last"), ("SK", "SK"), ("code:SK", "SK")],
)
def test_who_bears_by_rule_or_by_code(key: Path, residual: str, receiver: str) -> None:
    """A rule's name goes before a code of that name; in code order `last` comes last here as well."""
    answer = json.loads(run("7000000", "--key", key, "--residual", residual, "--format", "json"))
    assert answer["receiver"] == receiver


def test_json_has_whole_ore_and_exact_fractions(key: Path) -> None:
    answer = json.loads(run("7000000", "--key", key, "--base", "100000", "--format", "json"))
    assert (answer["amount_ore"], answer["base_ore"], answer["keyed_ore"]) == (700_000_000, 10_000_000, 660_000_000)
    assert (answer["unit_ore"], answer["method"], answer["receiver"]) == (100, "largest-remainder", None)
    assert answer["total_weight"] == "1723529"
    for row in answer["rows"]:
        assert row["share_ore"] == row["base_ore"] + row["floor_ore"] + row["extra_ore"]
        assert Fraction(row["quota"]) == Fraction(6_600_000 * int(row["weight"]), 1_723_529)
        assert Fraction(row["remainder"]) == Fraction(row["quota"]) - row["floor_ore"] // answer["unit_ore"]
    assert sum(row["share_ore"] for row in answer["rows"]) == 700_000_000


def test_the_csv_share_includes_the_base(key: Path) -> None:
    for row in run_csv("7000000", "--key", key, "--base", "100000")[:-1]:
        assert int(row["share"]) == 100_000 + int(row["floor"]) + int(row["extra"])


def test_the_table_is_aligned_and_proved(key: Path) -> None:
    lines = run("7000000", "--key", key).replace("\u00a0", " ").splitlines()
    assert lines == [
        "Kod   Mottagare           Vikt     Exakt kvot  Nedrundat   Rest  Extra  Andel, kr",
        "─────────────────────────────────────────────────────────────────────────────────",
        "FB    Fyrbodal         273 837  1 112 171,017  1 112 171  0,017      –  1 112 171",
        "GR    GR               955 143  3 879 250,654  3 879 250  0,654      1  3 879 251",
        "last  Boråsregionen    226 087    918 237,523    918 237  0,523      –    918 237",
        "SK    Skaraborg        268 462  1 090 340,807  1 090 340  0,807      1  1 090 341",
        "─────────────────────────────────────────────────────────────────────────────────",
        "      Summa          1 723 529  7 000 000,000  6 999 998  2,000      2  7 000 000",
        "",
        (
            "Nedrundningen lämnar 2 kr. De går till de två största resterna: Skaraborg (0,807) och GR (0,654). "
            "Vanlig avrundning hade gett 7 000 001 kr, 1 kr för mycket."
        ),
    ]


def test_the_table_names_its_columns_by_the_method(key: Path) -> None:
    assert "Avrundat    Rest  Bär skillnaden  Andel, kr" in run("7000000", "--key", key, "--residual", "last")
    assert "Extra  Grundbelopp  Andel, kr" in run("7000000", "--key", key, "--base", "1000")


@pytest.mark.parametrize(
    ("arguments", "refusal"),
    [
        (("1.000",), AmountAmbiguous),
        (("100,50",), ShareUnitTooCoarse),
        (("100", "--base", "26"), ShareBaseExceedsAmount),
        (("100", "--residual", "XX"), ResidualReceiverUnknown),
    ],
)
def test_refusals_are_the_shells_to_tell(key: Path, arguments: tuple[str, ...], refusal: type[LedgerError]) -> None:
    answer = CliRunner().invoke(shares, [*arguments, "--key", str(key)])
    assert isinstance(answer.exception, refusal)
    assert not answer.output


def test_a_key_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    missing = CliRunner().invoke(shares, ["100", "--key", str(tmp_path / "saknas.csv")])
    assert isinstance(missing.exception, FileNotRead)
    (tmp_path / "bad.csv").write_text("code,name,weight\nA,Alfa,0\n", encoding="utf-8")
    bad = CliRunner().invoke(shares, ["100", "--key", str(tmp_path / "bad.csv")])
    assert isinstance(bad.exception, KeyBadRows)


def test_the_help_explains_the_columns_in_swedish() -> None:
    told = run("--help")
    assert "Dela BELOPP (kronor) mellan mottagarna i en fördelningsnyckel." in told
    assert all(column in told for column in ("quota", "floor", "remainder", "extra", "share", "code:last"))
