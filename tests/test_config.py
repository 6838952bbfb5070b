"""The settings: checked once, at start."""

from datetime import timedelta
from pathlib import Path

import pytest

from ledger.config import DEFAULT_DATABASE_URL, DEFAULT_MAX_FILE_BYTES, Config, OidcSettings, WebSettings
from ledger.errors import LedgerError, SettingMalformed, SettingsDisagree, SettingsRefused, SettingUnknown
from ledger.language import Language
from ledger.messages import explain, explain_at_start


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


@pytest.mark.parametrize(
    ("setting", "given", "told"),
    [
        ("LEDGER_DATABASE_URL", "mysql://bok:hemligheten@värd/bok", "mysql"),
        ("LEDGER_DATABASE_URL", "postgresql://bok:hemligheten@värd:port/bok", "postgresql"),
        ("LEDGER_DATABASE_URL", "sqlite://bok.db", "sqlite"),
        ("LEDGER_PORT", "0", "0"),
        ("LEDGER_PORT", "65536", "65536"),
        ("LEDGER_PORT", "åttatusen", "åttatusen"),
        ("LEDGER_ALLOWED_HOSTS", "bok.example, https://bok.example", "https://bok.example"),
        ("LEDGER_ALLOWED_HOSTS", "bok.example:8000", "bok.example:8000"),
        ("LEDGER_ALLOWED_HOSTS", "*.example", "*.example"),
        ("LEDGER_ALLOWED_HOSTS", "bok.example/", "bok.example/"),
        ("LEDGER_ALLOWED_HOSTS", "bök.example", "bök.example"),
        ("LEDGER_ALLOWED_HOSTS", ",", ","),
        ("LEDGER_TRUSTED_PROXIES", "-1", "-1"),
        ("LEDGER_TRUSTED_PROXIES", "6", "6"),
        ("LEDGER_HTTPS", "ja", "ja"),
        ("LEDGER_SECRET_KEY", "hemligheten", "11 tecken"),
        ("LEDGER_MAX_BODY_BYTES", "25 MB", "25 MB"),
        ("LEDGER_IDLE_MINUTES", "0", "0"),
        ("LEDGER_SESSION_HOURS", "169", "169"),
        ("LEDGER_GUESSES_STORAGE", "mongodb://bok:hemligheten@värd", "mongodb"),
        ("LEDGER_GUESSES_STORAGE", "redis://", "redis"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_with_what_was_given_and_no_secret(
    setting: str, given: str, told: str
) -> None:
    with pytest.raises(SettingMalformed) as refusal:
        Config.from_environment({setting: given})
    assert (refusal.value.setting, refusal.value.given) == (setting, told)
    assert "hemligheten" not in explain(refusal.value)


def test_what_is_given_is_used() -> None:
    given = Config.from_environment(
        {
            "LEDGER_DATABASE_URL": "postgresql://bok@[::1]:5433/bok?sslmode=require",
            "LEDGER_HOST": "0.0.0.0",  # noqa: S104 - read, not listened on
            "LEDGER_PORT": "8080",
            "LEDGER_ALLOWED_HOSTS": "Bok.Example , xn--bk-fka.example,[::1]",
            "LEDGER_TRUSTED_PROXIES": "1",
            "LEDGER_HTTPS": "1",
            "LEDGER_SECRET_KEY": f" {'x' * 31}",
            "LEDGER_MAX_BODY_BYTES": "30000000",
            "LEDGER_IDLE_MINUTES": "15",
            "LEDGER_SESSION_HOURS": "8",
            "LEDGER_GUESSES_STORAGE": "redis://127.0.0.1:6379/0",
        }
    )
    assert given.database_url == "postgresql+psycopg://bok@[::1]:5433/bok?sslmode=require"
    assert given.web == WebSettings(
        host="0.0.0.0",  # noqa: S104
        port=8080,
        allowed_hosts=("bok.example", "xn--bk-fka.example", "[::1]"),
        trusted_proxies=1,
        secure=True,
        secret_key=f" {'x' * 31}",
        max_body_bytes=30_000_000,
        idle=timedelta(minutes=15),
        longest=timedelta(hours=8),
        guesses_storage="redis://127.0.0.1:6379/0",
    )
    assert "xxxx" not in repr(given)


@pytest.mark.parametrize(
    ("setting", "nearest"),
    [
        ("LEDGER_DATABSE_URL", ("LEDGER_DATABASE_URL",)),
        ("LEDGER_DATABASE_URI", ("LEDGER_DATABASE_URL",)),
        ("LEDGER_OIDC_CLIENT_SECRETFILE", ("LEDGER_OIDC_CLIENT_SECRET_FILE",)),
        ("LEDGER_XYZ", ()),
    ],
)
def test_a_misspelt_name_is_refused_and_not_passed_over(setting: str, nearest: tuple[str, ...]) -> None:
    with pytest.raises(SettingUnknown) as refusal:
        Config.from_environment({setting: "", "PATH": "/bin"})
    assert (refusal.value.setting, refusal.value.nearest) == (setting, nearest)
    asked = "Menade du LEDGER_DATABASE_URL?"
    assert (asked in explain(refusal.value)) is ("LEDGER_DATABASE_URL" in nearest)


@pytest.mark.parametrize(
    ("given", "names", "values"),
    [
        ({"LEDGER_TRUSTED_PROXIES": "1"}, ("LEDGER_TRUSTED_PROXIES", "LEDGER_HTTPS"), ("1", "0")),
        ({"LEDGER_IDLE_MINUTES": "721"}, ("LEDGER_IDLE_MINUTES", "LEDGER_SESSION_HOURS"), ("721", "12")),
        (
            {"LEDGER_MAX_BODY_BYTES": "20000000"},
            ("LEDGER_MAX_FILE_BYTES", "LEDGER_MAX_BODY_BYTES"),
            ("20000000", "20000000"),
        ),
    ],
)
def test_settings_that_do_not_go_together_are_refused_with_both(
    given: dict[str, str], names: tuple[str, str], values: tuple[str, str]
) -> None:
    with pytest.raises(SettingsDisagree) as refusal:
        Config.from_environment(given)
    told = refusal.value
    assert ((told.setting, told.other), (told.given, told.other_given)) == (names, values)


def test_all_that_is_wrong_is_told_at_once() -> None:
    given = {
        "LEDGER_PORT": "x",
        "LEDGER_HTTP": "1",
        "LEDGER_IDLE_MINUTES": "900",
        "LEDGER_TRUSTED_PROXIES": "1",
        "LEDGER_HTTPS": "ja",
        "LEDGER_OIDC_LABEL": "Regionen",
    }
    with pytest.raises(SettingsRefused) as refusal:
        Config.from_environment(given)
    told: tuple[LedgerError, ...] = refusal.value.refusals
    assert [(one.code, getattr(one, "setting", "")) for one in told] == [
        ("setting.malformed", "LEDGER_PORT"),
        ("setting.malformed", "LEDGER_HTTPS"),
        ("setting.malformed", "LEDGER_OIDC_ISSUER"),
        ("setting.malformed", "LEDGER_OIDC_CLIENT_ID"),
        ("setting.malformed", "LEDGER_OIDC_CLIENT_SECRET"),
        ("setting.disagree", "LEDGER_IDLE_MINUTES"),
        ("setting.unknown", "LEDGER_HTTP"),
    ]
    words = explain_at_start(refusal.value, Language.EN).splitlines()
    assert (len(words), words[0], words[-1]) == (
        9,
        "The settings need to be put right in seven places.",
        "[setting.several]",
    )
    assert words[1] == (
        "- The setting LEDGER_PORT is “x” and cannot be used. Write a whole number from 1 to 65535. [setting.malformed]"
    )
