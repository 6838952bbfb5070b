"""Later terms of the story's agreement, with whatever a test changes in them."""

from datetime import date
from typing import Any

from ledger.db.session import write_session
from ledger.services.agreements import Instrument, NewTerms, set_terms
from tests.support.story import AGREED_ON, Story


def new_terms(story: Story, **changed: Any) -> None:
    """Set and commit terms with days for requisition, report and use, and anything else changed."""
    said: dict[str, Any] = {
        "valid_from": AGREED_ON,
        "payer_id": story.organisations["SKR"],
        "instrument": Instrument.INVOICE,
        "requisitioner_id": story.organisations["VASTKOM"],
        "requisition_reference": "3500",
        "requisition_text": "Stimulansmedel",
        "requisition_by": date(2020, 12, 31),
        "certificate_required": True,
        "report_by": date(2021, 3, 31),
        "use_from": AGREED_ON,
        "use_to": date(2021, 12, 31),
    }
    with write_session(story.engine) as session:
        set_terms(session, **story.officer, agreement_id=story.agreement_id, terms=NewTerms(**{**said, **changed}))
