"""The English of the Swedish words that facts are: the one catalogue of what refusals call things.

Facts hold what is named in Swedish, as the product's own words for it (`what="medelspott"`), so that programs read the
same fact in either language. `{}` stands for what is filled in, which may be such a word itself.
"""

import re
from typing import Final

from ledger.language import Language

_ACCOUNTS: Final = {
    "Tilldelat": "authorised",
    "Fördelat vidare": "allocated further",
    "Kvar att disponera": "left to decide on",
    "Reserverat": "reserved",
    "Intecknat": "committed",
    "Hos mottagaren, ej redovisat": "with the recipient, not reported",
    "Förbrukat": "used",
    "Återbetalt till bidragsgivaren": "repaid to the payer",
    "Förfallet": "lapsed",
    "Överfört": "carried over",
    "Överlämnat till annan redovisningsenhet": "handed over to another accounting entity",
    "Fordran på bidragsgivaren": "claim on the payer",
    "Bank": "bank",
    "Utbetalt, ej redovisat": "paid out, not reported",
    "Återkrav på mottagare": "reclaim on recipients",
    "Skuld till leverantör eller mottagare": "debt to a supplier or recipient",
    "Fordran på leverantör": "claim on a supplier",
    "Momsfordran": "VAT claim",
    "Kostnad": "cost",
    "Bidragsintäkt": "grant income",
    "Skuld, ej utnyttjade bidrag": "debt, unused grants",
    "Ränta att betala till bidragsgivaren": "interest to pay to the payer",
    "Ej ihopparad inbetalning": "unplaced receipt",
    "Avräkning": "clearing",
    "Övrigt": "other",
}
"""What the kinds of account are called."""

_DOCUMENTS: Final = {
    "överenskommet belopp": "agreed amount",
    "bankkonto": "bank account",
    "intyg": "certificate",
    "rekvisition": "requisition",
    "inbetalning": "receipt",
    "fördelning": "allocation",
    "uppdrag": "commitment",
    "faktura": "invoice",
    "utbetalning": "payout",
    "återtagande": "take-back",
    "omfördelning": "reallocation",
    "reservation": "reservation",
    "upplösning av reservation": "release of a reservation",
    "ändring av uppdrag": "change of a commitment",
    "sänkt rekvisition": "lowered requisition",
    "tillbakasänt till bidragsgivaren": "money sent back to the payer",
    "ej ihopparad inbetalning": "unplaced receipt",
    "ihopparning": "placement",
    "ränta till bidragsgivaren": "interest to the payer",
    "räntebetalning": "payment of interest",
    "bankhändelse": "bank event",
    "kontoutdrag": "bank statement",
    "bankavstämning": "bank match",
    "förfallna medel": "lapse",
    "återbetalning": "repayment",
    "överföring": "carry-over",
    "överlämnande": "handover",
    "övertagande": "takeover",
    "avräkning": "clearing",
    "kreditfaktura": "credit note",
    "betalning i retur": "returned payment",
    "dubbel betalning": "double payment",
    "återbetalning från leverantör": "refund from a supplier",
    "kvittning": "set-off",
    "återvunnen moms": "recovered VAT",
    "vidarefördelning": "passing on",
    "återrapport": "use report",
    "granskning": "review",
    "underkännande": "disallowance",
    "utbetalning på återrapport": "payout on a use report",
    "återkrav": "reclaim",
    "återbetalning från mottagare": "repayment from a recipient",
    "avskrivning": "write-off",
}
"""What the kinds of document are called."""

