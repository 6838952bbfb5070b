"""Told by commands: registers, money that comes in odd ways, what the bank says, and how pots are divided."""

from collections.abc import Iterator
from typing import Final

from tests.support.commanding import PDF, Line, line

SPLIT: Final = "STYRGRUPP 2020-10-02 § 4"
ASSIGNED: Final = "STYRGRUPP 2020-08-27 § 2"
YEAR_END: Final = "ARSSLUT 2021-12-15 § 9"


def registers() -> Iterator[Line]:
    yield line("organisation.change", organisation="SK", town="Skövde", valid_from="2022-01-01")
    yield line(
        "membership.join", "in", member="1444", group="SK", kind="municipal_association", valid_from="2020-01-01"
    )
    yield line("membership.end", membership="$in.id", last_day="2023-12-31", reason="Lämnar förbundet")
    for organisation, number in (("FB", "1234-5674"), ("SKR", "1234-5682")):
        yield line(
            "payee_account.propose",
            organisation=organisation,
            kind="bankgiro",
            number=number,
            reason="Enligt brev från dem",
        )
    yield line("body.rename", body="SRO", name="Politiskt samråd", valid_from="2022-01-01")
    yield line(
        "mandate.grant", "mandate", body="STYRGRUPP", power="year_end", pot="UNGDOM2020", valid_from="2022-01-01"
    )
    yield line("mandate.end", mandate="$mandate.id", last_day="2022-12-31", reason="Bara ett år")
    split = "STYRGRUPP 2020-10-02 § 4"
    yield line("decision.add_receiver", decision=split, organisation="SK")
    yield line("decision.follow_recommendation", decision=split, recommendation="SRO 2020-08-27 § 12")
    yield line(
        "key.register",
        code="BEF",
        name="Befolkning",
        source="SCB",
        as_of="2020-11-01",
        weights=[{"code": "SK", "name": "Skaraborg", "weight": 2}, {"code": "FB", "name": "Fyrbodal", "weight": "1"}],
    )
    yield line("file.attach", "file", to={"decision": split}, name="beslut.pdf", content=PDF, title="Protokoll")
    yield line("file.remove", attachment="$file.id", reason="Fel protokoll bifogat")
    yield line("agreement.copy", agreement="PH2022", code="PH2023", name="Psykisk hälsa 2023", reference="23/1")
    yield line(
        "agreement.add_party",
        "party",
        agreement="PH2020",
        organisation="SKR",
        role="signatory",
        valid_from="2020-01-01",
    )
    yield line("agreement.end_party", party="$party.id", last_day="2022-12-31", reason="Trädde ur avtalet")
    yield line("pot.open_root", code="EGET", name="Eget", opened_on="2020-01-01")


def money_in() -> Iterator[Line]:
    """The youth clinics: asked for, lowered, withdrawn, paid too much, paid by mistake, and never asked for."""
    agreed = {"decision": "STATEN 2020-08-27 § 1", "on": "2020-08-27"}
    yield line("agreement.decide_amount", purpose="UNGDOM", amount_kr="10 000 000", **agreed)
    certified = {"purpose": "UNGDOM", "certificate": "IN-2020-01", "on": "2020-12-05"}
    yield line("requisition.send", "r2", amount_kr="5 000 000", **certified)
    yield line(
        "requisition.lower", requisition="$r2.id", amount_kr="1 000 000", on="2020-12-06", reason="För mycket begärt"
    )
    yield line("requisition.send", "r3", amount_kr="1 000 000", **certified)
    yield line("requisition.withdraw", requisition="$r3.id", on="2020-12-07", reason="Begärd av misstag")
    into = {"bank_account": "1930", "on": "2021-01-20"}
    yield line("receipt.register", requisition="$r2.id", amount_kr="1 000 000", **into)
    yield line("receipt.register_unplaced", "ei1", amount_kr="2 000 000", sender="Okänd", **into)
    yield line(
        "receipt.place",
        unplaced="$ei1.id",
        parts=[{"requisition": "$r2.id", "amount_kr": "2 000 000"}],
        on="2021-01-21",
    )
    yield line(
        "receipt.register_with_surplus", requisition="$r2.id", amount_kr="1 500 000", **{**into, "on": "2021-01-22"}
    )
    yield line(
        "requisition.send_back",
        requisition="$r2.id",
        bank_account="1930",
        amount_kr="100 000",
        on="2021-02-01",
        reason="Rekvirerat av misstag",
    )
    yield line(
        "agreement.set_terms",
        agreement="PH2022",
        valid_from="2022-06-01",
        payer="SKR",
        instrument="pays_by_itself",
        requisitioner="VASTKOM",
        use_from="2020-01-01",
        use_to="2024-12-31",
    )
    yield line(
        "agreement.decide_amount",
        purpose="PH2022/SUICID22",
        amount_kr="20 000 000",
        decision="STATEN 2020-08-27 § 1",
        on="2022-01-02",
    )
    yield line("requisition.register_notice", "r4", purpose="PH2022/SUICID22", amount_kr="20 000 000", on="2022-06-02")
    yield line("receipt.register", requisition="$r4.id", amount_kr="19 500 000", bank_account="1930", on="2022-06-03")
    yield line(
        "receipt.place",
        unplaced="EI-2021-02",
        parts=[{"requisition": "$r4.id", "amount_kr": "500 000"}],
        on="2022-06-04",
    )


