"""The words of the audit log in both languages: what was done, to what, and what its facts are called.

Rows are never rewritten, so a word is never taken away: an old row has to be readable as long as it is kept.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from ledger.db.details import FORMS
from ledger.domain.attests import STEP_NAMES
from ledger.domain.mandates import POWER_NAMES
from ledger.language import Language
from ledger.money import format_kronor
from ledger.placeholders.fact_words import word

Wording: TypeAlias = tuple[str, str]
"""Swedish, English."""

VERBS: Final[Mapping[str, Wording]] = {
    "accept": ("Godtog", "Accepted"),
    "add": ("Lade till", "Added"),
    "annul": ("Rättade", "Turned back"),
    "approve": ("Beslutsattesterade", "Approved"),
    "attach": ("Bifogade", "Attached"),
    "book": ("Bokförde", "Booked"),
    "change": ("Ändrade", "Changed"),
    "change_title": ("Ändrade titeln för", "Changed the title of"),
    "close": ("Stängde", "Closed"),
    "confirm": ("Sakattesterade", "Confirmed"),
    "confirmed": ("Bekräftade", "Confirmed a change of"),
    "download": ("Hämtade", "Downloaded"),
    "end": ("Avslutade", "Ended"),
    "explain": ("Förklarade", "Explained"),
    "follow": ("Lät följa", "Tied to what it follows:"),
    "grant": ("Gav", "Granted"),
    "import": ("Läste in", "Imported"),
    "join": ("Anslöt", "Joined"),
    "link": ("Kopplade", "Linked"),
    "open": ("Öppnade", "Opened"),
    "propose": ("Föreslog", "Proposed"),
    "refused": ("Avvisade", "Refused"),
    "register": ("Registrerade", "Registered"),
    "release": ("Löste upp", "Released"),
    "remove": ("Tog bort", "Removed"),
    "remove_password": ("Tog bort lösenordet för", "Removed the password of"),
    "rename": ("Bytte namn på", "Renamed"),
    "renew_recovery": ("Bytte återställningskoder för", "Renewed the recovery codes of"),
    "reopen": ("Öppnade igen", "Reopened"),
    "replace": ("Ersatte", "Replaced"),
    "return": ("Lämnade tillbaka", "Returned"),
    "seal": ("Förseglade", "Sealed"),
    "set": ("Bestämde", "Set"),
    "set_password": ("Bytte lösenord för", "Set the password of"),
    "sign_in": ("Loggade in", "Signed in"),
    "sign_in_failed": ("Misslyckades att logga in", "Failed to sign in"),
    "sign_out": ("Loggade ut", "Signed out"),
    "submit": ("Lämnade in", "Submitted"),
    "turn_off": ("Stängde av", "Turned off"),
    "turn_on": ("Slog på", "Turned on"),
    "unlink": ("Kopplade bort", "Unlinked"),
    "use_recovery": ("Använde en återställningskod för", "Used a recovery code of"),
}

_REGISTERS: Final[Mapping[str, Wording]] = {
    "agreement": ("överenskommelse", "agreement"),
    "allocation_key": ("fördelningsnyckel", "allocation key"),
    "api_token": ("token för program", "token for programs"),
    "attachment": ("bilaga", "attachment"),
    "attest_right": ("attesträtt", "right to attest"),
    "audit_log": ("loggen", "the log"),
    "avstamning": ("avstämningen i Excel", "the reconciliation in Excel"),
    "body": ("beslutsorgan", "body"),
    "book": ("bok", "book"),
    "decision": ("beslut", "decision"),
    "decision_receiver": ("mottagare av beslut", "receiver of a decision"),
    "finding": ("skillnad vid månadsavslut", "difference at a month's end"),
    "identity": ("inloggning hos annan tjänst", "identity at another service"),
    "mandate": ("mandat", "mandate"),
    "membership": ("medlemskap", "membership"),
    "month": ("månad", "month"),
    "one_time_codes": ("engångskoder", "one-time codes"),
    "organisation": ("organisation", "organisation"),
    "party": ("part i överenskommelse", "party to an agreement"),
    "payee_account": ("betalningskonto för mottagare", "payee's account"),
    "person": ("person", "person"),
    "pot": ("medelspott", "pot"),
    "purpose": ("ändamål", "purpose"),
    "recommendation": ("rekommendation", "recommendation"),
    "role": ("roll", "role"),
    "terms": ("villkor", "terms"),
    "vat_setting": ("inställning för moms", "VAT setting"),
    "web_session": ("inloggning", "session"),
    "year": ("år", "year"),
    "attestratter": ("attesträtter ur fil", "attest rights from a file"),
    "beslut": ("beslut ur fil", "decisions from a file"),
    "fordelning": ("fördelning ur fil", "allocation from a file"),
    "ingaende": ("ingående saldon ur fil", "opening balances from a file"),
    "mandat": ("mandat ur fil", "mandates from a file"),
    "medlemskap": ("medlemskap ur fil", "memberships from a file"),
    "nyckeltal": ("fördelningsnyckel ur fil", "allocation key from a file"),
    "organ": ("organ ur fil", "bodies from a file"),
    "organisationer": ("organisationer ur fil", "organisations from a file"),
    "personer": ("personer ur fil", "persons from a file"),
    "potter": ("potter ur fil", "pots from a file"),
}
_DOCUMENTS: Final = {kind.value: (form.name, word(form.name, Language.EN)) for kind, form in FORMS.items()}
THINGS: Final[Mapping[str, Wording]] = {**_REGISTERS, **_DOCUMENTS}
"""What is done something to: registers, rights and files by their own words, documents as they are called elsewhere."""

_WHOLE: Final[Mapping[tuple[str, str], Wording]] = {
    ("sign_in", "web_session"): VERBS["sign_in"],
    ("sign_out", "web_session"): VERBS["sign_out"],
    ("sign_in_failed", "person"): VERBS["sign_in_failed"],
    ("set_password", "person"): ("Bytte lösenord", "Set a password"),
    ("remove_password", "person"): ("Tog bort lösenord", "Removed a password"),
    ("change_title", "person"): ("Ändrade titel", "Changed a title"),
    ("renew_recovery", "one_time_codes"): ("Bytte återställningskoder", "Renewed recovery codes"),
    ("use_recovery", "one_time_codes"): ("Använde en återställningskod", "Used a recovery code"),
    ("follow", "decision"): ("Lät beslut följa rekommendation", "Tied a decision to the recommendation it follows"),
    ("join", "membership"): ("Anslöt medlem", "Joined a member"),
}
"""Pairs whose words are not those of the verb followed by those of the thing."""

FACTS: Final[Mapping[str, Wording]] = {
    "advisory": ("rådgivande", "advisory"),
    "agreement": ("överenskommelse", "agreement"),
    "agreement_id": ("överenskommelse nr", "agreement no."),
    "as_of": ("per dag", "as of"),
    "attest": ("attest nr", "attest no."),
    "body_id": ("beslutsorgan nr", "body no."),
    "by": ("av dokument nr", "by document no."),
    "by_sign_in": ("förnyad vid inloggning", "renewed at sign-in"),
    "code": ("kod", "code"),
    "control": ("kontroll", "control"),
    "decided_on": ("beslutad", "decided on"),
    "decision_id": ("beslut nr", "decision no."),
    "difference_ore": ("skillnad", "difference"),
    "digest": ("SHA-256", "SHA-256"),
    "document_id": ("dokument nr", "document no."),
    "entry": ("verifikation", "entry"),
    "expires_on": ("gäller till", "expires on"),
    "from_day": ("från", "from"),
    "group_id": ("i organisation nr", "in organisation no."),
    "hash": ("hash", "hash"),
    "holder_id": ("innehas av organisation nr", "held by organisation no."),
    "issuer": ("tjänst", "service"),
    "kind": ("slag", "kind"),
    "last_day": ("sista dag", "last day"),
    "limit_ore": ("beloppsgräns", "limit"),
    "member_id": ("organisation nr", "organisation no."),
    "month": ("månad", "month"),
    "no": ("version", "version"),
    "opened_on": ("öppnad", "opened on"),
    "organisation_id": ("organisation nr", "organisation no."),
    "person_id": ("person nr", "person no."),
    "pot_id": ("medelspott nr", "pot no."),
    "power": ("rätt att besluta om", "power over"),
    "recommendation_id": ("rekommendation nr", "recommendation no."),
    "recovers": ("drar av moms", "recovers VAT"),
    "reverses": ("rättar", "turns back"),
    "role": ("roll", "role"),
    "round": ("attestrunda", "round"),
    "rows": ("rader", "rows"),
    "same": ("fanns redan", "there already"),
    "seq": ("löpnummer", "sequence"),
    "shown": ("visade fel", "was shown wrong"),
    "step": ("rätt att", "right to"),
    "to_day": ("till och med", "to"),
    "valid_from": ("gäller från", "valid from"),
    "valid_to": ("gäller till", "valid to"),
    "of_verb": ("åtgärd", "deed"),
    "version": ("version", "version"),
    "weights": ("antal vikter", "weights"),
    "of_what": ("slag", "kind"),
    "year": ("år", "year"),
}
"""What the facts of a row are called."""

_VALUES: Final[Mapping[str, Mapping[str, Wording]]] = {
    "shown": {"password": ("lösenord", "password"), "code": ("engångskod", "one-time code"), "token": ("token",) * 2},
    "role": {"principal": ("huvudman", "principal"), "signatory": ("undertecknare", "signatory")},
    "kind": {
        "adjunct": ("adjungerad", "adjunct"),
        "association": ("kommunalförbund", "association of municipalities"),
        "care_area": ("del av vårdsamverkansområde", "part of a care area"),
        "care_collaboration": ("vårdsamverkan", "care collaboration"),
        "keeper": ("bokhållande", "keeper"),
        "municipal_association": ("medlem i kommunalförbund", "member of an association of municipalities"),
        "municipality": ("kommun", "municipality"),
        "region": ("region", "region"),
        "state": ("stat", "state"),
        "supplier": ("leverantör", "supplier"),
    },
    "step": {step.value: (name, word(name, Language.EN)) for step, name in STEP_NAMES.items()},
    "power": {power.value: (name, word(name, Language.EN)) for power, name in POWER_NAMES.items()},
}
"""Codes among the facts, in words."""

_YES_OR_NO: Final = {True: ("ja", "yes"), False: ("nej", "no")}


def done(verb: str, what: str, language: Language) -> str:
    """What was done to what; a code that has no words stands as it is, for the row is to be seen all the same."""
    if (verb, what) in _WHOLE:
        return language.of(*_WHOLE[verb, what])
    return f"{_of(VERBS, verb, language)} {_of(THINGS, what, language)}"


def choices(words: Mapping[str, Wording], language: Language) -> tuple[tuple[str, str], ...]:
    """Every code with its words, in the order of the words."""
    told = [(code, language.of(*wording)) for code, wording in words.items()]
    return tuple(sorted(told, key=lambda one: (one[1].casefold(), one[0])))


def facts_in_words(facts: str, language: Language) -> str:
    """The facts of a row, which are kept as canonical JSON, as `kod: SUICID2021 · öppnad: 2021-08-27`."""
    return " · ".join(_told(json.loads(facts), language))


def in_words(name: str, value: str, language: Language) -> str:
    """A code among the facts in words; another text as it is."""
    known = _VALUES.get(name, {}).get(value)
    return word(value, language) if known is None else language.of(*known)


def _told(facts: Mapping[str, Any], language: Language) -> Iterator[str]:
    for name, value in facts.items():
        if value is not None:
            yield f"{_of(FACTS, name, language)}: {_value(name, value, language)}"


def _value(name: str, value: Any, language: Language) -> str:
    match value:
        case bool():
            return language.of(*_YES_OR_NO[value])
        case int() if name.endswith("_ore"):
            return format_kronor(value)
        case str():
            return in_words(name, value, language)
        case _:
            return str(value)


def _of(words: Mapping[str, Wording], code: str, language: Language) -> str:
    return language.of(*words[code]) if code in words else code
