"""Refusals of what becomes of requisitions and receipts later, and of interest that the payer shall have."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from ledger.errors.base import About, LedgerError


@dataclass(eq=False, kw_only=True)
class RequisitionPayerPaysByItself(LedgerError):
    """A requisition to a payer that pays without being asked, by the terms of the day."""

    code: ClassVar[str] = "requisition.payer_pays_by_itself"
    about: ClassVar[About] = About.STATE
    agreement: str
    day: date


@dataclass(eq=False, kw_only=True)
class RequisitionPayerWaits(LedgerError):
    """A payment notice from a payer that, by the terms of the day, pays only what it is asked for."""

    code: ClassVar[str] = "requisition.payer_waits"
    about: ClassVar[About] = About.STATE
    agreement: str
    day: date


@dataclass(eq=False, kw_only=True)
class RequisitionLoweringExceedsUnpaid(LedgerError):
    """A requisition lowered by more than is unpaid, on the day or on a later one."""

    code: ClassVar[str] = "requisition.lowering_exceeds_unpaid"
    about: ClassVar[About] = About.STATE
    requisition: str
    wanted_ore: int
    unpaid_ore: int
    day: date


@dataclass(eq=False, kw_only=True)
class RequisitionIsLowered(LedgerError):
    """A requisition that has been lowered; `lowerings` are the numbers of those in force."""

    code: ClassVar[str] = "requisition.is_lowered"
    about: ClassVar[About] = About.STATE
    requisition: str
    lowered_ore: int
    lowerings: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class SendingBackExceedsReceived(LedgerError):
    """More sent back than is received on the requisition, or than the purpose has in the bank and owes to nobody."""

    code: ClassVar[str] = "requisition.sending_back_exceeds"
    about: ClassVar[About] = About.STATE
    requisition: str
    wanted_ore: int
    received_ore: int
    free_ore: int
    day: date
    left_ore: int = field(init=False)

    def __post_init__(self) -> None:
        """What may be sent back."""
        self.left_ore = max(0, min(self.received_ore, self.free_ore))


@dataclass(eq=False, kw_only=True)
class ReceiptSentBack(LedgerError):
    """A receipt, or its placing, that money sent back to the payer rests on."""

    code: ClassVar[str] = "receipt.sent_back"
    about: ClassVar[About] = About.STATE
    document: str
    requisition: str
    sent_back_ore: int
    sendings: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class ReceiptPlaced(LedgerError):
    """An unplaced receipt that is placed on requisitions, wholly or in part."""

    code: ClassVar[str] = "receipt.placed"
    about: ClassVar[About] = About.STATE
    receipt: str
    placed_ore: int
    placements: tuple[str, ...]


@dataclass(eq=False, kw_only=True)
class PlacementEmpty(LedgerError):
    """A receipt placed on no requisition."""

    code: ClassVar[str] = "placement.empty"
    receipt: str


@dataclass(eq=False, kw_only=True)
class PlacementExceedsUnplaced(LedgerError):
    """More placed than is left of the receipt."""

    code: ClassVar[str] = "placement.exceeds_unplaced"
    about: ClassVar[About] = About.STATE
    receipt: str
    wanted_ore: int
    left_ore: int


@dataclass(eq=False, kw_only=True)
class InterestExceedsDebt(LedgerError):
    """More interest paid on than the payer shall have, on the day or on a later one."""

    code: ClassVar[str] = "interest.exceeds_debt"
    about: ClassVar[About] = About.STATE
    purpose: str
    wanted_ore: int
    debt_ore: int
    day: date


@dataclass(eq=False, kw_only=True)
class InterestPaidOn(LedgerError):
    """Interest that has been paid on to the payer, so that the debt cannot be taken away."""

    code: ClassVar[str] = "interest.paid_on"
    about: ClassVar[About] = About.STATE
    interest: str
    amount_ore: int
    debt_ore: int
