"""The accounts of a payee: each kind with its check digits, and which of them is used."""

import pytest

from ledger.domain.payees import AccountKind, PayeeAccounts, account_number
from ledger.errors import IdentifierCheckDigit, IdentifierMalformed
from ledger.messages import explain


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        (AccountKind.BANKGIRO, "50525781", "5052-5781"),
        (AccountKind.PLUSGIRO, "90 20 03-3", "902003-3"),
        (AccountKind.BANK_ACCOUNT, "se45 5000 0000 0583 9825 7466", "SE4550000000058398257466"),
        (AccountKind.BANK_ACCOUNT, "NO93 8601 1117 947", "NO9386011117947"),
    ],
)
def test_a_number_has_one_form(kind: AccountKind, given: str, kept: str) -> None:
    assert account_number(kind, given) == kept


@pytest.mark.parametrize("given", ["", "5000-1234567", "SE45", "SE45 5000 0000 0583 9825 7466 å"])
def test_a_bank_account_is_an_iban(given: str) -> None:
    with pytest.raises(IdentifierMalformed) as refusal:
        account_number(AccountKind.BANK_ACCOUNT, given)
    assert "SE45 5000 0000 0583 9825 7466" in explain(refusal.value)


def test_the_check_digits_of_an_iban_hold() -> None:
    with pytest.raises(IdentifierCheckDigit):
        account_number(AccountKind.BANK_ACCOUNT, "SE45 5000 0000 0583 9825 7467")


def test_a_bankgiro_is_paid_to_first() -> None:
    everything = PayeeAccounts("5052-5781", "902003-3", "SE4550000000058398257466")
    assert everything.first == "5052-5781"
    assert [everything.number(kind) for kind in AccountKind] == ["5052-5781", "902003-3", "SE4550000000058398257466"]
    assert PayeeAccounts(plusgiro="902003-3", bank_account="SE4550000000058398257466").first == "902003-3"
    assert PayeeAccounts(bank_account="SE4550000000058398257466").first == "SE4550000000058398257466"
    assert PayeeAccounts().first is None
    assert everything.has("902003-3")
    assert not everything.has("5402-9681")
