"""The settings, read from the environment once and checked at start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from ledger.errors import SettingMalformed
from ledger.language import Language

DEFAULT_DATABASE_URL: Final = "sqlite:///var/ledger.db"
DEFAULT_MAX_FILE_BYTES: Final = 20_000_000
EXPORT_FOLDER: Final = Path("var/exports")
SECRET_FILE: Final = Path("var/secret_key")
LEAST_SECRET: Final = 32
"""Characters of a secret key."""


@dataclass(frozen=True)
class OidcSettings:
    """Another's sign-in service (OpenID Connect), which persons may sign in through; `label` is its name on pages."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    label: str


@dataclass(frozen=True)
class WebSettings:
    """How the product is served: where it listens, whom it answers, and how long somebody stays signed in.

    `trusted_proxies` is how many proxies stand before it, each of which sets the X-Forwarded headers; `secure` that
    they speak TLS to the reader, so that cookies are sent over TLS only.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    allowed_hosts: tuple[str, ...] = ("localhost", "127.0.0.1")
    trusted_proxies: int = 0
    secure: bool = False
    secret_key: str | None = None
    max_body_bytes: int = 25_000_000
    idle: timedelta = timedelta(minutes=60)
    longest: timedelta = timedelta(hours=12)
    oidc: OidcSettings | None = None


@dataclass(frozen=True)
class Config:
    """Where the book is kept, how large a file it takes, how it is served, and the command line's language."""

    database_url: str
    max_file_bytes: int = DEFAULT_MAX_FILE_BYTES
    web: WebSettings = WebSettings()
    language: Language = Language.SV

    @staticmethod
    def from_environment(environment: Mapping[str, str] = os.environ) -> "Config":
        """The settings of `LEDGER_*`; raises `SettingMalformed` for one that cannot be used.

        `LEDGER_DATABASE_URL`: `sqlite:///path` or `postgresql://…`; the driver is chosen by the product.
        `LEDGER_MAX_FILE_BYTES`: the largest file that may be attached to something. `LEDGER_LANGUAGE`: `sv` or `en`,
        the language of refusals on the command line. The others are those of `WebSettings`: `LEDGER_HOST`,
        `LEDGER_PORT`, `LEDGER_ALLOWED_HOSTS` (with commas between), `LEDGER_TRUSTED_PROXIES`, `LEDGER_HTTPS` (1 or
        0), `LEDGER_SECRET_KEY`, `LEDGER_MAX_BODY_BYTES`, `LEDGER_IDLE_MINUTES` and
        `LEDGER_SESSION_HOURS`; and `LEDGER_OIDC_*` (see docs/sign_in.md).
        """
        return Config(
            database_url=database_url(environment.get("LEDGER_DATABASE_URL", "") or DEFAULT_DATABASE_URL),
            max_file_bytes=max_file_bytes(environment.get("LEDGER_MAX_FILE_BYTES", "") or str(DEFAULT_MAX_FILE_BYTES)),
            web=_web(environment),
            language=language(environment),
        )


def database_url(given: str, setting: str = "LEDGER_DATABASE_URL") -> str:
    """The address with the driver the product uses; refuses other databases, by the name they were given under."""
    scheme, separator, rest = given.partition("://")
    dialect = scheme.partition("+")[0]
    if not separator or dialect not in {"sqlite", "postgresql", "postgres"}:
        raise SettingMalformed(setting=setting, given=scheme, expected="sqlite:///fil eller postgresql://värd/databas")
    return f"sqlite://{rest}" if dialect == "sqlite" else f"postgresql+psycopg://{rest}"


def max_file_bytes(given: str) -> int:
    """A number of bytes, more than none."""
    if not (given.isascii() and given.isdigit() and int(given) > 0):
        raise SettingMalformed(
            setting="LEDGER_MAX_FILE_BYTES", given=given, expected="antal byte, till exempel 20000000"
        )
    return int(given)


def language(environment: Mapping[str, str] = os.environ) -> Language:
    """The language of `LEDGER_LANGUAGE`, Swedish unless it is set."""
    given = environment.get("LEDGER_LANGUAGE", "").strip() or Language.SV
    if given not in set(Language):
        raise SettingMalformed(setting="LEDGER_LANGUAGE", given=given, expected="sv eller en")
    return Language(given)


