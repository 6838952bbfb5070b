"""The table of settings says what the program does: every setting, its default, and an example that can be used."""

import re
from pathlib import Path

from ledger.config import SETTINGS, Config

ROOT = Path(__file__).parents[1]
NAME = re.compile(r"LEDGER_[A-Z_]*[A-Z]")
NONE = "–"


class Watched(dict[str, str]):
    """An environment that notices what is asked for."""

    def __init__(self, given: dict[str, str]) -> None:
        super().__init__(given)
        self.asked: set[str] = set()

    def get(self, name: str, otherwise: str = "") -> str:  # type: ignore[override]
        self.asked.add(name)
        return super().get(name, otherwise)


def table() -> dict[str, tuple[str, str, str]]:
    """By setting: default, meaning and example."""
    rows = {}
    for line in (ROOT / "docs/settings.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("| `LEDGER_"):
            name, *rest = (cell.strip() for cell in line.strip("|").split(" | "))
            default, meaning, example = rest
            rows[name.strip("`")] = (default.strip("`"), meaning, example.strip("`"))
    return rows


def test_the_table_has_every_setting_in_order_and_no_other() -> None:
    assert tuple(table()) == SETTINGS


def test_the_program_asks_for_every_setting_and_no_other() -> None:
    environment = Watched({"LEDGER_OIDC_ISSUER": "https://a.example", "LEDGER_OIDC_CLIENT_ID": "a"})
    environment["LEDGER_OIDC_CLIENT_SECRET"] = "b" * 9
    Config.from_environment(environment)
    assert environment.asked == set(SETTINGS)


def test_the_defaults_are_those_of_the_program() -> None:
    told = {name: default for name, (default, _, _) in table().items() if default != NONE}
    assert Config.from_environment(told) == Config.from_environment({})
    for name in told:
        others = {other: default for other, default in told.items() if other != name}
        assert Config.from_environment(others) == Config.from_environment({}), name


def test_the_examples_can_be_used_together_and_are_no_defaults(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hemlig")
    told = {name: example for name, (_, _, example) in table().items()}
    told |= {"LEDGER_SECRET_KEY": "x" * 48, "LEDGER_OIDC_CLIENT_SECRET": ""}
    given = Config.from_environment(told | {"LEDGER_OIDC_CLIENT_SECRET_FILE": str(secret)})
    usual = Config.from_environment({})
    for part in ("database_url", "max_file_bytes", "language"):
        assert getattr(given, part) != getattr(usual, part), part
    for part in vars(usual.web):
        assert getattr(given.web, part) != getattr(usual.web, part), part


def test_settings_named_anywhere_in_the_papers_exist() -> None:
    papers = [*ROOT.glob("*.md"), *(ROOT / "docs").iterdir(), ROOT / "Makefile", *(ROOT / ".ci").iterdir()]
    for paper in papers:
        named = set(NAME.findall(paper.read_text(encoding="utf-8")))
        assert named <= {*SETTINGS, "LEDGER_OIDC"}, paper.name


def test_no_setting_is_read_anywhere_else() -> None:
    for file in (ROOT / "ledger").rglob("*.py"):
        if file != ROOT / "ledger/config.py":
            assert "os.environ" not in file.read_text(encoding="utf-8"), file.name