_THINGS: Final = {
    "attesträtt": "right to attest",
    "beslut": "decision",
    "bilaga": "attachment",
    "bilagan": "attachment",
    "bok": "book",
    "bokförd verifikation för": "booked entry for",
    "betalning i {} för": "payment in {} for",
    "faktura i utbetalningen": "invoice in the payout",
    "faktura {}": "invoice {}",
    "fakturan": "the invoice",
    "fakturor": "invoices",
    "fördelade medel": "allocated money",
    "fördelningsnyckel": "allocation key",
    "hos mottagaren": "with the recipient",
    "inloggning": "session",
    "kod {}": "code {}",
    "kontoändring": "change of account",
    "koppling": "link",
    "kvar att disponera": "left to decide on",
    "leverantör": "supplier",
    "länken till": "link to",
    "mandat": "mandate",
    "mandatet för {} som {} har": "the mandate for {} that {} has",
    "medelspott": "pot",
    "medlemskap": "membership",
    "medlemskapet för {} i {}": "the membership of {} in {}",
    "medlemskapet i {}": "the membership in {}",
    "mottagare": "recipient",
    "organ": "body",
    "organisation": "organisation",
    "part": "party",
    "person": "person",
    "pott": "pot",
    "pott {}": "pot {}",
    "rad på faktura {}": "row of invoice {}",
    "rad på kontoutdraget": "row of the bank statement",
    "rapporten": "the report",
    "roll": "role",
    "rollen {}": "the role {}",
    "rätten att {}": "the right to {}",
    "titeln {}": "the title {}",
    "token": "token",
    "slag i loggen": "kind of thing in the log",
    "åtgärd i loggen": "kind of deed in the log",
    "underlag": "source document",
    "uppdrag {}": "commitment {}",
    "verifikation": "entry",
    "verifikation på bankkontot": "entry on the bank account",
    "ändamål": "purpose",
    "överenskommelse": "agreement",
    "{} som huvudman": "{} as principal",
    "{} som undertecknare": "{} as signatory",
    "att läsa registret i": "to read the register in",
    "att registrera för": "to register for",
}
"""What is looked for, named twice, ended or attested."""

_PEOPLE: Final = {
    "admin": "administrator",
    "administratör": "administrator",
    "attestant": "attester",
    "ekonom": "finance officer",
    "revisor": "auditor",
    "styrgrupp": "steering group",
    "sakattestera": "confirm",
    "beslutsattestera": "approve",
    "användning utan uppdrag": "use without a commitment",
    "återbetalning och överföring": "repayment and carry-over",
    "överenskommelsens belopp": "the agreement's amount",
    "ett annat kommunalförbund": "another municipal association",
    "ett annat kommunalförbund eller vårdsamverkansområde": "another municipal association or care area",
    "ett annat vårdsamverkansområde": "another care area",
}
"""Roles, steps of the attest, powers and groups."""

_DAYS: Final = {
    "Ankomstdatum": "day of arrival",
    "Avskrivningens dag": "the write-off's day",
    "Beskedets dag": "the notice's day",
    "Beslutsdag": "day of the decision",
    "Bokföringsdag": "booking day",
    "bokföringsdag": "booking day",
    "Dagen": "the day",
    "Dagen för undertecknandet": "the day of signing",
    "Dagen i banken": "the day in the bank",
    "Fakturadatum": "invoice date",
    "Frisläppandets dag": "the release's day",
    "Fördelningens dag": "the allocation's day",
    "Förfallodatum": "due date",
    "Höjningens dag": "the raise's day",
    "Ihopparningens dag": "the placement's day",
    "Inbetalningens dag": "the receipt's day",
    "Intygets dag": "the certificate's day",
    "Kontoutdragets dag": "the bank statement's day",
    "Kreditfakturans datum": "the credit note's date",
    "Mandatets sista dag": "the mandate's last day",
    "Månad": "month",
    "Nyckelns dag": "the key's day",
    "Omfördelningens dag": "the reallocation's day",
    "Periodens sista dag": "the period's last day",
    "Pottens första dag": "the pot's first day",
    "Radens dag": "the row's day",
    "Rapportens dag": "the report's day",
    "Regleringens dag": "the settlement's day",
    "Rekvisitionens dag": "the requisition's day",
    "Reservationens dag": "the reservation's day",
    "Reservationens sista dag": "the reservation's last day",
    "Returens dag": "the return's day",
    "Sista dagen": "the last day",
    "Sista dagen att använda medlen": "the last day to use the money",
    "Sista dagen att betala": "the last day to pay",
    "Slutdatum": "end date",
    "Sänkningens dag": "the lowering's day",
    "Till och med": "the last day",
    "Underkännandets dag": "the disallowance's day",
    "Uppdragets dag": "the commitment's day",
    "Upplösningens dag": "the release's day",
    "Utbetalningens dag": "the payout's day",
    "Ändringens dag": "the change's day",
    "Återbetalningens dag": "the repayment's day",
    "Återkravets dag": "the reclaim's day",
    "Återtagandets dag": "the take-back's day",
    "Öppningsdag": "opening day",
    "Överföringens dag": "the carry-over's day",
    "Överlämnandets dag": "the handover's day",
    "bokens första dag": "the book's first day",
    "dagen den görs,": "the day it is made,",
    "dagen då faktura {} bokfördes,": "the day invoice {} was booked,",
    "dagen då inbetalning {} kom,": "the day receipt {} came,",
    "dagen då rekvisition {} skickades,": "the day requisition {} was sent,",
    "dagen då skulden bokfördes,": "the day the debt was booked,",
    "dagen för rekommendationen,": "the recommendation's day,",
    "dagen för uppdrag {},": "the day of commitment {},",
    "dagen för {},": "the day of {},",
    "den första": "the first",
    "dess första dag": "its first day",
    "fakturadatum": "the invoice date",
    "första dagen": "the first day",
    "första dagen för {},": "the first day of {},",
    "kreditfakturans datum": "the credit note's date",
    "periodens första dag": "the period's first day",
    "periodens sista dag": "the period's last day",
    "sista dag": "last day",
    "underkännandets dag": "the disallowance's day",
    "uppdragets dag": "the commitment's day",
    "utbetalningens dag": "the payout's day",
    "återkravets dag": "the reclaim's day",
}
"""Days that are out of range, or before another."""