def bank() -> Iterator[Line]:
    yield line("interest.receive", purpose="SUICID", bank_account="1930", amount_kr="1 000", on="2022-02-01")
    yield line("interest.pay_on", purpose="SUICID", bank_account="1930", amount_kr="400", on="2022-02-02")
    yield line("bank_account.open", name="Sparkonto", number="1940")
    yield line("bank_event.register", "e1", bank_account="1940", amount_kr="500", on="2023-01-10", text="Insättning")
    yield line("bank_event.register", bank_account="1940", amount_kr="700", on="2023-01-11", text="Insättning")
    yield line(
        "bank_statement.register",
        "ku",
        bank_account="1940",
        day="2023-01-31",
        since="2023-01-01",
        opening_ore=0,
        closing_kr="1 200",
        rows=[
            {"day": "2023-01-10", "amount_kr": "500", "text": "In"},
            {"day": "2023-01-11", "amount_kr": "700", "text": "In"},
        ],
    )
    yield line(
        "bank_match.match",
        "ba",
        bank_account="Sparkonto",
        rows=[{"statement": "$ku.id", "row_no": 1}],
        vouchers=["$e1.entry.name"],
    )
    yield line("bank_match.release", match="$ba.id", reason="Fel verifikation valdes")
    yield line("bank_match.match_alone", bank_account="1940")


def pots() -> Iterator[Line]:
    said = {"decision": SPLIT, "on": "2022-02-10"}
    yield line("pot.move", from_pot="FB", to_pot="SK", amount_kr="1 000 000", **said)
    yield line(
        "allocation.decide_by_key",
        pot="SUICID2020",
        amount_kr="1 500 000",
        key="BEF",
        unit="krona",
        residual="last",
        pots=[{"code": "SK", "pot": "SK"}, {"code": "FB", "pot": "FB"}],
        official=[{"code": "FB", "amount_kr": "400 000"}],
        **said,
    )
    yield line(
        "allocation.decide_by_shares",
        pot="SUICID2020",
        amount_kr="600 000",
        unit="ore",
        fractions=[{"pot": "SK", "share": "1/3"}, {"pot": "FB", "share": "2/3"}],
        **said,
    )
    yield line("allocation.take_back", pot="FB", amount_kr="500 000", **said)
    yield line(
        "allocation.pass_on",
        pot="SK",
        amounts=[{"pot": "GRASTORP", "amount_kr": "500 000"}],
        new=[{"code": "SK-NY", "name": "Ny", "holder": "FYRBODAL", "amount_kr": "100 000"}],
        **said,
    )
    yield line(
        "reservation.register",
        "re",
        pot="SUICID2020",
        amount_kr="500 000",
        text="Utbildning",
        expires_on="2022-12-31",
        decision=ASSIGNED,
        on="2022-02-10",
    )
    yield line("reservation.release", reservation="$re.number", amount_kr="200 000", decision=ASSIGNED, on="2022-02-12")
    yield line(
        "commitment.register",
        "u2",
        pot="SUICID2020",
        performer="FB",
        name="Utbildning",
        amount_kr="200 000",
        decision=ASSIGNED,
        on="2022-02-11",
        reservation="$re.id",
    )
    changed = {"commitment": "Utbildning", "decision": ASSIGNED}
    yield line("commitment.raise", amount_kr="100 000", on="2022-02-13", **changed)
    yield line("commitment.lower", amount_kr="50 000", on="2022-02-14", **changed)
    yield line("commitment.set_end", ends_on="2022-12-31", on="2022-02-15", **changed)
    yield line("commitment.release", on="2022-02-16", **changed)
    yield line(
        "commitment.register",
        pot="SUICID2020",
        performer="SK",
        name="Handledning",
        amount_kr="500 000",
        decision=ASSIGNED,
        on="2022-02-17",
    )
    yield line(
        "payout.pay_out", "ub", rows=[{"pot": "FB", "amount_kr": "1 000 000"}], bank_account="1930", on="2022-02-20"
    )
    yield line("bounce.register_payout", payout="$ub.results.0.number", pot="FB", on="2022-02-22")
