"""The English of what reports say in Swedish: headings, and the controls' titles, evidence and breaks.

Reports say them in Swedish, which is what files and programs get; a page in English looks them up here. `{}` stands for
what is filled in, which may be such a word itself. What an account is called stands in `fact_words`.
"""

from typing import Final

from ledger.language import Language
from ledger.placeholders.catalogue import Catalogue
from ledger.placeholders.fact_words import ENGLISH

_HEADINGS: Final = {
    "Sammanställning, kronor": "Statement, kronor",
    "allt som är bokfört": "everything booked",
    "per {}": "as of {}",
    "{}, som det var registrerat {}": "{}, as it was recorded {}",
    "Ändamål": "purpose",
    "Pott": "pot",
    "Namn": "name",
    "Nivå": "level",
    "Utbetalt": "paid out",
    "Rekvirerat": "requisitioned",
    "Inbetalt": "received",
    "Övriga bankrörelser": "other bank movements",
    "Summa": "sum",
    "Annan": "other",
}
"""A statement's title, columns and last row; a browser of a kind that is not told."""

_TITLES: Final = {
    "Varje verifikation, pott och ändamål summerar till noll": "every entry, pot and purpose sums to zero",
    "Tilldelat, fördelat, kvar, reserverat och hos mottagarna mot handlingarna": (
        "authorised, allocated, left, reserved and with recipients against the documents"
    ),
    "Rekvirerat mot handlingarna och mot tilldelat": "requisitioned against the documents and against authorised",
    "Intecknat, förbrukat och kostnad mot handlingarna": "committed, used and cost against the documents",
    "Skulder, fordringar, bank och utbetalt mot handlingarna": (
        "debts, claims, bank and paid out against the documents"
    ),
    "Skuld, ej utnyttjade bidrag mot det som är kvar": "debt, unused grants against what is left",
    "Bank i boken mot kontoutdraget": "the bank in the book against the bank statement",
    "Ingående balanser mot utgående": "opening balances against closing ones",
    "Saldon, nummer, hashkedja, sigill och databasens spärrar": (
        "balances, numbers, hash chain, seals and the database's guards"
    ),
    "Pengarna i boken mot ekonomisystemets saldon": "the money in the book against the accounting system's balances",
    "Inget fakturanummer och ingen händelse två gånger": "no invoice number and no event twice",
}
"""The controls."""

_MISSING: Final = {
    "kontoutdrag": "a bank statement",
    "kontoutdrag för {}": "a bank statement for {}",
    "kontoutdrag för {} och {}": "bank statements for {} and {}",
    "SIE-fil från ekonomisystemet": "a SIE file from the accounting system",
    "{} fakturor.": "{} invoices.",
    "Inga verifikationer.": "No entries.",
    "{} verifikationer, {} rader. Sista: {}, hash {}.": "{} entries, {} lines. Last: {}, hash {}.",
}
"""What a control lacks, and what it went through."""

_EVIDENCE: Final = {
    "Hela boken": "the whole book",
    "Medel": "authority",
    "Pengar": "money",
    "debetsaldon": "debit balances",
    "kreditsaldon": "credit balances",
    "Omsättning, debet": "turnover, debit",
    "raderna, debet": "the lines, debit",
    "Skuld, ej förbrukade medel": "debt, unused grants",
    "kvar": "left",
    "reserverat": "reserved",
    "intecknat": "committed",
    "hos mottagarna": "with recipients",
    "ej rekvirerat": "not requisitioned",
    "inbetalt": "received",
    "fordran": "claim",
    "tillbakasänt": "sent back",
    "bidragsintäkt": "grant income",
    "Banken i boken {}": "the bank in the book {}",
    "kontoutdrag {}": "bank statement {}",
    "Ingående {}": "opening {}",
    "{}, ingående {}": "{}, opening {}",
    "utgående {}": "closing {}",
}
"""Both sides of the equations that hold."""

_EVENTS: Final = {
    "rekvisition sänkt": "requisition lowered",
    "inbetalning, ej ihopparad": "receipt, unplaced",
    "inbetalning ihopparad": "receipt placed",
    "förfallet": "lapsed",
    "fördelning tillbakatagen": "allocation taken back",
    "reservation upplöst": "reservation released",
    "uppdrag sänkt": "commitment lowered",
    "faktura betald": "invoice paid",
    "betald två gånger": "paid twice",
    "moms återfådd": "VAT recovered",
    "utbetalning till mottagare": "payout to recipients",
    "utbetalning i retur": "returned payout",
    "vidare till underliggande mottagare": "passed on to recipients below",
    "återrapportering": "use report",
    "återrapportering i efterskott": "use report in arrears",
    "underkänd användning": "disallowed use",
    "återkrav avskrivet": "reclaim written off",
    "återbetalning till bidragsgivaren": "repayment to the payer",
    "överfört av kvar att disponera": "carried over of what was left",
    "överfört av intecknat": "carried over of what was committed",
    "överfört hos mottagare": "carried over with recipients",
    "överlämnat av kvar att disponera": "handed over of what was left",
    "överlämnat av intecknat": "handed over of what was committed",
    "överlämnat hos mottagare": "handed over with recipients",
    "övertaget av kvar att disponera": "taken over of what was left",
    "övertaget av intecknat": "taken over of what was committed",
    "övertaget hos mottagare": "taken over with recipients",
    "avräkning reglerad": "clearing settled",
    "ränta att betala vidare": "interest to pay on",
    "ränta betald": "interest paid",
    "bankhändelse utanför överenskommelser": "bank event outside agreements",
}
"""What documents did to an account."""

