"""A site over the story, on both databases."""

import pytest
from sqlalchemy import Engine

from ledger.db.session import write_session
from ledger.demo import tell
from tests.support.site import Site, open_site


@pytest.fixture
def site(engine: Engine) -> Site:
    """The application over the demo story; nobody can sign in yet."""
    with write_session(engine) as session:
        story = tell(session)
    return open_site(engine, story.officer_id)
