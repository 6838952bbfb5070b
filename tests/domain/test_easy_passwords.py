"""What is easy to put together is found out however it is written; what is not is left alone."""

import unicodedata

import pytest

from ledger.domain.easy_passwords import is_easy, normalised

WORDS = ("sommar", "lösenord", "svensk", "fotboll", "göteborg", "mitt", "is")


@pytest.mark.parametrize(
    "password",
    [
        "sommaren2024!",
        "SOMMAR-2024-!!!!",
        "Sommar 202412",
        "lösenordlösenord",
        "losenord_12345",
        "L0s3n0rd@2024",
        unicodedata.normalize("NFD", "Göteborg2024!"),
        "svenskafotbollar",
        "mitt lösenord 1",
        "aaaaaaaaaaaa!!!!",
    ],
)
def test_a_few_words_with_figures_and_signs_are_easy(password: str) -> None:
    assert is_easy(password, WORDS)


@pytest.mark.parametrize(
    "password",
    ["kanot lampa gräns äpple", "sommar kanot lampa", "sommar83749203847", "Xk3v-9ptq-Zw7m", "isisisisisisis"],
)
def test_what_has_more_to_guess_is_not(password: str) -> None:
    assert not is_easy(password, WORDS)


def test_without_words_only_what_is_typed_again_and_again_is_easy() -> None:
    assert is_easy("111111111111", ())
    assert not is_easy("sommaren2024", ())


def test_a_letter_is_the_same_however_it_is_sent() -> None:
    assert normalised("a\u030angstro\u0308m \uff11") == "ångström 1"
