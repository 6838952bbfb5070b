"""What was registered before there were versions gets its first one: who knew it when, from the audit log."""

from argparse import Namespace
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, select

from ledger.db import guards
from ledger.db.audit import Audit
from ledger.db.migrating import upgrade
from ledger.db.organisations import Organisation
from ledger.db.registers import (
    AttestRightVersion,
    BodyVersion,
    MandateVersion,
    OrganisationVersion,
    PersonVersion,
)
from ledger.db.session import read_session, write_session
from ledger.db.versions import FROM_THE_FIRST, Versioned
from ledger.services.organisations import OrganisationKind, find_organisation, register_organisation
from tests.support.books import small_book
from tests.support.raw import dump
from tests.support.story import EVERYTHING, Story

ROOT = Path(__file__).resolve().parents[2]
TABLES: dict[type[Versioned], str] = {
    OrganisationVersion: "organisation_version",
    PersonVersion: "person_version",
    BodyVersion: "body_version",
    MandateVersion: "mandate_version",
    AttestRightVersion: "attest_right_version",
}


def taken_back_and_forth(engine: Engine) -> None:
    config = Config(toml_file=ROOT / "pyproject.toml", cmd_opts=Namespace(x=["guards=off"]))
    with write_session(engine) as session:
        config.attributes["connection"] = session.connection()
        command.downgrade(config, "0001")
    upgrade(engine)


def test_the_first_versions_are_what_the_services_would_have_written(story: Story) -> None:
    with write_session(story.engine) as session:
        register_organisation(
            session,
            actor=story.approver_id,
            scope=EVERYTHING,
            code="1444",
            name="Grästorp",
            kind=OrganisationKind.MUNICIPALITY,
        )
    before = dump(story.engine)
    taken_back_and_forth(story.engine)
    after = dump(story.engine)
    assert sorted(before) == sorted(after)
    for unversioned in sorted(set(before) - set(TABLES.values())):
        assert after[unversioned] == before[unversioned]
    with read_session(story.engine) as session:
        assert guards.missing(session.connection()) == ()
        for table, name in TABLES.items():
            versions = session.scalars(select(table).order_by(table.of_id)).all()
            assert [version.no for version in versions] == [1] * len(versions)
            assert len(versions) == len(before[name])
            assert all(version.recorded_at.year > 2000 for version in versions)
        known = session.execute(
            select(OrganisationVersion.valid_from, OrganisationVersion.actor_id, Audit.recorded_at)
            .join(Organisation, Organisation.id == OrganisationVersion.of_id)
            .join(Audit, (Audit.what_id == Organisation.id) & (Audit.what == "organisation"))
            .where(Organisation.code == "1444", Audit.recorded_at == OrganisationVersion.recorded_at)
        ).one()
        assert (known.valid_from, known.actor_id) == (FROM_THE_FIRST, story.approver_id)
        assert find_organisation(session, "1444").municipality_code == "1444"


def test_what_nobody_is_known_to_have_registered_gets_one_too(engine: Engine) -> None:
    book = small_book(engine)
    taken_back_and_forth(engine)
    with read_session(engine) as session:
        version = session.execute(select(OrganisationVersion)).scalar_one()
        assert (version.name, version.actor_id, version.recorded_at.year) == ("Provet", book.actor_id, 1970)
