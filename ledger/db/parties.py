"""What an agreement has beside its purposes and terms: its parties, and how unused money goes back."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ledger.db.base import Base
from ledger.db.versions import Ending


class AgreementParty(Base):
    """An organisation's part in an agreement: it has signed it, or the money is meant for it."""

    __tablename__ = "agreement_party"
    __table_args__ = (CheckConstraint("role IN ('signatory', 'principal')", name="role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    role: Mapped[str]


class AgreementPartyVersion(Ending, Base):
    """Between which days an organisation is a party."""

    __tablename__ = "agreement_party_version"
    __of__ = "agreement_party"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="dates"),
        {"sqlite_with_rowid": False},
    )


class RepaymentTerms(Base):
    """The part of one version of an agreement's terms that says by when and to which account money goes back."""

    __tablename__ = "repayment_terms"
    __table_args__ = (
        CheckConstraint("account_kind IN ('bankgiro', 'plusgiro', 'bank_account')", name="account_kind"),
        CheckConstraint("(account_kind IS NULL) = (account_number IS NULL)", name="account"),
    )

    terms_id: Mapped[int] = mapped_column(ForeignKey("terms.id"), primary_key=True)
    repay_by: Mapped[date | None]
    account_kind: Mapped[str | None]
    account_number: Mapped[str | None]
