"""The 49 municipalities of the county, each in its municipal association and in its care area.

Codes, names and associations are official; the areas are demo data, as `ledger.data.care_areas` says.
"""

from typing import Final

from sqlalchemy.orm import Session

from ledger.data.care_areas import area_of
from ledger.data.municipalities import Municipality, municipalities
from ledger.demo.cast import ASSOCIATION_CODES, EVERYTHING, Cast
from ledger.demo.figures import OPENED_ON
from ledger.services.memberships import MembershipKind, join_membership
from ledger.services.organisations import OrganisationKind, register_organisation

VARBERG: Final = Municipality("1383", "Varberg", "Boråsregionen Sjuhärads kommunalförbund", 0)
"""In the county of Halland, and an adjunct of the association: DOMAIN §3."""


def settle(session: Session, cast: Cast) -> None:
    """Register the municipalities with their memberships, and Varberg as the adjunct it is."""
    areas = area_of()
    for municipality in municipalities():
        municipality_id = _registered(session, cast, municipality)
        association = cast.organisations[ASSOCIATION_CODES[municipality.association]]
        _join(session, cast, municipality_id, association, MembershipKind.MUNICIPAL_ASSOCIATION)
        _join(session, cast, municipality_id, cast.organisations[areas[municipality.code]], MembershipKind.CARE_AREA)
    adjunct = _registered(session, cast, VARBERG)
    _join(session, cast, adjunct, cast.organisations[ASSOCIATION_CODES[VARBERG.association]], MembershipKind.ADJUNCT)


def _registered(session: Session, cast: Cast, municipality: Municipality) -> int:
    return register_organisation(
        session,
        actor=cast.officer,
        scope=EVERYTHING,
        code=municipality.code,
        name=municipality.name,
        kind=OrganisationKind.MUNICIPALITY,
    ).id


def _join(session: Session, cast: Cast, member_id: int, group_id: int, kind: MembershipKind) -> None:
    join_membership(
        session,
        actor=cast.officer,
        scope=EVERYTHING,
        member_id=member_id,
        group_id=group_id,
        kind=kind,
        valid_from=OPENED_ON,
    )
