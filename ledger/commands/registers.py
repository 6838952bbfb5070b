"""Commands about who there is, what they may, what is kept, and the settings of a book."""

from typing import Final

from ledger.closing import accept, close_month, close_year, explain
from ledger.commands import faults
from ledger.commands.fields import Month, Reference
from ledger.commands.forms import Body
from ledger.commands.registry import (
    ADMINISTRATOR,
    OFFICER,
    OFFICER_OR_ADMINISTRATOR,
    OFFICER_OR_ATTESTER,
    OFFICER_OR_STEERING,
    Command,
)
from ledger.services.books import open_book
from ledger.services.decision_links import add_receiver, follow_recommendation
from ledger.services.decisions import end_mandate, grant_mandate, register_body, register_decision, rename_body
from ledger.services.files import Thing, ThingKind, attach_file, remove_attachment
from ledger.services.keys import register_key
from ledger.services.memberships import end_membership, join_membership
from ledger.services.organisations import change_organisation, register_organisation
from ledger.services.payees import confirm_payee_account, propose_payee_account, refuse_payee_account
from ledger.services.persons import change_title, end_attest_right, grant_attest_right, register_person
from ledger.services.reopening import reopen_month
from ledger.services.roles import end_role, grant_role
from ledger.services.seals import seal_book
from ledger.services.vat import set_vat_recovery


def _thing(**said: int) -> Thing:
    """The one thing that is named; marshmallow's refusal for none or several."""
    if len(said) != 1:
        raise faults.refused(faults.ONE_THING)
    ((kind, thing_id),) = said.items()
    return Thing(ThingKind(kind), thing_id)


class ThingBody(Body):
    """What a file is attached to, by the field of its kind."""

    makes = staticmethod(_thing)

    document = Reference("document")
    decision = Reference("decision")
    agreement = Reference("agreement")
    organisation = Reference("organisation")


COMMANDS: Final = (
    Command("book.open", "Öppna en bok", open_book, ADMINISTRATOR),
    Command("book.set_vat_recovery", "Ställ in om boken återvinner moms", set_vat_recovery, ADMINISTRATOR),
    Command("book.close_month", "Stäng en månad", close_month, OFFICER, special={"month": Month}),
    Command("book.reopen_month", "Öppna den senast stängda månaden", reopen_month, OFFICER, special={"month": Month}),
    Command("book.explain", "Förklara något som skiljer i en månad", explain, OFFICER, special={"month": Month}),
    Command(
        "book.accept",
        "Godta någon annans förklaring",
        accept,
        OFFICER_OR_ATTESTER,
        special={"month": Month},
    ),
    Command("book.close_year", "Stäng ett år för gott", close_year, OFFICER),
    Command("book.seal", "Sätt ett sigill på kedjan", seal_book, OFFICER),
    Command("organisation.register", "Lägg till en organisation", register_organisation, OFFICER_OR_ADMINISTRATOR),
    Command(
        "organisation.change",
        "Ändra en organisation från en dag",
        change_organisation,
        OFFICER_OR_ADMINISTRATOR,
        spread="change",
    ),
    Command("membership.join", "Lägg till ett medlemskap", join_membership, OFFICER_OR_ADMINISTRATOR),
    Command("membership.end", "Avsluta ett medlemskap", end_membership, OFFICER_OR_ADMINISTRATOR),
    Command("payee_account.propose", "Föreslå ett nytt betalkonto", propose_payee_account, OFFICER),
    Command("payee_account.confirm", "Bekräfta någon annans förslag", confirm_payee_account, OFFICER_OR_ATTESTER),
    Command("payee_account.refuse", "Avslå någon annans förslag", refuse_payee_account, OFFICER_OR_ATTESTER),
    Command("person.register", "Lägg till en person", register_person, ADMINISTRATOR),
    Command("person.change_title", "Ge en person ny titel", change_title, ADMINISTRATOR),
    Command("role.grant", "Ge en person en roll i boken", grant_role, ADMINISTRATOR),
    Command("role.end", "Avsluta en roll", end_role, ADMINISTRATOR),
    Command("attest_right.grant", "Ge en person attesträtt", grant_attest_right, ADMINISTRATOR),
    Command("attest_right.end", "Avsluta en attesträtt", end_attest_right, ADMINISTRATOR),
    Command("body.register", "Lägg till ett organ", register_body, OFFICER_OR_ADMINISTRATOR),
    Command("body.rename", "Ge ett organ nytt namn", rename_body, OFFICER_OR_ADMINISTRATOR),
    Command("mandate.grant", "Ge ett organ mandat", grant_mandate, OFFICER_OR_ADMINISTRATOR),
    Command("mandate.end", "Avsluta ett mandat", end_mandate, OFFICER_OR_ADMINISTRATOR),
    Command(
        "decision.register",
        "Registrera ett beslut eller en rekommendation",
        register_decision,
        OFFICER_OR_STEERING,
        own_body="body",
    ),
    Command(
        "decision.add_receiver",
        "Lägg till vem beslutet skickas till",
        add_receiver,
        OFFICER_OR_STEERING,
        own_body="decision",
    ),
    Command(
        "decision.follow_recommendation",
        "Säg vilken rekommendation beslutet följer",
        follow_recommendation,
        OFFICER_OR_STEERING,
        own_body="decision",
    ),
    Command("key.register", "Registrera en fördelningsnyckel", register_key, OFFICER),
    Command("file.attach", "Bifoga en fil", attach_file, OFFICER, special={"to": ThingBody}),
    Command("file.remove", "Ta bort en bilaga", remove_attachment, OFFICER),
)
"""In the order they are listed."""
