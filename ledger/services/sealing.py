"""Secrets that must be read again are sealed before they are kept, with a key derived from the product's own secret."""

from base64 import urlsafe_b64encode
from functools import cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


@cache
def sealer(secret: str, purpose: str) -> Fernet:
    """What seals for one purpose; of the same secret, another purpose gives another key (RFC 5869)."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(secret.encode())
    return Fernet(urlsafe_b64encode(derived))


def seal(sealed_by: Fernet, person_id: int, told: str) -> str:
    """What was told, readable for the product only, and for that person only."""
    return sealed_by.encrypt(f"{person_id}:{told}".encode()).decode()


def unsealed(sealed_by: Fernet, person_id: int, sealed: str) -> str | None:
    """What was sealed for the person; None when it was another's, was changed, or was sealed with another secret."""
    try:
        whose, _, told = sealed_by.decrypt(sealed.encode()).decode().partition(":")
    except InvalidToken:
        return None
    return told if whose == str(person_id) else None
