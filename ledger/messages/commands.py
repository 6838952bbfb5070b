"""The words of refusals of commands."""

from typing import Final

SV: Final[dict[str, str]] = {
    "command.unknown": "Det finns inget kommando som heter ”{given}”.{near:did_you_mean} `medel do` visar alla.",
    "command.input_refused": "Något behöver ändras i {command}, och inget är gjort:{faults:input_faults}",
    "command.actor_missing": "{command} görs av någon. Ange vem med --by och personens inloggning.",
    "command.other_roles": (
        "{command} kräver rollen {roles:either} i boken; {login} har {held:words}. "
        "Be någon med rätt roll, eller be bokens administratör om den."
    ),
    "command.without_role": (
        "{command} kräver rollen {roles:either} i boken, och {login} har ingen roll i dag. "
        "Be bokens administratör om den."
    ),
    "command.other_body": (
        "Den som sitter i en styrgrupp registrerar dess egna beslut; {login} sitter i {bodies:list}. "
        "Välj det organet, eller be ekonomen registrera beslutet."
    ),
    "command.text_malformed": (
        "Texten är inte JSON som går att läsa: felet är på rad {line}, tecken {column}. "
        "Fält skrivs som ”namn”: värde mellan klammerparenteser, varje fält en gång."
    ),
    "command.line_refused": (
        "Rad {line}, {command}, gick inte att göra, så inget i filen är gjort. Rätta raden och kör om."
    ),
}

EN: Final[dict[str, str]] = {
    "command.unknown": "There is no command called “{given}”.{near:did_you_mean} `medel do` lists them all.",
    "command.input_refused": "Something has to be changed in {command}, and nothing is done:{faults:input_faults}",
    "command.actor_missing": "{command} is done by somebody. Say who with --by and the person's login.",
    "command.other_roles": (
        "{command} needs the role {roles:either} in the book; {login} has {held:words}. "
        "Ask somebody with the role, or ask the book's administrator for it."
    ),
    "command.without_role": (
        "{command} needs the role {roles:either} in the book, and {login} has no role today. "
        "Ask the book's administrator for it."
    ),
    "command.other_body": (
        "A member of a steering group registers its own decisions; {login} is a member of {bodies:list}. "
        "Choose that body, or ask the finance officer to register the decision."
    ),
    "command.text_malformed": (
        "The text is no JSON that can be read: the fault is on line {line}, character {column}. "
        "Fields are written as “name”: value between braces, each field once."
    ),
    "command.line_refused": (
        "Line {line}, {command}, could not be done, so nothing in the file is done. Correct the line and run it again."
    ),
}
