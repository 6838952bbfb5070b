"""The words of refusals of the settings, at start."""

from typing import Final

SV: Final[dict[str, str]] = {
    "setting.malformed": "Inställningen {setting} är ”{given:word}” och går inte att använda. Skriv {expected:word}.",
    "setting.unknown": (
        "Det finns ingen inställning som heter {setting}.{nearest:did_you_mean} Rätta namnet eller ta bort den; "
        "docs/settings.md har alla."
    ),
    "setting.disagree": (
        "{setting} är ”{given}” och {other} är ”{other_given}”, men {rule:word}. Ändra en av dem eller båda."
    ),
    "setting.several": "Inställningarna behöver rättas på {count:places}.",
}

EN: Final[dict[str, str]] = {
    "setting.malformed": "The setting {setting} is “{given:word}” and cannot be used. Write {expected:word}.",
    "setting.unknown": (
        "There is no setting called {setting}.{nearest:did_you_mean} Correct the name or remove it; "
        "docs/settings.md has them all."
    ),
    "setting.disagree": "{setting} is “{given}” and {other} is “{other_given}”, but {rule:word}. Change one or both.",
    "setting.several": "The settings need to be put right in {count:places}.",
}
