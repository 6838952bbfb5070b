"""A whole life told through commands alone, from an empty database to the end of the year: by whom, in order."""

from collections.abc import Iterator
from typing import Any, Final

ADMIN: Final = "admin@prov.example"
OFFICER: Final = "ekonom@prov.example"
SECOND: Final = "ekonom2@prov.example"
ATTESTER: Final = "attestant@prov.example"
STEERING: Final = "styrgrupp@prov.example"
AUDITOR: Final = "revisor@prov.example"
REASON: Final = "Fel belopp enligt beslutet"
PDF: Final = "JVBERi0xLjQKJSVFT0YK"
"""The least that is a PDF, in Base64."""

Line = dict[str, Any]


def line(do: str, as_: str = "", **said: Any) -> Line:
    """One command as a line of a file."""
    return {"do": do, **({"as": as_} if as_ else {}), **said}


def beginning() -> Iterator[tuple[str | None, tuple[Line, ...]]]:
    """Who there is, from nobody on: the first person registers itself, and the first role closes the door behind."""
    yield None, (line("person.register", login=ADMIN, title="Administratör"),)
    yield (
        ADMIN,
        (
            *(
                line("person.register", login=login, title=title)
                for login, title in (
                    (OFFICER, "Ekonom"),
                    (SECOND, "Ekonom"),
                    (ATTESTER, "Beslutsattestant"),
                    (STEERING, "Ordförande"),
                    (AUDITOR, "Granskare"),
                )
            ),
            *_organisations(),
            line("book.open", code="vastkom", name="VästKom", organisation="VASTKOM", opened_on="2020-01-01"),
            line("book.open", code="skaraborg", name="Skaraborg", organisation="SK", opened_on="2021-12-01"),
            *(
                line("body.register", code=code, name=name, advisory=code == "SRO")
                for code, name in (
                    ("STATEN", "Staten och Sveriges Kommuner och Regioner"),
                    ("STYRGRUPP", "Styrgrupp psykisk hälsa"),
                    ("ARSSLUT", "Direktionen"),
                    ("SRO", "Politiskt samrådsorgan"),
                )
            ),
            *_roles(),
        ),
    )


def _organisations() -> Iterator[Line]:
    for code, name, kind, number, bankgiro in (
        ("VASTKOM", "VästKom", "keeper", None, None),
        ("SKR", "Sveriges Kommuner och Regioner", "state", "222000-0315", None),
        ("SK", "Skaraborgs kommunalförbund", "association", "222000-2188", "1234-5641"),
        ("FB", "Fyrbodals kommunalförbund", "association", None, "1234-5625"),
        ("FYRBODAL", "Fyrbodal", "care_collaboration", None, "1234-5658"),
        ("1444", "Grästorp", "municipality", None, "1234-5666"),
    ):
        said = {"number": number, "bankgiro_number": bankgiro}
        given = {key: value for key, value in said.items() if value is not None}
        yield line("organisation.register", code=code, name=name, kind=kind, **given)


def _roles() -> Iterator[Line]:
    since = {"valid_from": "2020-01-01"}
    for book in ("vastkom", "skaraborg"):
        yield line("role.grant", person=ADMIN, role="admin", book=book, **since)
        for login, role in ((OFFICER, "ekonom"), (SECOND, "ekonom"), (ATTESTER, "attestant"), (AUDITOR, "revisor")):
            yield line("role.grant", person=login, role=role, book=book, **since)
    yield line("role.grant", "member", person=STEERING, role="styrgrupp", body="STYRGRUPP", book="vastkom", **since)


