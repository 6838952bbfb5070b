"""The settings: checked once, at start."""

from pathlib import Path

import pytest

from ledger.config import DEFAULT_DATABASE_URL, DEFAULT_MAX_FILE_BYTES, Config, OidcSettings
from ledger.errors import SettingMalformed
from ledger.language import Language
from ledger.messages import explain


def test_without_settings_there_are_defaults() -> None:
    assert Config.from_environment({}) == Config(DEFAULT_DATABASE_URL, DEFAULT_MAX_FILE_BYTES)
    assert Config.from_environment({"LEDGER_MAX_FILE_BYTES": ""}).max_file_bytes == 20_000_000


def test_the_largest_file_is_a_setting() -> None:
    assert Config.from_environment({"LEDGER_MAX_FILE_BYTES": "1048576"}).max_file_bytes == 1_048_576


@pytest.mark.parametrize("given", ["0", "-1", "20 MB", "2e7", "²"])
def test_a_size_that_is_none_is_refused_at_start(given: str) -> None:
    with pytest.raises(SettingMalformed) as refusal:
        Config.from_environment({"LEDGER_MAX_FILE_BYTES": given})
    assert (refusal.value.setting, refusal.value.given) == ("LEDGER_MAX_FILE_BYTES", given)


def test_the_language_is_swedish_unless_set() -> None:
    assert Config.from_environment({"LEDGER_LANGUAGE": ""}).language is Language.SV
    assert Config.from_environment({"LEDGER_LANGUAGE": "en"}).language is Language.EN


@pytest.mark.parametrize("given", ["EN", "engelska", "sv_SE", "de"])
def test_another_language_is_refused_at_start(given: str) -> None:
    with pytest.raises(SettingMalformed) as refusal:
        Config.from_environment({"LEDGER_LANGUAGE": given})
    assert explain(refusal.value) == (
        f"Inställningen LEDGER_LANGUAGE är ”{given}” och går inte att använda. Skriv sv eller en."
    )


OIDC = {
    "LEDGER_OIDC_ISSUER": "https://inloggning.example/region",
    "LEDGER_OIDC_CLIENT_ID": "medelsboken",
    "LEDGER_OIDC_CLIENT_SECRET": "hemligheten",
}


def test_signing_in_elsewhere_is_set_up_whole_or_not_at_all() -> None:
    assert Config.from_environment({}).web.oidc is None
    assert Config.from_environment({"LEDGER_OIDC_ISSUER": ""}).web.oidc is None
    given = Config.from_environment(OIDC).web.oidc
    assert given == OidcSettings(
        "https://inloggning.example/region",
        "medelsboken",
        "hemligheten",
        "inloggning.example",
    )
    assert "hemligheten" not in repr(given)


def test_the_secret_may_stand_in_a_file_and_the_service_have_a_name(tmp_path: Path) -> None:
    file = tmp_path / "hemlighet"
    file.write_text("ur filen\n", encoding="utf-8")
    more = {
        "LEDGER_OIDC_CLIENT_SECRET": "",
        "LEDGER_OIDC_CLIENT_SECRET_FILE": str(file),
        "LEDGER_OIDC_LABEL": "Regionen",
    }
    given = Config.from_environment(OIDC | more).web.oidc
    assert given is not None
    assert (given.client_secret, given.label) == ("ur filen", "Regionen")


@pytest.mark.parametrize("issuer", ["http://127.0.0.1:5000", "http://localhost:5000", "http://[::1]:5000"])
def test_a_service_on_this_machine_may_be_in_the_clear(issuer: str) -> None:
    given = Config.from_environment(OIDC | {"LEDGER_OIDC_ISSUER": issuer}).web.oidc
    assert given is not None
    assert given.issuer == issuer


@pytest.mark.parametrize(
    ("changed", "setting"),
    [
        ({"LEDGER_OIDC_ISSUER": ""}, "LEDGER_OIDC_ISSUER"),
        ({"LEDGER_OIDC_ISSUER": "http://inloggning.example"}, "LEDGER_OIDC_ISSUER"),
        ({"LEDGER_OIDC_ISSUER": "http://127.0.0.1.example"}, "LEDGER_OIDC_ISSUER"),
        ({"LEDGER_OIDC_ISSUER": "inloggning.example"}, "LEDGER_OIDC_ISSUER"),
        ({"LEDGER_OIDC_ISSUER": "https://"}, "LEDGER_OIDC_ISSUER"),
        ({"LEDGER_OIDC_ISSUER": "https://inloggning.example?x=1"}, "LEDGER_OIDC_ISSUER"),
        ({"LEDGER_OIDC_CLIENT_ID": ""}, "LEDGER_OIDC_CLIENT_ID"),
        ({"LEDGER_OIDC_CLIENT_SECRET": ""}, "LEDGER_OIDC_CLIENT_SECRET"),
        ({"LEDGER_OIDC_CLIENT_SECRET_FILE": "fil"}, "LEDGER_OIDC_CLIENT_SECRET"),
        (
            {"LEDGER_OIDC_CLIENT_SECRET": "", "LEDGER_OIDC_CLIENT_SECRET_FILE": "/finns/inte"},
            "LEDGER_OIDC_CLIENT_SECRET_FILE",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_at_start_without_telling_the_secret(
    changed: dict[str, str], setting: str
) -> None:
    with pytest.raises(SettingMalformed) as refusal:
        Config.from_environment(OIDC | changed)
    assert refusal.value.setting == setting
    assert "hemligheten" not in refusal.value.given
