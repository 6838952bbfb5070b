"""The words of every refusal, in Swedish: what happened with both figures, the rule, and what to do.

A message is looked up by the refusal's code. Placeholders are the refusal's facts; `{amount_ore:kr}` writes kronor,
and `placeholders` has the other ways of writing. A fact `what` is capitalised where it begins the sentence.
Du-tilltal, verbs first, no blame; amounts and dates as on screen.
"""

from typing import Final

from ledger.errors import LedgerError
from ledger.placeholders import Words

SV: Final[dict[str, str]] = {
    "amount.empty": "Ange ett belopp.",
    "amount.not_a_number": (
        "”{given}” är inte ett belopp. Skriv kronor med siffror, till exempel 1\u00a0000 eller 1\u00a0000,50."
    ),
    "amount.ambiguous": (
        "{given} kan betyda olika belopp. Skriv tusental med mellanslag och ören med kommatecken, "
        "till exempel 1\u00a0000 eller 1,00."
    ),
    "amount.too_many_decimals": (
        "Beloppet {given} har {decimals:count} decimaler. "
        "Skriv kronor och ören med högst två, till exempel 1\u00a0000,51."
    ),
    "amount.too_large": (
        "{amount_ore:kr} är för stort. Belopp ska vara under 10\u00a0000\u00a0000\u00a0000\u00a0000\u00a0kr."
    ),
    "amount.not_positive": "{what} är {amount_ore:kr}. Ange ett belopp som är större än noll.",
    "amount.negative": "{what} är {amount_ore:kr}. Ange noll eller ett större belopp.",
    "amount.zero": "{what} är 0 kr. Ange ett belopp, med minus framför om det ska minska.",
    "entry.pot_twice": "Samma pott är både avsändare och mottagare. Välj två olika potter.",
    "entry.across_roots": (
        "Potterna hör till olika ändamål. Flytta inom ett ändamål, eller registrera en överföring mellan ändamålen."
    ),
    "credit.claim_exceeds_gross": (
        "Fordran på leverantören är {claim_ore:kr}; krediten är på {gross_ore:kr}. Sänk fordran till högst krediten."
    ),
    "identifier.check_digit": (
        "{what} {given} har fel kontrollsiffra. Två siffror kan ha bytt plats. Jämför med underlaget."
    ),
    "organisation.check_digit": (
        "{what} {given} har fel kontrollsiffra. Två siffror kan ha bytt plats. Jämför med fakturan."
    ),
    "identifier.malformed": "{what} ”{given}” har inte rätt form. Rätt form är {expected}.",
    "key.bad_rows": (
        "{rows:rows} i nyckelfilen går inte att använda: {rows:faults}. "
        "Rätta filen och ladda upp den igen. Inget är sparat."
    ),
    "key.bad_weights": (
        "{rows:rows} i nyckeln går inte att använda: {rows:faults}. Rätta nyckeln och räkna igen. Inget är fördelat."
    ),
    "key.missing_columns": (
        "Nyckelfilens första rad ska ha rubrikerna code, name och weight. Det som saknas är {missing:list}; "
        "det som står är {found:list}. Rätta rubrikerna och ladda upp filen igen."
    ),
    "key.column_twice": (
        "Nyckelfilen har mer än en kolumn med rubriken {columns:list}. "
        "Byt rubrik på den som inte ska användas och ladda upp filen igen."
    ),
    "key.empty": "Nyckeln har inga mottagare. Lägg till minst en rad med kod, namn och vikt.",
    "key.unreadable": (
        "Nyckelfilen går inte att läsa: {reason:why}{line:at_line}. "
        "Spara den som CSV i UTF-8 och ladda upp den igen. Inget är sparat."
    ),
    "share.residual_receiver_unknown": (
        "Koden {receiver} finns inte i nyckeln och kan inte bära skillnaden. Välj en av {codes:list}."
    ),
    "share.residual_receiver_negative": (
        "{receiver} ska bära skillnaden {residual_ore:kr}, men efter nyckeln blir då andelen {share_ore:kr}. "
        "Välj någon annan som bär skillnaden, eller största resten."
    ),
    "share.unit_too_coarse": (
        "{amount_ore:kr} har ören och går inte att dela i hela kronor. Välj ören som enhet, eller ett belopp utan ören."
    ),
    "share.base_exceeds_amount": (
        "Grundbeloppet {base_ore:kr} till {recipients} mottagare är tillsammans {bases_ore:kr}; "
        "fördelningen är {amount_ore:kr}. Sänk grundbeloppet, eller höj fördelningen."
    ),
    "share.amount_negative": (
        "Beloppet att fördela är {amount_ore:kr}. Ange noll eller ett större belopp. "
        "Ska pengar tillbaka: ta tillbaka den fördelning de kom med."
    ),
    "allocation.sum_differs": (
        "Andelarna är tillsammans {shares_ore:kr}, fördelningen är {amount_ore:kr}. {difference_ore:kr_off}. "
        "Ändra en andel, eller välj vem som {difference_ore:kr_bearer}."
    ),
    "allocation.official_unknown": (
        "Fastställt belopp finns för {unknown:list}, som inte är bland mottagarna. Mottagarna är {codes:list}. "
        "Rätta koden, eller lägg till mottagaren."
    ),
    "entry.without_lines": "Verifikationen flyttar ingenting: alla belopp är noll. Ange minst ett belopp.",
    "entry.unbalanced": (
        "Verifikationen går inte ihop på {side:side} i pott {pot_id}: skillnaden är {difference_ore:kr}. "
        "Inget är bokfört. Felet ligger i programmet; anmäl det till administratören."
    ),
    "entry.line_wrong_key": (
        "En rad på {kind:kind} har fel pott ({pot_id}) eller underlag ({subject_id}). "
        "Inget är bokfört. Felet ligger i programmet; anmäl det till administratören."
    ),
    "entry.source_key_taken": (
        "Händelsen är redan bokförd, med annat innehåll, som verifikation {entry}. "
        "Öppna den, och rätta den om den är fel. Händelsens nyckel är {source_key}."
    ),
    "entry.breaks_never": (
        "{kind:kind} (pott {pot_id}, underlag {subject_id}) skulle bli {balance_ore:kr_side} den {day}, "
        "och får aldrig hamna där. Minska beloppet, eller välj en senare bokföringsdag."
    ),
    "entry.already_reversed": (
        "Verifikation {entry} rättades {reversed_on} av {reversed_by}. "
        "Om rättelsen var fel: registrera händelsen på nytt."
    ),
    "entry.is_reversal": (
        "Verifikation {entry} är själv en rättelse och kan inte rättas. Registrera händelsen på nytt."
    ),
    "entry.reversed_too_early": (
        "Verifikation {entry} är bokförd {booked_on}; rättelsen kan inte ha den tidigare dagen {wanted_on}. "
        "Välj {booked_on} eller senare."
    ),
    "entry.refused_by_database": (
        "Databasens spärr {guard} stoppade verifikationen. Inget är bokfört. "
        "Felet ligger i programmet; anmäl det till administratören."
    ),
    "period.closed": "{month:month_start} är stängd sedan {closed_on}. Välj en bokföringsdag från {first_open}.",
    "period.not_over": "{month:month_start} kan inte stängas: {reason:why}. Stäng månaderna i ordning, när de är slut.",
    "date.out_of_range": (
        "{what:start} {given} går inte att använda.{earliest:first_day}{latest:last_day} Välj en annan dag."
    ),
    "date.malformed": "”{given}” är ingen dag i kalendern. Skriv år, månad och dag, till exempel 2021-03-31.",
    "not_found": (
        "{what:start} {name} finns inte, eller ligger utanför det du får se. Kontrollera numret eller namnet."
    ),
    "book.not_chosen": "Ange vilken bok du menar. De böcker som finns är {books:list}.",
    "already_exists": "{what:start} {name} finns redan. Använd det som finns, eller välj ett annat namn.",
    "setting.malformed": "Inställningen {setting} är ”{given}” och går inte att använda. Skriv {expected}.",
    "database.unreachable": (
        "Databasen {url} svarar inte ({reason:why}). Kontrollera adressen och att databasen är i gång. Inget är sparat."
    ),
    "database.not_a_database": (
        "Filen {path} är ingen databas. Kontrollera adressen, eller läs tillbaka en säkerhetskopia."
    ),
    "database.not_migrated": (
        "Databasens version är {found}; programmet behöver {wanted}. Ta en säkerhetskopia och uppgradera databasen."
    ),
    "database.newer": (
        "Databasens version, {found}, är nyare än programmet, som känner till {known}. Uppgradera programmet."
    ),
    "database.not_empty": (
        "Databasen har redan böcker: {books:list}. Exemplet läggs bara in i en tom databas; välj en annan adress."
    ),
    "database.busy": "Någon annan skriver i databasen sedan en stund. Inget är sparat. Försök igen om en minut.",
    "file.not_written": (
        "Filen {path} gick inte att skriva: {reason:why}. Inget av den är kvar. Välj en annan plats, eller försök igen."
    ),
    "export.too_many_rows": (
        "Bladet {sheet} skulle få {rows} rader; ett kalkylblad rymmer {limit}. "
        "Välj en kortare tid eller en enda pott. Ingen fil är skriven."
    ),
    "file.not_read": "Filen {path} gick inte att läsa: {reason:why}. Kontrollera namn och behörighet.",
    "moment.malformed": "”{given}” är ingen tidpunkt. Skriv till exempel 2021-01-15 09:00.",
    "moment.in_future": (
        "Tidpunkten {given:moment} har inte varit än. Vad boken visste går bara att se till och med nu."
    ),
}


def explain(error: LedgerError) -> str:
    """The refusal in Swedish; its code follows in small type wherever it is shown."""
    return Words().format(SV[error.code], **error.facts())
