"""What is sealed is read by the product only, for the person it was sealed for, and for the same purpose."""

import pytest
from cryptography.fernet import Fernet

from ledger.services.sealing import seal, sealer, unsealed

SECRET = "x" * 40
CODES = sealer(SECRET, "codes")
SEALED = seal(CODES, 1, "HEMLIG")


def test_what_was_sealed_is_read_again() -> None:
    assert "HEMLIG" not in SEALED
    assert unsealed(CODES, 1, SEALED) == "HEMLIG"


@pytest.mark.parametrize(
    ("sealed_by", "person_id", "sealed"),
    [
        (CODES, 2, SEALED),
        (CODES, 11, SEALED),
        (sealer(SECRET, "other"), 1, SEALED),
        (sealer("y" * 40, "codes"), 1, SEALED),
        (CODES, 1, SEALED[:-4]),
        (CODES, 1, ""),
    ],
    ids=["another's", "a longer id", "another purpose", "another secret", "cut", "empty"],
)
def test_nothing_else_is(sealed_by: Fernet, person_id: int, sealed: str) -> None:
    assert unsealed(sealed_by, person_id, sealed) is None
