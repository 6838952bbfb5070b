"""How persons prove who they are: passwords, one-time codes, sessions and tokens. Never the secrets themselves.

What was decided is append-only as everything else; sessions, and when a token was last used, are working rows that
come and go.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Base


class Credential(Base):
    """A person's password as an argon2id hash; the row with the highest `no` holds, an empty hash is none."""

    __tablename__ = "credential"
    __table_args__ = ({"sqlite_with_rowid": False},)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    password_hash: Mapped[str]
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class OneTimeSecret(Base):
    """A person's secret of one-time codes, sealed with the product's key; the highest `no` holds, empty is none."""

    __tablename__ = "one_time_secret"
    __table_args__ = ({"sqlite_with_rowid": False},)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    sealed: Mapped[str]
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class OneTimeUse(Base):
    """A code that was used, by its hash: a recovery code or a time step, which nobody may use again."""

    __tablename__ = "one_time_use"
    __table_args__ = ({"sqlite_with_rowid": False},)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    code_hash: Mapped[str] = mapped_column(primary_key=True)
    recorded_at: Mapped[datetime]


class RecoveryCode(Base):
    """A recovery code by its hash, of one generation of a person's one-time secret."""

    __tablename__ = "recovery_code"
    __table_args__ = ({"sqlite_with_rowid": False},)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(primary_key=True)


class WebSession(Base):
    """Somebody signed in: a token by its hash, since when, last seen, and when it ended. A working row."""

    __tablename__ = "web_session"
    __table_args__ = (Index("ix_web_session_person_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    client: Mapped[str]
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class ApiToken(Base):
    """A token for programs, by its hash, with the role it may act in, in one book, until a day."""

    __tablename__ = "api_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"))
    role: Mapped[str]
    name: Mapped[str]
    expires_on: Mapped[date]
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class ApiTokenEnd(Base):
    """A token that was ended before its day."""

    __tablename__ = "api_token_end"
    __table_args__ = ({"sqlite_with_rowid": False},)

    token_id: Mapped[int] = mapped_column(ForeignKey("api_token.id"), primary_key=True)
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class ApiTokenUse(Base):
    """When a token was last used. A working row."""

    __tablename__ = "api_token_use"
    __table_args__ = ({"sqlite_with_rowid": False},)

    token_id: Mapped[int] = mapped_column(ForeignKey("api_token.id"), primary_key=True)
    used_at: Mapped[datetime]


class ExternalIdentity(Base):
    """Whose `subject` at another's sign-in service (`issuer`) is; the highest `no` holds, without a person nobody's."""

    __tablename__ = "external_identity"
    __table_args__ = ({"sqlite_with_rowid": False},)

    issuer: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class SignInRefusal(Base):
    """A sign-in that was refused before it was known whose it was: by which way, and why. The audit log has persons."""

    __tablename__ = "sign_in_refusal"

    id: Mapped[int] = mapped_column(primary_key=True)
    way: Mapped[str]
    why: Mapped[str]
    recorded_at: Mapped[datetime]
