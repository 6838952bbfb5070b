"""Told by commands: invoices and reports with all that may befall them, a handover, and every command there is."""

from collections.abc import Iterator
from typing import Any

from tests.support.commanding import ADMIN, ATTESTER, OFFICER, SECOND, Line, decision, invoice, life, line, report
from tests.support.commanding_more import ASSIGNED, SPLIT, YEAR_END, bank, money_in, pots, registers


def widened() -> Iterator[tuple[str | None, tuple[Line, ...]]]:
    """What the year's ordinary round does not need: every other command at least once."""
    yield (
        ADMIN,
        (
            line("book.set_vat_recovery", recovers=True, valid_from="2022-06-01", reason="Beslut av Skatteverket"),
            line("person.change_title", person=SECOND, title="Ekonomichef", valid_from="2022-01-01"),
            line(
                "attest_right.grant",
                "right",
                person=SECOND,
                pot="UNGDOM2020",
                step="approve",
                limit_kr="1",
                valid_from="2022-01-01",
            ),
            line("attest_right.end", right="$right.id", last_day="2022-12-31", reason="Ska inte beslutsattestera"),
            line("role.grant", "role", person=SECOND, role="revisor", valid_from="2022-01-01"),
            line("role.end", role="$role.id", last_day="2022-12-31", reason="Ska inte granska längre"),
        ),
    )
    yield OFFICER, (*registers(), *money_in(), *bank())
    yield (
        SECOND,
        (
            line("payee_account.confirm", organisation="FB", no=1),
            line("payee_account.refuse", organisation="SKR", no=1, reason="Numret stämmer inte"),
        ),
    )
    yield OFFICER, (*pots(), *_more_invoices())
    yield (
        ATTESTER,
        tuple(line("invoice.approve", invoice=f"SK {number}", on="2022-07-05") for number in ("A2", "A3", "A5")),
    )
    yield OFFICER, (*_credited(), *_more_reports())
    yield (
        ATTESTER,
        (
            line("credit_invoice.approve", credit="SK K1", on="2022-07-25"),
            line("use_report.approve", report="fb-2022"),
        ),
    )
    yield (
        OFFICER,
        (
            *_given_back(),
            *_settled(),
            *_handed_over(),
            line("book.seal"),
        ),
    )


def _later(number: str, gross: str, **said: Any) -> Line:
    dated = {"invoiced_on": "2022-07-01", "arrived_on": "2022-07-01", "due_on": "2022-08-01"}
    return invoice(number, gross, "Handledning", **{**dated, **said})


def _more_invoices() -> Iterator[Line]:
    vat = {
        "net_kr": "100 000",
        "vat_kr": "25 000",
        "vat_judgement": "25",
        "lines": [{"text": "Handledning", "gross_kr": "125 000", "vat_kr": "25 000", "commitment": "Handledning"}],
    }
    yield _later("A1", "125 000", net_kr="125 000")
    yield _later("A2", "125 000", do="invoice.change", invoice="SK A1", reason="Momsen syntes inte", **vat)
    yield _later("A3", "50 000")
    yield _later("A4", "1 000")
    yield line("invoice.return", invoice="SK A4", reason="Gäller en annan kund")
    yield _later("A5", "30 000")
    for number in ("A2", "A3", "A5"):
        yield line("invoice.confirm", invoice=f"SK {number}")


def _credited() -> Iterator[Line]:
    """What was paid, came back, was paid again, and was credited after that."""
    paid = {"bank_account": "1930", "invoices": ["SK A2", "SK A3"]}
    yield line("payout.pay", "ub3", on="2022-07-10", amounts=[{"invoice": "SK A2", "amount_kr": "125 000"}], **paid)
    yield line("bounce.register_payment", payout="$ub3.id", invoice="SK A3", on="2022-07-12")
    yield line("payout.pay", on="2022-07-13", bank_account="1930", invoices=["SK A3"])
    yield line("vat_recovery.register", invoice="SK A2", bank_account="1930", amount_kr="25 000", on="2022-09-01")
    yield line("double_payment.register", invoice="SK A3", bank_account="1930", amount_kr="50 000", on="2022-07-14")
    yield line("supplier_refund.register", invoice="SK A3", bank_account="1930", amount_kr="40 000", on="2022-07-20")
    yield line("set_off.register", claim_invoice="SK A3", invoice="SK A5", amount_kr="5 000", on="2022-07-21")
    for number in ("K0", "K1"):
        yield line(
            "credit_invoice.register",
            invoice="SK A5",
            supplier_number=number,
            credited_on="2022-07-22",
            arrived_on="2022-07-22",
            lines=[{"invoice_row": 1, "gross_kr": "2 000"}],
            net_kr="2 000",
            vat_kr="0",
            gross_kr="2 000",
            reason="Färre timmar än fakturerat",
        )
        if number == "K0":
            yield line("credit_invoice.return", credit="K0", reason="Gäller en annan faktura")
    yield line("credit_invoice.confirm", credit="SK K1")


