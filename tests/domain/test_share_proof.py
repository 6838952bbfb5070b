"""The proof says in words what rounding left, who got it and why."""

import pytest

from ledger.domain.share_proof import prove
from ledger.domain.shares import Receiver, Rule, Unit, Weight, divide
from ledger.money import kronor

ASSOCIATIONS = (
    Weight("FB", "Fyrbodal", 273_837),
    Weight("GR", "GR", 955_143),
    Weight("SH", "Boråsregionen", 226_087),
    Weight("SK", "Skaraborg", 268_462),
)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_two_largest_remainders_get_the_two_kronor() -> None:
    assert plain(prove(divide(kronor(7_000_000), ASSOCIATIONS))) == (
        "Nedrundningen lämnar 2 kr. De går till de två största resterna: Skaraborg (0,807) och GR (0,654). "
        "Vanlig avrundning hade gett 7 000 001 kr, 1 kr för mycket."
    )


def test_a_bearer_is_told_with_before_and_after() -> None:
    assert plain(prove(divide(kronor(7_000_000), ASSOCIATIONS, method=Rule.LARGEST_SHARE))) == (
        "Avrundningen ger 7 000 001 kr, 1 kr för mycket. GR bär skillnaden: 3 879 251 kr blir 3 879 250 kr."
    )


def test_a_bearer_of_what_rounding_took_too_little() -> None:
    weights = [Weight("A", "Alfa", 1), Weight("B", "Beta", 1), Weight("C", "Gamma", 1)]
    assert plain(prove(divide(kronor(100), weights, method=Receiver("B")))) == (
        "Avrundningen ger 99 kr, 1 kr för lite. Beta bär skillnaden: 33 kr blir 34 kr."
    )


def test_base_amounts_are_told_first() -> None:
    weights = [Weight("A", "Alfa", 1), Weight("B", "Beta", 3)]
    assert plain(prove(divide(kronor(1000), weights, base_ore=kronor(100)))) == (
        "Först får var och en 100 kr, tillsammans 200 kr. De återstående 800 kr delas efter nyckeln. "
        "Alla kvoter är hela kronor. Ingenting blir över."
    )


def test_one_krona_goes_to_one_and_a_tie_is_told() -> None:
    weights = [Weight("B", "Beta", 1), Weight("A", "Alfa", 1)]
    assert plain(prove(divide(kronor(1), weights))) == (
        "Nedrundningen lämnar 1 kr. Den går till den största resten: Alfa (0,500). "
        "Beta har lika stor rest som Alfa; den lägre koden går före. Vanlig avrundning hade gett 2 kr, 1 kr för mycket."
    )


def test_ore_are_told_as_ore() -> None:
    weights = [Weight("A", "Alfa", 1), Weight("B", "Beta", 2)]
    assert plain(prove(divide(101, weights, unit=Unit.ORE))) == (
        "Nedrundningen lämnar 1 öre. Den går till den största resten: Alfa (0,667 öre). "
        "Vanlig avrundning hade också gett 1,01 kr."
    )


def test_many_recipients_are_told_by_the_first_and_the_last() -> None:
    weights = [Weight(f"{place:02}", f"Kommun {place}", 100 + place) for place in range(20)]
    assert plain(prove(divide(kronor(1_000_013), weights))).startswith(
        "Nedrundningen lämnar 11 kr. "
        "De går till de elva största resterna, från Kommun 18 (0,979) till Kommun 3 (0,575). "
    )


@pytest.mark.parametrize("method", [Rule.LAST, Receiver("A")])
def test_nothing_to_bear(method: Rule | Receiver) -> None:
    weights = [Weight("A", "Alfa", 1), Weight("B", "", 1)]
    assert plain(prove(divide(kronor(2), weights, method=method))) == (
        "Avrundningen ger 2 kr. Det finns ingen skillnad att bära."
    )


def test_a_recipient_without_a_name_is_told_by_its_code() -> None:
    assert "0114 (0,500)" in prove(divide(kronor(1), [Weight("0114", "", 1), Weight("0115", "", 1)]))