_BREAKS: Final = {
    "{}: {}": "{}: {}",
    "boken mot handlingarna": "the book against the documents",
    "ingående {} mot utgående {}": "opening {} against closing {}",
    "saldot mot omsättningen": "the balance against the turnover",
    "omsättningen {} mot raderna, debet": "the turnover of {} against the lines, debit",
    "omsättningen {} mot raderna, kredit": "the turnover of {} against the lines, credit",
    "står {} som det aldrig får": "stands on {} as it never may",
    "Fördelat vidare mot det som potterna under har tilldelats": (
        "allocated further against what the pots below were authorised"
    ),
    "Överfört summerar inte till noll över boken": "carried over does not sum to zero over the book",
    "Överlämnat summerar inte till noll över alla böcker": "handed over does not sum to zero over all books",
    "Rekvirerat mer än tilldelat minus förfallet": "requisitioned more than authorised less lapsed",
    "Kostnad mot bidragsintäkt": "cost against grant income",
    "Utbetalt, ej redovisat mot hos mottagaren": "paid out, not reported against what is with the recipient",
    "Kostnad och bidragsintäkt är inte noll när {} börjar": "cost and grant income are not zero when {} begins",
    "{} i boken mot kontoutdrag {} den {}": "{} in the book against bank statement {} on {}",
    "Ändamålets bank är under noll: det har lånat av ett annat": (
        "the purpose's bank is below zero: it has borrowed from another"
    ),
    "{} summerar inte till noll": "{} does not sum to zero",
    "Verifikationens {}": "the entry's {}",
    "Pottens medel": "the pot's authority",
    "Ändamålets pengar": "the purpose's money",
    "medel": "authority",
    "pengar": "money",
    "Beslutet är inte det som registrerades": "the decision is not the one that was registered",
    "Attesten är inte den som gavs": "the attest is not the one that was given",
    "Handlingen är inte den som registrerades": "the document is not the one that was registered",
    "Databasens spärr saknas eller är ändrad: {}": "the database's guard is missing or changed: {}",
    "Handlingen är inte den som verifikationen bygger på": "the document is not the one that the entry rests on",
    "Beslutet är inte det som verifikationen bygger på": "the decision is not the one that the entry rests on",
    "Attesten är inte den som verifikationen bygger på": "the attest is not the one that the entry rests on",
    "Sigill {} är inte verifikationens hash": "seal {} is not the entry's hash",
    "Rader utan verifikation: löpnummer {}": "lines without an entry: running number {}",
    "Verifikation utan rader": "an entry without lines",
    "Lucka i löpnumren: {} följer på {}": "a gap in the running numbers: {} follows {}",
    "Lucka i nummerserien {}: {} följer på {}": "a gap in the number series {}: {} follows {}",
    "Verifikationens år är inte bokföringsdagens": "the entry's year is not that of its booking day",
    "Kedjan är bruten: verifikationen hänvisar inte till den föregåendes hash": (
        "the chain is broken: the entry does not point at the hash of the one before"
    ),
    "Kedjan är bruten: innehållet stämmer inte med hashen": (
        "the chain is broken: the contents do not agree with the hash"
    ),
    "Fakturanummer {} finns redan på {}": "the invoice number {} is already on {}",
    "Handlingens källnyckel finns på flera: {}": "the document's source key is on several: {}",
    "Verifikationens källnyckel finns på flera: {}": "the entry's source key is on several: {}",
}
"""The rows that break a control."""

REPORTS: Final[dict[str, str]] = _HEADINGS | _TITLES | _MISSING | _EVIDENCE | _EVENTS | _BREAKS
_CATALOGUE: Final = Catalogue(ENGLISH | REPORTS)


def said(text: str, language: Language) -> str:
    """What a report says, in that language, with a capital where the Swedish has one; a name or a code as it is."""
    words = _CATALOGUE.word(text, language)
    return words[:1].upper() + words[1:] if text[:1].isupper() else words
