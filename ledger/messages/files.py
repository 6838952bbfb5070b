"""The words of refusals about files."""

from typing import Final

SV: Final[dict[str, str]] = {
    "file.empty": "”{name}” är tom. Öppna filen, kontrollera att den har innehåll och välj den igen.",
    "file.too_large": (
        "”{name}” är på {size:bytes}; gränsen är {limit:bytes}. "
        "Spara den i lägre upplösning eller dela den, och välj den igen."
    ),
    "file.type_refused": (
        "”{name}” är {type:word} som har fått namnet {suffix:suffix}. "
        "Ge den namnet {wanted} eller spara den som det namnet säger, och välj den igen."
    ),
    "file.type_unknown": (
        "”{name}” är {type:word}, och sparas inte här. Spara den som PDF och välj den igen. "
        "PNG, JPEG, Excel, Word, zip, XML, CSV och text går också."
    ),
    "file.damaged": (
        "”{name}” är skadad: innehållet är inte det som sparades. Hämta den ur säkerhetskopian. "
        "Kontrollsumman ska vara {digest}."
    ),
}

EN: Final[dict[str, str]] = {
    "file.empty": "“{name}” is empty. Open the file, check that it has contents and choose it again.",
    "file.too_large": (
        "“{name}” is {size:bytes}; the limit is {limit:bytes}. "
        "Save it with a lower resolution or split it, and choose it again."
    ),
    "file.type_refused": (
        "“{name}” is {type:word} that has been given the name {suffix:suffix}. "
        "Name it {wanted} or save it as what the name says, and choose it again."
    ),
    "file.type_unknown": (
        "“{name}” is {type:word}, and is not kept here. Save it as PDF and choose it again. "
        "PNG, JPEG, Excel, Word, zip, XML, CSV and text will do as well."
    ),
    "file.damaged": (
        "“{name}” is damaged: the contents are not what was saved. Fetch it from the backup. "
        "The checksum should be {digest}."
    ),
}