def _web(environment: Mapping[str, str]) -> WebSettings:
    given = WebSettings()
    hosts = environment.get("LEDGER_ALLOWED_HOSTS", "")
    return WebSettings(
        host=environment.get("LEDGER_HOST", "") or given.host,
        port=_whole(environment, "LEDGER_PORT", given.port, least=1, most=65_535),
        allowed_hosts=tuple(host.strip() for host in hosts.split(",") if host.strip()) or given.allowed_hosts,
        trusted_proxies=_whole(environment, "LEDGER_TRUSTED_PROXIES", given.trusted_proxies, least=0, most=5),
        secure=_whole(environment, "LEDGER_HTTPS", int(given.secure), least=0, most=1) == 1,
        secret_key=_secret(environment),
        max_body_bytes=_whole(environment, "LEDGER_MAX_BODY_BYTES", given.max_body_bytes, least=1_000, most=10**9),
        idle=timedelta(minutes=_whole(environment, "LEDGER_IDLE_MINUTES", 60, least=1, most=24 * 60)),
        longest=timedelta(hours=_whole(environment, "LEDGER_SESSION_HOURS", 12, least=1, most=7 * 24)),
        oidc=_oidc(environment),
    )


def _whole(environment: Mapping[str, str], setting: str, otherwise: int, *, least: int, most: int) -> int:
    given = environment.get(setting, "").strip()
    if not given:
        return otherwise
    number = int(given) if given.isascii() and given.isdigit() else -1
    if not least <= number <= most:
        raise SettingMalformed(setting=setting, given=given, expected=f"ett heltal från {least} till {most}")
    return number


def _secret(environment: Mapping[str, str]) -> str | None:
    """The secret key, whose value is never told in a refusal."""
    given = environment.get("LEDGER_SECRET_KEY", "")
    if given and len(given) < LEAST_SECRET:
        raise SettingMalformed(
            setting="LEDGER_SECRET_KEY", given=f"{len(given)} tecken", expected=f"minst {LEAST_SECRET} tecken"
        )
    return given or None


def is_loopback(address: str) -> bool:
    """Whether the address is plain HTTP to this very machine, which nobody on the way can listen to."""
    parts = urlsplit(address)
    return parts.scheme == "http" and parts.hostname in {"127.0.0.1", "::1", "localhost"}


_OIDC: Final = "LEDGER_OIDC_"


def _oidc(environment: Mapping[str, str]) -> OidcSettings | None:
    """All of another's sign-in service's settings, or none of them."""
    given = {name.removeprefix(_OIDC): value.strip() for name, value in environment.items() if name.startswith(_OIDC)}
    if not any(given.values()):
        return None
    issuer = _needed(given, "ISSUER", "adressen till inloggningstjänsten, som https://inloggning.example")
    parts = urlsplit(issuer)
    is_safe = (parts.scheme == "https" and bool(parts.hostname)) or is_loopback(issuer)
    if not is_safe or parts.query or parts.fragment:
        expected = "en adress med https utan frågedel; http bara till den egna datorn"
        raise SettingMalformed(setting=f"{_OIDC}ISSUER", given=issuer, expected=expected)
    client_id = _needed(given, "CLIENT_ID", "det id som tjänsten gav Medelsboken")
    return OidcSettings(issuer, client_id, _client_secret(given), given.get("LABEL") or parts.hostname or issuer)


def _needed(given: Mapping[str, str], name: str, expected: str) -> str:
    if not given.get(name):
        raise SettingMalformed(setting=f"{_OIDC}{name}", given="", expected=expected)
    return given[name]


def _client_secret(given: Mapping[str, str]) -> str:
    """The secret, given itself or as a file that holds it; its value is never told in a refusal."""
    file = given.get("CLIENT_SECRET_FILE", "")
    if bool(given.get("CLIENT_SECRET")) == bool(file):
        expected = "hemligheten, antingen här eller i den fil som LEDGER_OIDC_CLIENT_SECRET_FILE namnger"
        raise SettingMalformed(setting=f"{_OIDC}CLIENT_SECRET", given="båda" if file else "", expected=expected)
    if not file:
        return given["CLIENT_SECRET"]
    try:
        secret = Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        secret = ""
    if not secret:
        expected = "en fil som går att läsa och inte är tom"
        raise SettingMalformed(setting=f"{_OIDC}CLIENT_SECRET_FILE", given=file, expected=expected)
    return secret
