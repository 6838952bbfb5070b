"""The settings, read from the environment once and checked at start: all that is wrong is told at once."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import urlsplit

from ledger.errors import LedgerError, SettingMalformed, SettingsDisagree, SettingsRefused, SettingUnknown
from ledger.language import Language

DEFAULT_DATABASE_URL: Final = "sqlite:///var/ledger.db"
DEFAULT_MAX_FILE_BYTES: Final = 20_000_000
EXPORT_FOLDER: Final = Path("var/exports")
SECRET_FILE: Final = Path("var/secret_key")
LEAST_SECRET: Final = 32
"""Characters of a secret key."""

SETTINGS: Final = (
    "LEDGER_DATABASE_URL",
    "LEDGER_MAX_FILE_BYTES",
    "LEDGER_LANGUAGE",
    "LEDGER_HOST",
    "LEDGER_PORT",
    "LEDGER_ALLOWED_HOSTS",
    "LEDGER_TRUSTED_PROXIES",
    "LEDGER_HTTPS",
    "LEDGER_SECRET_KEY",
    "LEDGER_MAX_BODY_BYTES",
    "LEDGER_IDLE_MINUTES",
    "LEDGER_SESSION_HOURS",
    "LEDGER_GUESSES_STORAGE",
    "LEDGER_OIDC_ISSUER",
    "LEDGER_OIDC_CLIENT_ID",
    "LEDGER_OIDC_CLIENT_SECRET",
    "LEDGER_OIDC_CLIENT_SECRET_FILE",
    "LEDGER_OIDC_LABEL",
)
"""All there are; docs/settings.md tells what each means. Another name that begins like theirs is refused."""

_OURS: Final = "LEDGER_"
_OIDC: Final = "LEDGER_OIDC_"
_DATABASES: Final = "sqlite:///fil eller postgresql://värd/databas"
_HOST_NAME: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*")
_IPV6: Final = re.compile(r"\[[0-9a-f:.]+\]")
_STORAGES: Final = frozenset({"memory", "redis", "rediss"})

T = TypeVar("T")


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
    they speak TLS to the reader, so that cookies are sent over TLS only. `guesses_storage` is where guesses of
    passwords are counted: in this process, or in a store that several share.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    allowed_hosts: tuple[str, ...] = ("localhost", "127.0.0.1")
    trusted_proxies: int = 0
    secure: bool = False
    secret_key: str | None = field(default=None, repr=False)
    max_body_bytes: int = 25_000_000
    idle: timedelta = timedelta(minutes=60)
    longest: timedelta = timedelta(hours=12)
    guesses_storage: str = field(default="memory://", repr=False)
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
        """The settings of `LEDGER_*`, which docs/settings.md explains.

        Raises `SettingMalformed`, `SettingUnknown` or `SettingsDisagree` for one that cannot be used, and
        `SettingsRefused` with all of those when there are several.
        """
        reading = _Reading(environment)
        config = Config(
            database_url=reading.take("LEDGER_DATABASE_URL", database_url, database_url(DEFAULT_DATABASE_URL)),
            max_file_bytes=reading.take("LEDGER_MAX_FILE_BYTES", _max_file_bytes, DEFAULT_MAX_FILE_BYTES),
            web=_web(reading),
            language=reading.take("LEDGER_LANGUAGE", _language, Language.SV),
        )
        _hold_together(reading, config)
        reading.refuse_unknown()
        reading.done()
        return config


@dataclass
class _Reading:
    """The environment, and what was found wrong in it so far: all is read before anything is refused."""

    environment: Mapping[str, str]
    refusals: list[LedgerError] = field(default_factory=list)
    malformed: set[str] = field(default_factory=set)

    def text(self, setting: str) -> str:
        """The setting as it is given; empty when it is not."""
        return self.environment.get(setting, "").strip()

    def take(self, setting: str, parse: Callable[[str, str], T], otherwise: T) -> T:
        """What is given, or otherwise that; what cannot be used is remembered."""
        given = self.text(setting)
        return self.need(setting, parse, otherwise) if given else otherwise

    def need(self, setting: str, parse: Callable[[str, str], T], otherwise: T) -> T:
        """What is given, where giving nothing is wrong too."""
        try:
            return parse(self.text(setting), setting)
        except SettingMalformed as refusal:
            self.refusals.append(refusal)
            self.malformed |= {setting, refusal.setting}
            return otherwise

    def hold(self, setting: str, other: str, rule: str, *, holds: bool, values: tuple[object, object]) -> None:
        """Remember that two settings, each of which can be used, cannot be used together."""
        if not holds and not self.malformed & {setting, other}:
            given, other_given = (str(value) for value in values)
            refusal = SettingsDisagree(setting=setting, given=given, other=other, other_given=other_given, rule=rule)
            self.refusals.append(refusal)

    def refuse_unknown(self) -> None:
        """Remember names that are none of ours: one that is misspelt must not leave the default standing."""
        for name in sorted(name for name in self.environment if name.startswith(_OURS) and name not in SETTINGS):
            nearest = tuple(get_close_matches(name, SETTINGS, n=1, cutoff=0.75))
            self.refusals.append(SettingUnknown(setting=name, nearest=nearest))

    def done(self) -> None:
        """Raise what is wrong, if anything is."""
        if len(self.refusals) > 1:
            raise SettingsRefused(refusals=tuple(self.refusals))
        for refusal in self.refusals:
            raise refusal


def _web(reading: _Reading) -> WebSettings:
    usual = WebSettings()
    return WebSettings(
        host=reading.take("LEDGER_HOST", lambda given, _: given, usual.host),
        port=reading.take("LEDGER_PORT", _whole(1, 65_535), usual.port),
        allowed_hosts=reading.take("LEDGER_ALLOWED_HOSTS", _hosts, usual.allowed_hosts),
        trusted_proxies=reading.take("LEDGER_TRUSTED_PROXIES", _whole(0, 5), usual.trusted_proxies),
        secure=reading.take("LEDGER_HTTPS", _whole(0, 1), int(usual.secure)) == 1,
        secret_key=_secret(reading),
        max_body_bytes=reading.take("LEDGER_MAX_BODY_BYTES", _whole(1_000, 10**9), usual.max_body_bytes),
        idle=timedelta(minutes=reading.take("LEDGER_IDLE_MINUTES", _whole(1, 24 * 60), _minutes(usual.idle))),
        longest=timedelta(hours=reading.take("LEDGER_SESSION_HOURS", _whole(1, 7 * 24), _hours(usual.longest))),
        guesses_storage=reading.take("LEDGER_GUESSES_STORAGE", _storage, usual.guesses_storage),
        oidc=_oidc(reading),
    )


def _hold_together(reading: _Reading, config: Config) -> None:
    """What two settings must be to each other."""
    web = config.web
    reading.hold(
        "LEDGER_TRUSTED_PROXIES",
        "LEDGER_HTTPS",
        "lösenord och kakor ska gå över TLS till den proxy som står framför",
        holds=web.secure or not web.trusted_proxies,
        values=(web.trusted_proxies, int(web.secure)),
    )
    reading.hold(
        "LEDGER_IDLE_MINUTES",
        "LEDGER_SESSION_HOURS",
        "ett uppehåll kan inte vara längre än hela inloggningen",
        holds=web.idle <= web.longest,
        values=(_minutes(web.idle), _hours(web.longest)),
    )
    reading.hold(
        "LEDGER_MAX_FILE_BYTES",
        "LEDGER_MAX_BODY_BYTES",
        "den största filen ska få plats i det som skickas, tillsammans med fälten",
        holds=config.max_file_bytes < web.max_body_bytes,
        values=(config.max_file_bytes, web.max_body_bytes),
    )


def _minutes(span: timedelta) -> int:
    return span // timedelta(minutes=1)


def _hours(span: timedelta) -> int:
    return span // timedelta(hours=1)


def database_url(given: str, setting: str = "LEDGER_DATABASE_URL") -> str:
    """The address with the driver the product uses; refuses other databases, by the name they were given under."""
    scheme, separator, rest = given.partition("://")
    dialect = scheme.partition("+")[0]
    known = separator and dialect in {"sqlite", "postgresql", "postgres"}
    if not known or (dialect == "sqlite" and rest and not rest.startswith("/")) or not _has_port_or_none(rest):
        # No more than the scheme is told: a password may follow.
        raise SettingMalformed(setting=setting, given=scheme, expected=_DATABASES)
    return f"sqlite://{rest}" if dialect == "sqlite" else f"postgresql+psycopg://{rest}"


def _has_port_or_none(rest: str) -> bool:
    place = rest.partition("/")[0].rpartition("@")[2]
    port = place.rpartition("]")[2].partition(":")[2]
    return not port or (port.isascii() and port.isdigit()) or "," in place


def _max_file_bytes(given: str, setting: str) -> int:
    if not (given.isascii() and given.isdigit() and int(given) > 0):
        raise SettingMalformed(setting=setting, given=given, expected="antal byte, till exempel 20000000")
    return int(given)


def language(environment: Mapping[str, str] = os.environ) -> Language:
    """The language of `LEDGER_LANGUAGE`, Swedish unless it is set: it is needed to tell what else is wrong."""
    reading = _Reading(environment)
    chosen = reading.take("LEDGER_LANGUAGE", _language, Language.SV)
    reading.done()
    return chosen


def _language(given: str, setting: str) -> Language:
    if given not in set(Language):
        raise SettingMalformed(setting=setting, given=given, expected="sv eller en")
    return Language(given)


def _whole(least: int, most: int) -> Callable[[str, str], int]:
    def parse(given: str, setting: str) -> int:
        number = int(given) if given.isascii() and given.isdigit() else -1
        if not least <= number <= most:
            raise SettingMalformed(setting=setting, given=given, expected=f"ett heltal från {least} till {most}")
        return number

    return parse


def _hosts(given: str, setting: str) -> tuple[str, ...]:
    """Names by which the product may be asked for, as a browser sends them: without port, scheme and wildcards."""
    hosts = tuple(host.strip().casefold() for host in given.split(",") if host.strip())
    strange = [host for host in hosts if not (_HOST_NAME.fullmatch(host) or _IPV6.fullmatch(host))]
    if strange or not hosts:
        expected = "värdnamn utan port och adressdel, med komma mellan, till exempel medel.region.example"
        raise SettingMalformed(setting=setting, given=strange[0] if strange else given, expected=expected)
    return hosts


def _secret(reading: _Reading) -> str | None:
    """The secret key letter by letter, spaces too."""
    return reading.take("LEDGER_SECRET_KEY", lambda _, setting: _key(reading.environment[setting], setting), None)


def _key(given: str, setting: str) -> str | None:
    """The secret key, whose value is never told in a refusal."""
    if len(given) < LEAST_SECRET:
        expected = f"minst {LEAST_SECRET} tecken"
        raise SettingMalformed(setting=setting, given=f"{len(given)} tecken", expected=expected)
    return given


def _storage(given: str, setting: str) -> str:
    """Where guesses are counted; the address may hold a password, of which no more than the scheme is told."""
    parts = urlsplit(given)
    if parts.scheme not in _STORAGES or bool(parts.netloc) == (parts.scheme == "memory"):
        scheme = given.partition("://")[0]
        raise SettingMalformed(setting=setting, given=scheme, expected="memory:// eller redis://värd:6379/0")
    return given


def is_loopback(address: str) -> bool:
    """Whether the address is plain HTTP to this very machine, which nobody on the way can listen to."""
    parts = urlsplit(address)
    return parts.scheme == "http" and parts.hostname in {"127.0.0.1", "::1", "localhost"}


def _oidc(reading: _Reading) -> OidcSettings | None:
    """All of another's sign-in service's settings, or none of them."""
    if not any(reading.text(setting) for setting in SETTINGS if setting.startswith(_OIDC)):
        return None
    issuer = reading.need(f"{_OIDC}ISSUER", _issuer, "")
    client_id = reading.need(f"{_OIDC}CLIENT_ID", _client_id, "")
    file = reading.text(f"{_OIDC}CLIENT_SECRET_FILE")
    secret = reading.need(f"{_OIDC}CLIENT_SECRET", lambda given, _: _client_secret(given, file), "")
    return OidcSettings(issuer, client_id, secret, reading.text(f"{_OIDC}LABEL") or urlsplit(issuer).hostname or issuer)


def _issuer(given: str, setting: str) -> str:
    if not given:
        expected = "adressen till inloggningstjänsten, som https://inloggning.example"
        raise SettingMalformed(setting=setting, given="", expected=expected)
    parts = urlsplit(given)
    is_safe = (parts.scheme == "https" and bool(parts.hostname)) or is_loopback(given)
    if not is_safe or parts.query or parts.fragment:
        expected = "en adress med https utan frågedel; http bara till den egna datorn"
        raise SettingMalformed(setting=setting, given=given, expected=expected)
    return given


def _client_id(given: str, setting: str) -> str:
    if not given:
        raise SettingMalformed(setting=setting, given="", expected="det id som tjänsten gav Medelsboken")
    return given


def _client_secret(given: str, file: str) -> str:
    """The secret, given itself or as a file that holds it; its value is never told in a refusal."""
    if bool(given) == bool(file):
        expected = "hemligheten, antingen här eller i den fil som LEDGER_OIDC_CLIENT_SECRET_FILE namnger"
        raise SettingMalformed(setting=f"{_OIDC}CLIENT_SECRET", given="båda" if file else "", expected=expected)
    return given or _secret_in(Path(file))


def _secret_in(file: Path) -> str:
    try:
        secret = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        secret = ""
    if not secret:
        expected = "en fil som går att läsa och inte är tom"
        raise SettingMalformed(setting=f"{_OIDC}CLIENT_SECRET_FILE", given=str(file), expected=expected)
    return secret
