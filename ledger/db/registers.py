"""History of the registers: versions of organisations, persons and bodies, of what bodies and persons may, and when."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Base
from ledger.db.versions import Ending, Versioned


class OrganisationVersion(Versioned, Base):
    """What an organisation is from a day on; the municipality it has its seat in, by its four digits."""

    __tablename__ = "organisation_version"
    __of__ = "organisation"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('state', 'association', 'region', 'municipality', 'care_collaboration', 'keeper', 'supplier')",
            name="kind",
        ),
        CheckConstraint("municipality_code IS NULL OR length(municipality_code) = 4", name="municipality_code"),
        CheckConstraint("length(country) = 2", name="country"),
        {"sqlite_with_rowid": False},
    )

    name: Mapped[str]
    kind: Mapped[str]
    municipality_code: Mapped[str | None]
    town: Mapped[str]
    country: Mapped[str]


class Membership(Base):
    """One organisation in another: as a member of an association, a part of a care area, or an adjunct."""

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint("kind IN ('municipal_association', 'care_area', 'adjunct')", name="kind"),
        CheckConstraint("member_id <> group_id", name="itself"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    kind: Mapped[str]


class MembershipVersion(Ending, Base):
    """Between which days a membership holds."""

    __tablename__ = "membership_version"
    __of__ = "membership"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="dates"),
        {"sqlite_with_rowid": False},
    )


class PersonVersion(Versioned, Base):
    """A person's title from a day on."""

    __tablename__ = "person_version"
    __of__ = "person"
    __table_args__ = ({"sqlite_with_rowid": False},)

    title: Mapped[str]


class PersonRole(Base):
    """A role that a person has in a book; a member of a steering group has it in that body."""

    __tablename__ = "person_role"
    __table_args__ = (
        CheckConstraint("role IN ('ekonom', 'attestant', 'styrgrupp', 'revisor', 'admin')", name="role"),
        CheckConstraint("(role = 'styrgrupp') = (body_id IS NOT NULL)", name="body"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"))
    role: Mapped[str]
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))


class PersonRoleVersion(Ending, Base):
    """Between which days a person has a role."""

    __tablename__ = "person_role_version"
    __of__ = "person_role"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="dates"),
        {"sqlite_with_rowid": False},
    )


class BodyVersion(Versioned, Base):
    """A body's name from a day on."""

    __tablename__ = "body_version"
    __of__ = "body"
    __table_args__ = ({"sqlite_with_rowid": False},)

    name: Mapped[str]


class MandateVersion(Ending, Base):
    """Between which days a mandate holds."""

    __tablename__ = "mandate_version"
    __of__ = "mandate"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="dates"),
        {"sqlite_with_rowid": False},
    )


class AttestRightVersion(Ending, Base):
    """Between which days a right to attest holds."""

    __tablename__ = "attest_right_version"
    __of__ = "attest_right"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="dates"),
        {"sqlite_with_rowid": False},
    )
