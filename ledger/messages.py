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
    "requisition.exceeds_authorised": (
        "Du vill rekvirera {wanted_ore:kr}; tilldelat är {authorised_ore:kr} och {requisitioned_ore:kr_none} är "
        "rekvirerat. {left_ore:kr_lower_to}"
    ),
    "requisition.certificate_missing": (
        "Villkoren för {agreement} kräver intyg om mandat från ekonomidirektören före rekvisition. "
        "Bifoga intyget, så kan du fortsätta."
    ),
    "requisition.has_receipts": (
        "På rekvisition {requisition} är {received_ore:kr} inbetalt ({receipts:list}). "
        "Rätta först inbetalningen, eller sänk rekvisitionen med det som inte är betalt."
    ),
    "certificate.other_agreement": (
        "Intyg {certificate} gäller {belongs_to}, inte {wanted}. Välj ett intyg för {wanted}, eller registrera ett."
    ),
    "certificate.after_sending": (
        "Intyg {certificate} är daterat {certified_on}, efter att rekvisitionen skickas {sent_on}. "
        "Välj ett tidigare intyg, eller skicka rekvisitionen {certified_on} eller senare."
    ),
    "receipt.exceeds_claim": (
        "Inbetalningen är på {over_ore:kr} mer än fordran. Para ihop resten med en annan rekvisition, "
        "eller lämna {over_ore:kr} som ej ihopparat."
    ),
    "commitment.drawn": (
        "Av uppdrag {commitment} på {amount_ore:kr} är {drawn_ore:kr} redan fakturerat{invoices:after_colon}. "
        "Rätta först fakturorna, eller sänk uppdraget med det som återstår."
    ),
    "invoice.amounts_differ": (
        "Netto {net_ore:kr} och moms {vat_ore:kr} är inte tillsammans {gross_ore:kr}; {difference_ore:kr_off}. "
        "Jämför beloppen med fakturan."
    ),
    "invoice.lines_differ": (
        "Raderna är tillsammans {lines_ore:kr}, fakturan {gross_ore:kr}; {difference_ore:kr_off}. "
        "Ändra en rad, eller lägg till en."
    ),
    "invoice.line_vat_differs": (
        "Momsen på raderna är tillsammans {lines_vat_ore:kr}, på fakturan {vat_ore:kr}; {difference_ore:kr_off}. "
        "Ändra momsen på en rad."
    ),
    "invoice.vat_differs": (
        "Momsen {vat_ore:kr} är inte {rate}\u00a0% av nettot {net_ore:kr} ({expected_ore:kr}). "
        "Ändra beloppet eller välj ”Annat belopp enligt fakturan”."
    ),
    "invoice.vat_reason_missing": "Skriv varför momsen bedöms så.",
    "invoice.line_without_target": "Välj uppdrag eller pott på rad {row}.",
    "invoice.duplicate_number": (
        "Faktura {supplier_number} från {supplier} registrerades {registered_on} och är {state:state}. "
        "Öppna den, eller kontrollera numret på fakturan."
    ),
    "invoice.exceeds_commitment": (
        "Fakturan belastar uppdrag {commitment} med {charge_ore:kr}; av uppdraget återstår {remaining_ore:kr}. "
        "Sänk raden med {over_ore:kr}, lägg {over_ore:kr} på ett annat uppdrag, "
        "eller be styrgruppen höja uppdraget."
    ),
    "invoice.other_supplier": (
        "Uppdrag {commitment} utförs av {performer}; fakturan kommer från {supplier}. "
        "Välj ett uppdrag som {supplier} utför, eller kontrollera leverantören."
    ),
    "invoice.decision_missing": (
        "Rad {row} tas ur {pot} utan uppdrag, och då ska fakturan ange ett beslut. "
        "Välj ett beslut om användning, eller ett uppdrag på raden."
    ),
    "invoice.several_decisions": (
        "Raderna vilar på olika beslut: {decisions:list}. En verifikation anger ett enda. "
        "Registrera fakturan i delar, en för varje beslut."
    ),
    "invoice.paid": "Faktura {invoice} är betald med {payout}. Rätta först utbetalningen, så går fakturan att rätta.",
    "date.before": "{what:start} {given} är före {other} {other_day}. Ändra en av dagarna.",
    "attest.same_person": (
        "Du har sakattesterat fakturan. Beslutsattesten ska göras av någon annan. "
        "Fakturan ligger i listan hos dem som får beslutsattestera."
    ),
    "attest.no_right": (
        "Du får inte {step} för {pot}. Be administratören om attesträtt, "
        "eller skicka fakturan vidare{able:after_colon}."
    ),
    "attest.not_in_force": (
        "Din attesträtt för {pot}{ended_on:ended}{begins_on:begins}, eller skicka fakturan vidare{able:after_colon}."
    ),
    "attest.over_limit": (
        "Fakturan är på {amount_ore:kr}; din attesträtt räcker till {limit_ore:kr}. "
        "Skicka den till någon med högre gräns{able:after_colon}."
    ),
    "payout.empty": "Inget är valt att betala. Välj minst en rad.",
    "payout.row_twice": "{what:start} {name} står två gånger i utbetalningen. Ta bort den ena.",
    "payout.exceeds_available": (
        "{payee} har {authorised_ore:kr} tilldelat, {paid_ore:kr} är utbetalt och {available_ore:kr} är kvar. "
        "Du kan betala ut högst {available_ore:kr}; du angav {wanted_ore:kr}."
    ),
    "payout.not_allotted": (
        "{pot} har inte fått något genom en fördelning, så det finns inget beslut att betala ut efter. "
        "Fördela till potten först."
    ),
    "payee.missing": "{pot} har ingen mottagare att betala till. Ange vilken organisation potten hör till.",
    "payee.account_missing": (
        "{payee} har varken bankgiro eller plusgiro i registret. Lägg till numret, och låt någon annan bekräfta det."
    ),
    "bank.insufficient": (
        "Banken skulle bli {after_ore:kr} för {purpose} den {day}. "
        "Vänta på inbetalningen från bidragsgivaren, eller välj färre."
    ),
    "correction.not_possible": (
        "Verifikation {entry} hör till {document}, som inte går att rätta härifrån. "
        "Registrera i stället händelsen som ändrar det."
    ),
    "mandate.advisory_body": (
        "{body} får rekommendera men inte besluta om pengar. "
        "Registrera det som rekommendation, eller välj ett organ med mandat{able:after_colon}."
    ),
    "mandate.missing": (
        "{body} har inget mandat för {power}. Välj ett beslut av ett organ som har det{able:after_colon}."
    ),
    "mandate.other_pot": (
        "{body} får besluta om {pots:list}, inte om {wanted}. "
        "Välj en pott som organet får besluta om, eller ett beslut av ett organ med mandat för {wanted}."
    ),
    "mandate.not_in_force": (
        "{body} får besluta om {wanted} från {valid_from}{valid_to:until}; beslutet är från {day}. "
        "Välj ett annat beslut, eller lägg till mandatet om organet hade det den dagen."
    ),
    "mandate.overlaps": (
        "{body} har redan mandat för {power} i {pot} från {valid_from}{valid_to:until}; "
        "det nya är från {given_from}{given_to:until}. Välj dagar som inte går in i varandra."
    ),
    "decision.is_recommendation": (
        "{decision} är en rekommendation och flyttar inga pengar. Välj det beslut som följde på den, "
        "eller registrera beslutet."
    ),
    "decision.after_use": (
        "{decision} är beslutat efter bokföringsdagen {day}. "
        "Välj en bokföringsdag från {decided_on}, eller ett tidigare beslut."
    ),
    "document.source_key_taken": (
        "{document} är redan registrerat, med annat innehåll. Öppna det, och rätta det om det är fel. "
        "Händelsens nyckel är {source_key}."
    ),
    "document.wrong_state": (
        "Läget för {document} är {state:state}; det här går när det är {wanted:states}. "
        "Öppna {document} och se vad som har hänt."
    ),
    "correction.reason_missing": "Skriv varför, med minst tio tecken. Revisorn läser det.",
    "text.missing": "{field} saknas. Skriv något i fältet.",
    "pot.other_agreement": (
        "{pot} hör till {belongs_to}, inte till {wanted}. Pengar från ett ändamål betalar aldrig för ett annat. "
        "Välj en pott under {wanted}."
    ),
    "pot.not_child": (
        "{pot} ligger inte direkt under {parent}. Fördela ett steg i taget: "
        "välj en pott direkt under {parent}, eller fördela ur potten närmast över {pot}."
    ),
    "pot.insufficient": (
        "Du vill ta {wanted_ore:kr} ur {pot}; den {day} finns {available_ore:kr} kvar. "
        "Minska med {over_ore:kr}, eller ta först tillbaka en fördelning."
    ),
    "person.actor_missing": "Det finns redan personer i registret. Ange vem av dem som registrerar den nya.",
    "terms.missing": "{agreement} har inga villkor för {day}. Lägg till villkor som gäller från den dagen.",
    "agreement.below_requisitioned": (
        "Du vill sänka {pot} med {less_ore:kr}. Tilldelat är {authorised_ore:kr}; rekvirerat är "
        "{requisitioned_ore:kr} och förfallet {lapsed_ore:kr}. "
        "Sänk med högst {left_ore:kr}, eller återkalla först en rekvisition."
    ),
    "allocation.pot_twice": "{pot} är mottagare mer än en gång. Lägg ihop andelarna till en.",
    "allocation.code_unknown": (
        "Nyckeln {key} har ingen vikt för {unknown:list}. Välj bland {codes:list}, eller en annan nyckel."
    ),
    "allocation.shares_not_whole": (
        "Andelarna är tillsammans {total_percent}\u00a0%, inte 100\u00a0%. Ändra en andel."
    ),
    "allocation.used": (
        "{pot} har {left_ore:kr} kvar; högst det kan tas tillbaka. Fördelning {allocation} gav {share_ore:kr}. "
        "Rätta först det som har tagits ur potten."
    ),
}


def explain(error: LedgerError) -> str:
    """The refusal in Swedish; its code follows in small type wherever it is shown."""
    return Words().format(SV[error.code], **error.facts())
