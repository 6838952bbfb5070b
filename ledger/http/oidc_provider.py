"""Another's sign-in service (OpenID Connect): what it says of itself, its keys, and who a code is."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc.errors import JoseError
from joserfc.jwk import Key, import_key

from ledger import clock
from ledger.config import OidcSettings, is_loopback
from ledger.http.oidc_checks import NotBelieved, Why, subject_of

SCOPE: Final = "openid"
"""Who it is, and nothing else: neither name nor e-mail address."""
_TIMEOUT: Final = (5, 10)
"""Seconds to connect, and between two pieces of the answer."""
_KEPT: Final = timedelta(hours=1)
_KEYS_AGAIN: Final = timedelta(seconds=30)
"""Keys are asked for again at an unknown one, but not as often as somebody makes one up."""


@dataclass(frozen=True)
class Attempt:
    """What ties an answer to the question: kept in the browser that asked, and sent by the provider in return."""

    state: str
    nonce: str
    verifier: str


class ProviderUnavailable(Exception):
    """The provider cannot be reached, or does not say of itself what the standard asks."""


@dataclass
class OidcProvider:
    """One provider, with what it last said of itself and its keys, both asked for when needed."""

    settings: OidcSettings
    _told: dict[str, Any] = field(default_factory=dict)
    _told_at: datetime | None = None
    _keys: list[Key] = field(default_factory=list)
    _keys_at: datetime | None = None

    def address_to_ask(self, attempt: Attempt, redirect_uri: str) -> str:
        """Where the browser is sent to sign in; raises `ProviderUnavailable`."""
        with self._client(redirect_uri) as client:
            address, _state = client.create_authorization_url(
                self._endpoint("authorization_endpoint"),
                state=attempt.state,
                nonce=attempt.nonce,
                code_verifier=attempt.verifier,
            )
        return str(address)

    def address_to_leave(self, back_to: str) -> str | None:
        """Where the browser is sent to sign out of the provider too; None for one that cannot be signed out of."""
        if not self._about().get("end_session_endpoint"):
            return None
        told = urlencode({"client_id": self.settings.client_id, "post_logout_redirect_uri": back_to})
        leaving = self._endpoint("end_session_endpoint")
        return f"{leaving}{'&' if urlsplit(leaving).query else '?'}{told}"

    def subject(self, code: str, attempt: Attempt, redirect_uri: str) -> str:
        """Who has signed in, for the code in the answer; raises `NotBelieved`, `ProviderUnavailable`."""
        return subject_of(
            self._exchanged(code, attempt, redirect_uri),
            key_of=self._key,
            issuer=self.settings.issuer,
            client_id=self.settings.client_id,
            nonce=attempt.nonce,
        )

    def _exchanged(self, code: str, attempt: Attempt, redirect_uri: str) -> str:
        try:
            with self._client(redirect_uri) as client:
                told = client.fetch_token(
                    self._endpoint("token_endpoint"),
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=attempt.verifier,
                    allow_redirects=False,
                )
        except requests.RequestException as error:
            raise ProviderUnavailable from error
        except (AuthlibBaseError, ValueError) as error:
            raise NotBelieved(Why.PROVIDER) from error
        id_token = told.get("id_token")
        if not isinstance(id_token, str):
            raise NotBelieved(Why.TOKEN)
        return id_token

    def _client(self, redirect_uri: str) -> Any:
        ways = self._about().get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        return OAuth2Session(
            self.settings.client_id,
            self.settings.client_secret,
            scope=SCOPE,
            redirect_uri=redirect_uri,
            code_challenge_method="S256",
            token_endpoint_auth_method="client_secret_basic" if "client_secret_basic" in ways else "client_secret_post",
            default_timeout=_TIMEOUT,
        )

    def _key(self, kid: object) -> Key:
        """The provider's key of that id, asked for anew when it is not among those known: keys are changed."""
        found = _named(self._known_keys(), kid)
        if found is None and (self._keys_at is None or clock.now() - self._keys_at >= _KEYS_AGAIN):
            found = _named(self._fetched_keys(), kid)
        if found is None:
            raise NotBelieved(Why.KEY)
        return found

    def _known_keys(self) -> list[Key]:
        is_old = self._keys_at is None or clock.now() - self._keys_at >= _KEPT
        return self._fetched_keys() if is_old else self._keys

    def _fetched_keys(self) -> list[Key]:
        told = _asked(self._endpoint("jwks_uri")).get("keys")
        self._keys = [key for one in told if (key := _read(one)) is not None] if isinstance(told, list) else []
        self._keys_at = clock.now()
        return self._keys

    def _about(self) -> dict[str, Any]:
        """What the provider says of itself (OpenID Connect Discovery 1.0, 4), which must be of that issuer."""
        if self._told_at is None or clock.now() - self._told_at >= _KEPT:
            told = _asked(f"{self.settings.issuer.rstrip('/')}/.well-known/openid-configuration")
            if told.get("issuer") != self.settings.issuer:
                raise ProviderUnavailable
            self._told, self._told_at = told, clock.now()
        return self._told

    def _endpoint(self, name: str) -> str:
        """One of the provider's addresses; over TLS, unless both it and the issuer are on this machine."""
        address = self._about().get(name)
        if not isinstance(address, str):
            raise ProviderUnavailable
        local = is_loopback(self.settings.issuer) and is_loopback(address)
        if urlsplit(address).scheme != "https" and not local:
            raise ProviderUnavailable
        return address


def _asked(address: str) -> dict[str, Any]:
    try:
        answer = requests.get(address, timeout=_TIMEOUT, allow_redirects=False)
        answer.raise_for_status()
        told = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise ProviderUnavailable from error
    if not isinstance(told, dict) or answer.status_code != requests.codes.ok:
        raise ProviderUnavailable
    return told


def _read(told: Any) -> Key | None:
    """A key for signatures; None for one for something else, or of a kind that is not known here."""
    try:
        key = import_key(told)
    except (JoseError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return key if told.get("use", "sig") == "sig" and key.key_type != "oct" else None


def _named(keys: list[Key], kid: object) -> Key | None:
    """The key of that id; a token without one is of the only key there is."""
    named = keys if kid is None else [key for key in keys if key.kid == kid]
    return named[0] if len(named) == 1 else None
