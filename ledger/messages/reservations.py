"""The words of refusals about reservations."""

from typing import Final

SV: Final[dict[str, str]] = {
    "reservation.exceeds_left": (
        "Du vill ta {wanted_ore:kr} ur reservation {reservation}; den {day} finns {left_ore:kr} kvar i den. "
        "Minska med {over_ore:kr}."
    ),
    "reservation.not_expired": (
        "Reservation {reservation} gäller till {expires_on}. "
        "Ange beslutet om att lösa upp den i förtid, eller vänta till dess."
    ),
    "reservation.expired": (
        "Reservation {reservation} gällde till {expires_on}. Lös upp den, och ta uppdraget ur {pot} i stället."
    ),
    "reservation.other_pot": (
        "Reservation {reservation} ligger i {pot}, uppdraget i {wanted}. "
        "Välj en reservation i {wanted}, eller ta uppdraget direkt ur potten."
    ),
}
