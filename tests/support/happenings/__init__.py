"""Every service that moves money, as something that may happen to told books: with arguments that are often right.

What is picked is often what a person would pick and sometimes not, so that services succeed and refuse in turn.
"""

from tests.support.happenings import among_pots, books, invoices, promises, recipients, the_payer, year_end
from tests.support.happenings.picks import FIRST, Pick
from tests.support.happenings.registry import HAPPENINGS, NEEDS, NEXT, SENT_ONCE, Happening

__all__ = ["FIRST", "HAPPENINGS", "NEEDS", "NEXT", "SENT_ONCE", "Happening", "Pick"]

the_payer.register()
among_pots.register()
promises.register()
invoices.register()
recipients.register()
year_end.register()
books.register()
