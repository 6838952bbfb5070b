"""Tokens that let somebody in: told once, and kept as their hashes."""

import secrets
from hashlib import sha256
from typing import Final

_BYTES: Final = 32


def new_token() -> str:
    """256 random bits, as 43 letters, figures, `-` and `_`."""
    return secrets.token_urlsafe(_BYTES)


def token_hash(token: str) -> str:
    """What is kept of a token; 256 random bits need no slow hash, for nobody finds them by trying."""
    return sha256(token.encode()).hexdigest()