def agreed() -> Iterator[tuple[str | None, tuple[Line, ...]]]:
    """The agreement, who may decide what over it, what was decided, and the money asked for and received."""
    yield OFFICER, (*_agreement(), *_mandates())
    yield ADMIN, tuple(_rights())
    yield STEERING, (decision("STYRGRUPP", "4", "2020-10-02", "Fördelning", as_="split"),)
    yield (
        OFFICER,
        (
            decision("STATEN", "§ 1", "2020-08-27", "Länets del"),
            decision("STYRGRUPP", "2", "2020-08-27", "Samordnare"),
            decision("ARSSLUT", "9", "2021-12-15", "Årsslut"),
            decision("SRO", "12", "2020-08-27", "Ställer sig bakom", kind="recommendation"),
            line(
                "agreement.decide_amount",
                purpose="SUICID",
                amount_kr="33 422 811",
                decision="STATEN 2020-08-27 § 1",
                on="2020-08-27",
            ),
            *_asked(),
        ),
    )


def _agreement() -> Iterator[Line]:
    for year, code, pot in (
        ("2020", "SUICID", "SUICID2020"),
        ("2020", "UNGDOM", "UNGDOM2020"),
        ("2022", "SUICID22", "SUICID2022"),
    ):
        if code != "UNGDOM":
            yield line(
                "agreement.register",
                code=f"PH{year}",
                name=f"Psykisk hälsa {year}",
                reference="19/01701",
                national_amount_kr="200 000 000",
            )
            yield line(
                "agreement.set_terms",
                agreement=f"PH{year}",
                valid_from=f"{year}-01-01",
                payer="222000-0315",
                instrument="invoice",
                requisitioner="VASTKOM",
                requisition_reference="3500",
                requisition_by=f"{year}-12-31",
                certificate_required=code == "SUICID",
                carry_over="by_decision",
                use_from="2020-01-01",
                use_to="2023-12-31",
                report_by="2024-03-31",
                repay_by="2024-03-31",
                repayment_account={"kind": "bankgiro", "number": "5052-5781"},
                repayment_address="Kammarkollegiet",
            )
        yield line(
            "agreement.add_purpose",
            agreement=f"PH{year}",
            code=code,
            name=f"{code} {year}",
            pot_code=pot,
            opened_on=f"{year}-01-01",
        )
    for code, parent, holder in (
        ("SK", "SUICID2020", "SK"),
        ("FB", "SUICID2020", "FB"),
        ("FYRBODAL", "SUICID2020", "FYRBODAL"),
        ("GRASTORP", "SK", "1444"),
    ):
        yield line(
            "pot.open", parent=parent, code=code, name=f"{code} suicidprevention", holder=holder, opened_on="2020-10-02"
        )


def _mandates() -> Iterator[Line]:
    for body, powers in (
        ("STATEN", ("agreement",)),
        ("STYRGRUPP", ("allocation", "commitment", "use")),
        ("ARSSLUT", ("year_end", "use")),
    ):
        for power in powers:
            for pot in ("SUICID2020", "SUICID2022", "UNGDOM2020"):
                yield line("mandate.grant", body=body, power=power, pot=pot, valid_from="2020-01-01")


def _rights() -> Iterator[Line]:
    for login, step, limit in (
        (OFFICER, "confirm", None),
        (SECOND, "confirm", None),
        (ATTESTER, "approve", 100_000_000_00),
    ):
        for pot in ("SUICID2020", "SUICID2022", "UNGDOM2020"):
            yield line(
                "attest_right.grant",
                f"right-{step}-{pot}",
                person=login,
                pot=pot,
                step=step,
                limit_ore=limit,
                valid_from="2020-01-01",
            )


def decision(
    body: str, paragraph: str, on: str, title: str, *, as_: str = "", kind: str = "decision", **said: Any
) -> Line:
    return line(
        "decision.register",
        as_,
        body=body,
        kind=kind,
        decided_on=on,
        paragraph=paragraph,
        reference=f"dnr {paragraph}",
        title=title,
        **said,
    )


def _asked() -> Iterator[Line]:
    yield line(
        "certificate.register",
        "certificate",
        agreement="PH2020",
        certified_on="2020-11-30",
        certified_by="Ekonomidirektör",
        reference="19/01701",
    )
    yield line("bank_account.open", name="Bankkonto", number="1930", source_key="konto")
    yield line(
        "requisition.send",
        "r1",
        purpose="PH2020/SUICID",
        amount_ore=None,
        on="2020-12-04",
        certificate="$certificate.number",
        source_key="rekvisition-1",
    )
    yield line(
        "receipt.register",
        "i1",
        requisition="$r1.id",
        bank_account="1930",
        amount_kr="33422811.00",
        on="2020-12-18",
        text="SKR",
    )


