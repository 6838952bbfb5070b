"""The chart of account kinds, held against the table of the domain."""

from ledger.domain.chart import CHART, Keyed, Kind, Never, Side, kinds_never, kinds_of

# kind: side, key (+ document), never, heading
TABLE = """
authorised      authority  pot        debit   Tilldelat
allotted        authority  pot        credit  Fördelat vidare
available       authority  pot        credit  Kvar att disponera
reserved        authority  pot+doc    credit  Reserverat
committed       authority  pot+doc    credit  Intecknat
disbursed       authority  pot        credit  Hos mottagaren, ej redovisat
used            authority  pot+doc    credit  Förbrukat
returned        authority  root       credit  Återbetalt till bidragsgivaren
lapsed          authority  root       credit  Förfallet
carried         authority  pot        -       Överfört
handed          authority  pot        -       Överlämnat till annan redovisningsenhet
claim           cash       root+doc   credit  Fordran på bidragsgivaren
bank            cash       root+doc   -       Bank
advanced        cash       pot        credit  Utbetalt, ej redovisat
reclaim         cash       pot        credit  Återkrav på mottagare
payable         cash       pot+doc    debit   Skuld till leverantör eller mottagare
supplier_claim  cash       pot+doc    credit  Fordran på leverantör
vat_claim       cash       pot+doc    credit  Momsfordran
cost            cash       pot        -       Kostnad
grant_income    cash       pot        -       Bidragsintäkt
grant_debt      cash       root       -       Skuld, ej utnyttjade bidrag
interest_debt   cash       root       debit   Ränta att betala till bidragsgivaren
unplaced        cash       root       debit   Ej ihopparad inbetalning
clearing        cash       root       -       Avräkning
other           cash       root       -       Övrigt
"""


def shown(kind: Kind) -> list[str]:
    rule = CHART[kind]
    key = f"{rule.keyed}+doc" if rule.has_subject else str(rule.keyed)
    return [kind.value, rule.side.value, key, rule.never.value if rule.never is not None else "-", rule.heading]


def test_the_chart_is_the_table_in_its_order() -> None:
    assert list(CHART) == list(Kind)
    assert [shown(kind) for kind in CHART] == [row.split(maxsplit=4) for row in TABLE.strip().splitlines()]


def test_the_sides_are_the_whole_chart_in_order() -> None:
    assert kinds_of(Side.AUTHORITY) + kinds_of(Side.CASH) == tuple(Kind)
    assert (kinds_of(Side.AUTHORITY)[-1], kinds_of(Side.CASH)[0]) == (Kind.HANDED, Kind.CLAIM)


def test_what_may_never_be_in_debit() -> None:
    assert kinds_never(Never.DEBIT) == (Kind.AUTHORISED, Kind.PAYABLE, Kind.INTEREST_DEBT, Kind.UNPLACED)


def test_what_may_be_either_way_is_named() -> None:
    limited = {*kinds_never(Never.DEBIT), *kinds_never(Never.CREDIT)}
    assert set(Kind) - limited == {
        Kind.CARRIED,
        Kind.HANDED,
        Kind.BANK,
        Kind.COST,
        Kind.GRANT_INCOME,
        Kind.GRANT_DEBT,
        Kind.CLEARING,
        Kind.OTHER,
    }


def test_a_heading_names_one_kind() -> None:
    assert len({rule.heading for rule in CHART.values()}) == len(CHART)
    assert {rule.keyed for rule in CHART.values()} == set(Keyed)
