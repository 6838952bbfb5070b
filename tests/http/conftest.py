"""A site over the story, on both databases."""

import pytest
from sqlalchemy import Engine

from ledger.demo import Story
from tests.support.site import Site, open_site


@pytest.fixture
def site(engine: Engine, demo: Story) -> Site:
    """The application over the demo story; nobody can sign in yet."""
    return open_site(engine, demo.officer_id)
