"""One row and more of every table about money that comes in, and how each may be changed past the guards."""

from typing import Final

from ledger.money import kronor
from ledger.services.bank_matching import BankRow
from ledger.services.bank_statements import StatementRow
from ledger.services.placements import PlacePart, place_receipt
from tests.support.banking import Banking
from tests.support.claims import CAME_ON, CHANGED_ON, Claims
from tests.support.story import COUNTY_ORE

CHANGES: Final = {
    "bank_event": "text = 'något annat'",
    "bank_match": "found = 'carried'",
    "bank_match_entry": "row_no = row_no + 7",
    "bank_match_row": "row_no = row_no + 7",
    "bank_statement": "since = '2020-01-01'",
    "bank_statement_row": "text = 'något annat'",
    "receipt_placement": "amount_ore = amount_ore + 1",
    "requisition_lowering": "reason = 'något annat'",
    "sending_back": "reason = 'något annat'",
    "unplaced_receipt": "sender = 'någon annan'",
}
"""By table, what somebody might write over."""


def fill(claims: Claims) -> None:
    """Make and commit rows of every table above; what is booked ties."""
    money, banking = claims.money, Banking(claims.money)
    claims.lower(kronor(4_000_000))
    claims.receive(kronor(2_000_000))
    claims.send_back(kronor(1_000_000))
    waiting = claims.wait(kronor(100), sender="SKR")
    with money.writing() as session:
        place_receipt(
            session,
            **money.story.officer,
            unplaced_id=waiting.document.id,
            parts=[PlacePart(claims.requisition_id, kronor(60))],
            on=CAME_ON,
        )
    banking.move(kronor(5), on=CHANGED_ON)
    waited = [StatementRow(CHANGED_ON, kronor(100), "Bg 1"), StatementRow(CHANGED_ON, kronor(5), "Ränta")]
    said = banking.say(CHANGED_ON, COUNTY_ORE, COUNTY_ORE + kronor(105), waited)
    assert waiting.booked is not None
    banking.match([BankRow(said.document.id, 1)], [(waiting.booked.year, waiting.booked.number)])