_AMOUNTS: Final = {
    "Andelen": "the share",
    "Använt av utbetalda medel": "what is used of money paid out",
    "Använt i efterskott": "what is used in arrears",
    "Att betala": "the amount to pay",
    "Belastningen": "the charge",
    "Beloppet": "the amount",
    "Beloppet till {}": "the amount to {}",
    "Beloppsgränsen": "the limit",
    "Det jämna beloppet": "the round amount",
    "Det nationella beloppet": "the national amount",
    "Fastställt belopp för {}": "the official amount for {}",
    "Fordran på leverantören": "the claim on the supplier",
    "Grundbeloppet": "the base amount",
    "Information och material": "information and material",
    "Köpta tjänster": "services bought",
    "Lokaler": "premises",
    "Momsen": "the VAT",
    "Netto": "net",
    "Overhead (OH)": "overheads (OH)",
    "Personal": "staff",
    "Radens belopp": "the row's amount",
    "Radens moms": "the row's VAT",
    "Radens netto": "the row's net",
    "Redovisat belopp": "the reported amount",
    "Resor": "travel",
    "Summan av andelarna": "the sum of the shares",
    "Utbildning": "education",
    "Övriga kostnader": "other costs",
    "brutto": "gross",
    "moms": "of VAT",
    "netto": "net",
}
"""Amounts that are zero or below, and parts of one."""

_FIELDS: Final = {
    "Fakturanummer": "invoice number",
    "Filnamn": "file name",
    "Id": "id",
    "Inloggning": "login",
    "Kod": "code",
    "Kontonummer": "account number",
    "Källa": "source",
    "Mottagare": "recipient",
    "Namn": "name",
    "Paragraf": "paragraph",
    "Rubrik": "heading",
    "Text": "text",
    "Text om övriga kostnader": "text about other costs",
    "Titel": "title",
    "Uppdragets namn": "the commitment's name",
    "Utfärdare": "issuer",
    "Vad reservationen är till": "what the reservation is for",
    "Vem som intygar": "who certifies",
    "Bankgironumret": "the bankgiro number",
    "Bankkontot": "the bank account",
    "Kommunkoden": "the municipality code",
    "Landskoden": "the country code",
    "OCR-numret": "the OCR number",
    "Organisationsnumret": "the organisation number",
    "Plusgironumret": "the plusgiro number",
}
"""Texts that are missing, and identifiers."""

_FILES: Final = {
    "av okänd typ": "of an unknown type",
    "en CSV-fil": "a CSV file",
    "en Excel-fil": "an Excel file",
    "en GIF-bild": "a GIF image",
    "en JPEG-bild": "a JPEG image",
    "en Office-fil med makron": "an Office file with macros",
    "en PDF": "a PDF",
    "en PNG-bild": "a PNG image",
    "en Word-fil": "a Word file",
    "en XML-fil": "an XML file",
    "en skadad zip-fil": "a damaged zip file",
    "en textfil": "a text file",
    "en webbsida": "a web page",
    "en zip-fil": "a zip file",
    "en äldre eller lösenordsskyddad Office-fil": "an older or password-protected Office file",
    "tom": "none, for it is empty",
}
"""What a file or a database is."""

