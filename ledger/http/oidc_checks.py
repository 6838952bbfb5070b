"""What an ID token must be before anything it says is believed (OpenID Connect Core 1.0, 3.1.3.7)."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from secrets import compare_digest
from typing import Any, Final, TypeAlias

from joserfc import jwt
from joserfc.errors import (
    BadSignatureError,
    ExpiredTokenError,
    InvalidClaimError,
    JoseError,
    MissingClaimError,
    UnsupportedAlgorithmError,
)
from joserfc.jwk import GuestProtocol, Key
from joserfc.jwt import JWTClaimsRegistry

from ledger import clock

ALGORITHMS: Final = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "Ed25519",
    "EdDSA",
)
"""Signatures by a key that only the provider has: neither `none` nor a secret that we have as well."""
SKEW_SECONDS: Final = 60
"""How wrong the clocks of the two may be."""
_LONGEST_SUBJECT: Final = 255


FindKey: TypeAlias = Callable[[object], Key]
"""The issuer's key of an id; refuses one it has not."""


class Why(StrEnum):
    """Why an answer of the provider is not believed, as it is kept in the register of refusals."""

    ALGORITHM = "algorithm"
    AUDIENCE = "audience"
    CLAIM = "claim"
    EXPIRED = "expired"
    ISSUER = "issuer"
    KEY = "key"
    NONCE = "nonce"
    PROVIDER = "provider"
    SIGNATURE = "signature"
    STATE = "state"
    TOKEN = "token"  # noqa: S105 - a word of the register
    UNLINKED = "unlinked"


@dataclass
class NotBelieved(Exception):
    """An answer that is not believed, and why; told to the person without the reason."""

    why: Why


def subject_of(id_token: str, *, key_of: FindKey, issuer: str, client_id: str, nonce: str) -> str:
    """Who the token is about, when it is signed by the issuer, for us, now, and in answer to what we asked.

    Raises `NotBelieved`, and what `key_of` raises for the id of a key (None where the token names none).
    """
    claims = _signed(id_token, key_of)
    _require_times(claims)
    if claims.get("iss") != issuer:
        raise NotBelieved(Why.ISSUER)
    _require_audience(claims, client_id)
    given = claims.get("nonce")
    if not isinstance(given, str) or not compare_digest(given.encode(), nonce.encode()):
        raise NotBelieved(Why.NONCE)
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST_SUBJECT:
        raise NotBelieved(Why.CLAIM)
    return subject


def _signed(id_token: str, key_of: FindKey) -> dict[str, Any]:
    """What is claimed under the issuer's signature; the header is believed in nothing but which key to look for."""

    def key(signed: GuestProtocol) -> Key:
        header = signed.headers()
        if header.get("alg") not in ALGORITHMS:
            raise NotBelieved(Why.ALGORITHM)
        return key_of(header.get("kid"))

    try:
        return jwt.decode(id_token, key, algorithms=list(ALGORITHMS)).claims
    except UnsupportedAlgorithmError as error:
        raise NotBelieved(Why.ALGORITHM) from error
    except BadSignatureError as error:
        raise NotBelieved(Why.SIGNATURE) from error
    except (JoseError, ValueError) as error:
        raise NotBelieved(Why.TOKEN) from error


def _require_times(claims: dict[str, Any]) -> None:
    registry = JWTClaimsRegistry(
        now=int(clock.now().timestamp()), leeway=SKEW_SECONDS, exp={"essential": True}, iat={"essential": True}
    )
    try:
        registry.validate({name: claims[name] for name in ("exp", "iat", "nbf") if name in claims})
    except ExpiredTokenError as error:
        raise NotBelieved(Why.EXPIRED) from error
    except (InvalidClaimError, MissingClaimError) as error:
        raise NotBelieved(Why.CLAIM) from error


def _require_audience(claims: dict[str, Any], client_id: str) -> None:
    """We are whom the token is for; where it is for others too, or says to whom it was given, that is us as well."""
    audience = claims.get("aud")
    told = audience if isinstance(audience, list) else [audience]
    party = claims.get("azp")
    given_to_another = party is not None and party != client_id
    if client_id not in told or given_to_another or (len(told) > 1 and party is None):
        raise NotBelieved(Why.AUDIENCE)
