"""What tests of services begin with: the book of the story, on each database in turn."""

import pytest
from sqlalchemy import Engine

from tests.support.story import Story, tell


@pytest.fixture
def story(engine: Engine) -> Story:
    """A committed book with everything that has to be there before money moves."""
    return tell(engine)
