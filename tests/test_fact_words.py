"""What refusals call things has its English, wherever in the code it is said, and comes out as a sentence."""

import re
from string import Formatter

import pytest

from ledger.db.details import FORMS
from ledger.domain.attests import STEP_NAMES
from ledger.domain.chart import CHART
from ledger.domain.mandates import POWER_NAMES
from ledger.domain.roles import Role
from ledger.errors import LedgerError
from ledger.language import Language
from ledger.messages import SV
from ledger.placeholders.fact_words import ENGLISH, word
from ledger.services.roles import ROLE_NAMES
from tests.support.said_words import said
from tests.test_messages import REFUSALS

WORD_WAYS = {"word", "word_start", "words", "either"}
NO_WORDS = {"NotFound": {"name"}}
"""Facts that are names more often than words: what a refused search was for."""


def word_facts(refusal: type[LedgerError]) -> frozenset[str]:
    parsed = Formatter().parse(SV[refusal.code])
    named = {name for _, name, way, _ in parsed if name is not None and way in WORD_WAYS}
    return frozenset(named - NO_WORDS.get(refusal.__name__, set()))


SAID = sorted(said({refusal.__name__: word_facts(refusal) for refusal in REFUSALS}))


def in_english(text: str) -> str:
    return word(text, Language.EN)


def is_known(text: str) -> bool:
    return text in ENGLISH or in_english(text) != text


def test_words_are_found_wherever_they_are_said() -> None:
    assert {"medelspott", "Beloppet", "Bokföringsdag", "fakturan", "första dagen för 0,"} <= set(SAID)
    assert {"sakattestera", "rollen ekonom", "0 som huvudman", "en GIF-bild", "hos mottagaren"} <= set(SAID)
    assert {"ett heltal från 0 till 0", "två till 25 siffror", "Höjningens dag", "underlag"} <= set(SAID)


@pytest.mark.parametrize("text", SAID)
def test_every_word_that_is_said_has_its_english(text: str) -> None:
    assert is_known(text)
    assert re.search("[åäöÅÄÖ]", in_english(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        *(rule.heading for rule in CHART.values()),
        *(form.name for form in FORMS.values()),
        *POWER_NAMES.values(),
        *STEP_NAMES.values(),
        *ROLE_NAMES.values(),
        *(role.value for role in Role),
    ],
)
def test_every_name_of_the_product_has_its_english(text: str) -> None:
    assert text in ENGLISH


def test_the_catalogue_has_as_much_to_fill_in_on_both_sides() -> None:
    assert {swedish for swedish, english in ENGLISH.items() if swedish.count("{}") != english.count("{}")} == set()


@pytest.mark.parametrize(
    ("swedish", "english"),
    [
        ("första dagen för Norr 2021,", "the first day of Norr 2021,"),
        ("dagen för uppdrag U-2021-01,", "the day of commitment U-2021-01,"),
        ("dagen för ÖL-2021-01,", "the day of ÖL-2021-01,"),
        ("mandatet för fördelning som Styrgruppen har", "the mandate for allocation that Styrgruppen has"),
        ("rollen ekonom", "the role finance officer"),
        ("ett heltal från 1 till 65535", "a whole number from 1 to 65535"),
        ("Vårdsamverkan Skaraborg", "Vårdsamverkan Skaraborg"),
    ],
)
def test_what_is_filled_in_stays(swedish: str, english: str) -> None:
    assert in_english(swedish) == english
    assert word(swedish, Language.SV) == swedish