def _more_reports() -> Iterator[Line]:
    in_2022 = {"used_from": "2022-01-01", "used_to": "2022-03-31", "reported_on": "2022-04-01"}
    yield report("SK", "100 000", as_="ar2", **in_2022)
    yield report("SK", "150 000", as_="ar3", do="use_report.change", report="$ar2.id", **in_2022)
    yield line("use_report.submit", report="$ar3.id")
    yield line("use_report.return", report="$ar3.id", reason="Underlag saknas för resor")
    yield report("FB", "200 000", as_="ar4", **in_2022, source_key="fb-2022")
    yield line("use_report.submit", report="$ar4.id")
    yield line("use_report.confirm", report="fb-2022", on="2022-04-10", decision=ASSIGNED)


def _given_back() -> Iterator[Line]:
    yield line("payout.pay_reports", reports=["fb-2022"], bank_account="1930", on="2022-05-01")
    decided = {"decision": ASSIGNED, "reason": "Använt till annat än avtalat", "on": "2022-05-02"}
    yield line("use_report.disallow", report="ÅR-2021-01", amount_kr="100 000", **decided)
    yield line("reclaim.recall_unused", pot="SK", amount_kr="300 000", **{**decided, "decision": SPLIT})
    yield line("reclaim.register_paid_back", pot="SK", bank_account="1930", amount_kr="150 000", on="2022-05-20")
    yield line("reclaim.write_off", pot="SK", amount_kr="50 000", **{**decided, "on": "2022-06-01"})
    yield line("lapse.register", purpose="UNGDOM", amount_kr="1 000 000", decision=YEAR_END, on="2022-12-31")


def _settled() -> Iterator[Line]:
    """Nothing may be left open in a book that is handed over."""
    on = {"bank_account": "1930", "on": "2022-12-31"}
    yield line("interest.pay_on", purpose="SUICID", amount_kr="600", **on)
    yield line("payout.pay", invoices=["SK A5"], **on)
    yield line("supplier_refund.register", invoice="SK A3", amount_kr="5 000", **on)
    yield line("reclaim.register_paid_back", pot="SK", amount_kr="200 000", **on)


def _handed_over() -> Iterator[Line]:
    """Part of the next agreement's money goes to the municipal association's own book, where it is settled too."""
    there: dict[str, Any] = {"book": "skaraborg"}
    yield line("agreement.register", code="PH2022", name="Psykisk hälsa 2022", reference="22/1", **there)
    yield line(
        "agreement.add_purpose",
        agreement="PH2022",
        code="SUICID",
        name="Suicid",
        pot_code="S22",
        opened_on="2022-01-01",
        **there,
    )
    yield line("mandate.grant", body="ARSSLUT", power="year_end", pot="S22", valid_from="2020-01-01", **there)
    yield decision("ARSSLUT", "10", "2022-12-15", "Övertagande", **there)
    yield line("bank_account.open", name="Bank", number="1930", **there)
    yield line(
        "handover.register",
        "h",
        decision=YEAR_END,
        on="2023-02-01",
        parts=[
            {
                "pot": "SUICID2022",
                "other_book": "skaraborg",
                "other_pot": "S22",
                "other_decision": "ARSSLUT 2022-12-15 § 10",
                "available_kr": "2 000 000",
            }
        ],
    )
    settled = {"bank_account": "1930", "amount_kr": "2 000 000", "on": "2023-02-10"}
    yield line("clearing.settle", handover="$h.parts.0.given.id", **settled)
    yield line("clearing.settle", handover="$h.parts.0.taken.id", **settled, **there)


def all_there_is() -> Iterator[tuple[str | None, tuple[Line, ...]]]:
    """The whole life, and then every other command, so that each has been done at least once."""
    yield from life()
    yield from widened()
