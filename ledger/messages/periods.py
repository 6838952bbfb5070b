"""The words of refusals about closing and reopening months and years, and about explaining what differs."""

from typing import Final

SV: Final[dict[str, str]] = {
    "period.broken": (
        "{month:month_start} kan inte stängas: boken stämmer inte med sig själv. {findings:list}. "
        "Det kan inte förklaras. Rätta det först, eller visa det för administratören."
    ),
    "period.unexplained": (
        "{month:month_start} kan inte stängas: detta skiljer eller kan inte kontrolleras. {findings:list}. "
        "Rätta det, eller låt en person förklara och en annan godta förklaringen."
    ),
    "period.open": "{month:month_start} är redan öppen. Välj en månad som är stängd.",
    "period.later_closed": (
        "{month:month_start} kan inte öppnas: senare månader är stängda, till och med {last_month:month}. "
        "Öppna dem en i taget, den sista först."
    ),
    "finding.missing": (
        "Inget som skiljer i {month:month} har beteckningen {given}. Det kan vara rättat, eller skilja på ett annat "
        "sätt nu. Visa månaden igen och välj där."
    ),
    "finding.not_explainable": (
        "{finding} kan inte förklaras: där hålls boken mot sig själv, eller så visas inte allt. Rätta det som är fel."
    ),
    "explanation.missing": "{finding} är inte förklarat. Låt en person förklara det, så kan en annan godta det.",
    "explanation.same_person": (
        "Du har själv förklarat {finding}. Förklaringen ska godtas av någon annan. Be en kollega om det."
    ),
    "explanation.accepted": (
        "Förklaringen av {finding} godtogs {accepted_on}. Förklara på nytt om den inte längre håller."
    ),
    "year.not_over": "{year} kan inte stängas: året är inte slut. Stäng det när det är slut.",
    "year.before_book": "Boken öppnades {opened_on}, efter {year}. Välj ett senare år.",
    "year.months_open": "{year} kan inte stängas: {first_month:month} är öppen. Stäng alla årets månader först.",
    "year.earlier_open": "{year} kan inte stängas: {first_year} är öppet. Stäng åren i ordning.",
    "year.closed": (
        "{year} är stängt sedan {closed_on} och öppnas inte igen. Rätta med en ny verifikation i en öppen månad."
    ),
    "year.end_not_done": (
        "{year} kan inte stängas: bokslutet är inte klart. {demands:list}. "
        "Låt det förfalla, betala tillbaka eller överför det, så kan året stängas."
    ),
    "month.malformed": "”{given}” är ingen månad i kalendern. Skriv år och månad, till exempel 2021-03.",
}

EN: Final[dict[str, str]] = {
    "period.broken": (
        "{month:month_start} cannot be closed: the book does not agree with itself. {findings:list}. "
        "It cannot be explained. Correct it first, or show it to the administrator."
    ),
    "period.unexplained": (
        "{month:month_start} cannot be closed: this differs or cannot be checked. {findings:list}. "
        "Correct it, or let one person explain it and another accept the explanation."
    ),
    "period.open": "{month:month_start} is open already. Choose a month that is closed.",
    "period.later_closed": (
        "{month:month_start} cannot be opened: later months are closed, up to {last_month:month}. "
        "Open them one at a time, the last one first."
    ),
    "finding.missing": (
        "Nothing that differs in {month:month} is called {given}. It may be put right, or differ in another way now. "
        "Show the month again and choose there."
    ),
    "finding.not_explainable": (
        "{finding} cannot be explained: there the book is held against itself, or not all is shown. "
        "Correct what is wrong."
    ),
    "explanation.missing": "{finding} is not explained. Let one person explain it, and another can accept it.",
    "explanation.same_person": (
        "You explained {finding} yourself. Somebody else has to accept the explanation. Ask a colleague to."
    ),
    "explanation.accepted": (
        "The explanation of {finding} was accepted {accepted_on}. Explain it anew if it no longer holds."
    ),
    "year.not_over": "{year} cannot be closed: the year is not over. Close it when it is.",
    "year.before_book": "The book was opened {opened_on}, after {year}. Choose a later year.",
    "year.months_open": "{year} cannot be closed: {first_month:month} is open. Close all months of the year first.",
    "year.earlier_open": "{year} cannot be closed: {first_year} is open. Close the years in order.",
    "year.closed": (
        "{year} has been closed since {closed_on} and is not opened again. "
        "Correct by a new entry in a month that is open."
    ),
    "year.end_not_done": (
        "{year} cannot be closed: the year's end is not done. {demands:list}. "
        "Let it lapse, repay it or carry it over, and the year can be closed."
    ),
    "month.malformed": "“{given}” is no month of the calendar. Write year and month, such as 2021-03.",
}
