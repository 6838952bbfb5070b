"""The settings: checked once, at start."""

import pytest

from ledger.config import DEFAULT_DATABASE_URL, DEFAULT_MAX_FILE_BYTES, Config
from ledger.errors import SettingMalformed


def test_without_settings_there_are_defaults() -> None:
    assert Config.from_environment({}) == Config(DEFAULT_DATABASE_URL, DEFAULT_MAX_FILE_BYTES)
    assert Config.from_environment({"LEDGER_MAX_FILE_BYTES": ""}).max_file_bytes == 20_000_000


def test_the_largest_file_is_a_setting() -> None:
    assert Config.from_environment({"LEDGER_MAX_FILE_BYTES": "1048576"}).max_file_bytes == 1_048_576


@pytest.mark.parametrize("given", ["0", "-1", "20 MB", "2e7", "²"])
def test_a_size_that_is_none_is_refused_at_start(given: str) -> None:
    with pytest.raises(SettingMalformed) as refusal:
        Config.from_environment({"LEDGER_MAX_FILE_BYTES": given})
    assert (refusal.value.setting, refusal.value.given) == ("LEDGER_MAX_FILE_BYTES", given)