_FORMS: Final = {
    "adressen till inloggningstjänsten, som https://inloggning.example": (
        "the address of the sign-in service, such as https://inloggning.example"
    ),
    "antal byte, till exempel 20000000": "a number of bytes, such as 20000000",
    "båda": "both",
    "det id som tjänsten gav Medelsboken": "the id that the service gave Medelsboken",
    "en adress med https utan frågedel; http bara till den egna datorn": (
        "an address with https without a query; http only to the machine itself"
    ),
    "en fil som går att läsa och inte är tom": "a file that can be read and is not empty",
    "värdnamn utan port och adressdel, med komma mellan, till exempel medel.region.example": (
        "host names without port and path, with commas between, such as medel.region.example"
    ),
    "memory://, eller installera paketet redis i programmets miljö": (
        "memory://, or install the package redis in the program's environment"
    ),
    "memory:// eller redis://värd:6379/0": "memory:// or redis://host:6379/0",
    "lösenord och kakor ska gå över TLS till den proxy som står framför": (
        "passwords and cookies are to go over TLS to the proxy in front"
    ),
    "ett uppehåll kan inte vara längre än hela inloggningen": "a pause cannot be longer than the whole session",
    "den största filen ska få plats i det som skickas, tillsammans med fälten": (
        "the largest file is to have room in what is sent, together with the fields"
    ),
    "ett IBAN, till exempel SE45 5000 0000 0583 9825 7466": "an IBAN, such as SE45 5000 0000 0583 9825 7466",
    "ett belopp i siffror": "an amount in digits",
    "ett heltal från {} till {}": "a whole number from {} to {}",
    "ett nummer vars näst sista siffra, längdsiffran, är {}": (
        "a number whose last digit but one, that of its length, is {}"
    ),
    "ett tal större än 0, med högst {} siffror och {} decimaler": (
        "a number above 0, with at most {} digits and {} decimals"
    ),
    "fyra siffror, till exempel 1480": "four digits, such as 1480",
    "hemligheten, antingen här eller i den fil som LEDGER_OIDC_CLIENT_SECRET_FILE namnger": (
        "the secret, either here or in the file that LEDGER_OIDC_CLIENT_SECRET_FILE names"
    ),
    "högst {} tecken som alla syns": "at most {} characters, all of which can be seen",
    "minst {} tecken": "at least {} characters",
    "sju eller åtta siffror, till exempel 5052-5781": "seven or eight digits, such as 5052-5781",
    "sqlite:///fil eller postgresql://värd/databas": "sqlite:///file or postgresql://host/database",
    "sv eller en": "sv or en",
    "tio siffror, till exempel 222000-0265": "ten digits, such as 222000-0265",
    "två bokstäver, till exempel SE": "two letters, such as SE",
    "två till 25 siffror": "two to 25 digits",
    "två till åtta siffror, till exempel 90 20 03-3": "two to eight digits, such as 90 20 03-3",
    "{} tecken": "{} characters",
}
"""The form that something should have, and what was given of secrets."""

ENGLISH: Final[dict[str, str]] = (
    _ACCOUNTS | _DOCUMENTS | _THINGS | _PEOPLE | _DAYS | _AMOUNTS | _FIELDS | _FILES | _FORMS
)
_BY_LENGTH: Final = sorted((swedish for swedish in ENGLISH if "{}" in swedish), key=len, reverse=True)
_WITH_MORE: Final = [(re.compile(re.escape(said).replace(r"\{\}", "(.+)")), ENGLISH[said]) for said in _BY_LENGTH]


def word(text: str, language: Language) -> str:
    """The words in that language; what the catalogue has not, such as a name somebody gave, as it is."""
    if language is not Language.EN:
        return text
    english = ENGLISH.get(text)
    return _filled(text) if english is None else english


def _filled(text: str) -> str:
    """Words around what is filled in: those that say most of them first."""
    for said, english in _WITH_MORE:
        match = said.fullmatch(text)
        if match is not None:
            return english.format(*(word(part, Language.EN) for part in match.groups()))
    return text
