"""What stands before anything happens: two books with what their happenings need, the months before them closed."""

from random import Random

from ledger.domain.attests import Step
from ledger.domain.shares import Weight
from ledger.services.keys import register_key
from ledger.services.persons import grant_attest_right
from ledger.services.vat import set_vat_recovery
from tests.support.closing import close_months
from tests.support.happenings.among_pots import WEIGHED
from tests.support.happenings.picks import FIRST, Pick
from tests.support.held import Held
from tests.support.second_book import with_second_book
from tests.support.story import OPENED_ON
from tests.support.yearend import with_year_end


def set_stage(held: Held, dice: Random) -> Pick:
    """Do and commit it: recovered VAT, a key, a second book, and attest rights in next year's purpose too."""
    money, here = held.money, held.here
    weights = [Weight(code, code, 1 + no) for no, code in enumerate(WEIGHED)]
    ending, second = with_year_end(money), with_second_book(money.story)
    with money.writing() as session:
        set_vat_recovery(session, **here, recovers=True, valid_from=FIRST, reason="Avdragsrätt")
        key = register_key(session, **here, code="PROV", name="Prov", source="Prov", as_of=OPENED_ON, weights=weights)
        for person_id, step in ((here["actor"], Step.CONFIRM), (money.director_id, Step.APPROVE)):
            grant_attest_right(
                session,
                **here,
                person_id=person_id,
                pot_id=ending.next.pot.id,
                step=step,
                limit_ore=None,
                valid_from=FIRST,
            )
    close_months(money.story, FIRST.replace(day=1))
    return Pick(dice, ending, held, second, key.id)
