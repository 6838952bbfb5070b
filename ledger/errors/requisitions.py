"""Refusals of requisitions, certificates and receipts."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from ledger.errors.base import About, LedgerError


@dataclass(eq=False, kw_only=True)
class RequisitionExceedsAuthorised(LedgerError):
    """More than authorised − lapsed − already requisitioned, on the day or on a later one."""

    code: ClassVar[str] = "requisition.exceeds_authorised"
    about: ClassVar[About] = About.STATE
    wanted_ore: int
    authorised_ore: int
    lapsed_ore: int
    requisitioned_ore: int
    left_ore: int
    day: date


@dataclass(eq=False, kw_only=True)
class RequisitionCertificateMissing(LedgerError):
    """A requisition without the certificate that the agreement's terms demand."""

    code: ClassVar[str] = "requisition.certificate_missing"
    agreement: str


@dataclass(eq=False, kw_only=True)
class CertificateOtherAgreement(LedgerError):
    """A certificate that was given for another agreement."""

    code: ClassVar[str] = "certificate.other_agreement"
    certificate: str
    belongs_to: str
    wanted: str


@dataclass(eq=False, kw_only=True)
class CertificateAfterSending(LedgerError):
    """A certificate that was not there when the requisition was sent."""

    code: ClassVar[str] = "certificate.after_sending"
    certificate: str
    certified_on: date
    sent_on: date


@dataclass(eq=False, kw_only=True)
class RequisitionHasReceipts(LedgerError):
    """A requisition that something is paid on; `receipts` are the numbers of the receipts in force."""

    code: ClassVar[str] = "requisition.has_receipts"
    about: ClassVar[About] = About.STATE
    requisition: str
    received_ore: int
    receipts: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class ReceiptExceedsClaim(LedgerError):
    """A receipt of more than the requisition's claim, on the day or on a later one."""

    code: ClassVar[str] = "receipt.exceeds_claim"
    about: ClassVar[About] = About.STATE
    requisition: str
    amount_ore: int
    claim_ore: int
    over_ore: int = field(init=False)

    def __post_init__(self) -> None:
        """What does not fit in the claim."""
        self.over_ore = self.amount_ore - self.claim_ore