def spent() -> Iterator[tuple[str | None, tuple[Line, ...]]]:
    """The split, the coordinator's commitment and its invoice through both attests, and what is paid out and used."""
    split, on = "STYRGRUPP 2020-10-02 § 4", "2020-10-02"
    yield (
        OFFICER,
        (
            line(
                "allocation.decide",
                pot="SUICID2020",
                decision=split,
                on=on,
                source_key="split",
                amounts=[{"pot": "SK", "amount_kr": "7 000 000"}, {"pot": "FB", "amount_ore": 500_000_000}],
            ),
            line(
                "commitment.register",
                "u1",
                pot="SUICID2020",
                performer="SK",
                name="Samordnare",
                amount_kr="1 000 000",
                decision="STYRGRUPP 2020-08-27 § 2",
                on=on,
            ),
            invoice("20417", "1 000 000", "$u1.id", as_="l1"),
            line("invoice.confirm", invoice="$l1.id"),
        ),
    )
    yield ATTESTER, (line("invoice.approve", invoice="SK 20417", on="2021-03-15"),)
    yield (
        OFFICER,
        (
            line("payout.pay", "ub1", invoices=["L-2021-01"], bank_account="Bankkonto", on="2021-04-09"),
            line(
                "payout.pay_out",
                "ub2",
                rows=[{"pot": "SK", "amount_kr": "7000000.00"}],
                bank_account="1930",
                on="2021-01-15",
            ),
            report("SK", "2 000 000", as_="ar1"),
            line("use_report.submit", report="$ar1.id"),
            line("use_report.confirm", report="$ar1.id", on="2021-11-01"),
        ),
    )
    yield ATTESTER, (line("use_report.approve", report="ÅR-2021-01"),)


def invoice(
    number: str, gross: str, commitment: str, *, as_: str = "", do: str = "invoice.register", **said: Any
) -> Line:
    """An invoice of the municipal association over a commitment, without VAT."""
    return line(
        do,
        as_,
        **{
            "supplier": "SK",
            "supplier_number": number,
            "invoiced_on": "2021-03-12",
            "arrived_on": "2021-03-12",
            "due_on": "2021-04-11",
            "net_kr": gross,
            "vat_kr": "0",
            "gross_kr": gross,
            "vat_judgement": "none_grant",
            "lines": [{"text": "Samordnare", "gross_kr": gross, "commitment": commitment}],
            **said,
        },
    )


def report(pot: str, amount: str, *, as_: str = "", do: str = "use_report.draft", **said: Any) -> Line:
    """What a recipient used in 2021, for staff."""
    return line(
        do,
        as_,
        **{
            "pot": pot,
            "used_from": "2021-01-01",
            "used_to": "2021-10-31",
            "reported_on": "2021-10-31",
            "costs": [{"cost_type": "staff", "amount_kr": amount}],
            **said,
        },
    )


def closed() -> Iterator[tuple[str | None, tuple[Line, ...]]]:
    """The end of the year: part is carried over to the next agreement and part goes back."""
    said = {"decision": "ARSSLUT 2021-12-15 § 9", "on": "2021-12-31"}
    yield (
        OFFICER,
        (
            line(
                "carry_over.register",
                "of1",
                old_pot="SUICID2020",
                new_pot="SUICID2022",
                available_kr="10 000 000",
                bank_account="1930",
                **{**said, "on": "2022-01-10"},
            ),
            line(
                "repayment.register",
                purpose="SUICID",
                bank_account="1930",
                amount_kr="1 000 000",
                **{**said, "on": "2022-01-11"},
            ),
        ),
    )


def life() -> Iterator[tuple[str | None, tuple[Line, ...]]]:
    """From nobody to the end of the year."""
    yield from beginning()
    yield from agreed()
    yield from spent()
    yield from closed()
