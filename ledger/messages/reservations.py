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

EN: Final[dict[str, str]] = {
    "reservation.exceeds_left": (
        "You want to take {wanted_ore:kr} from reservation {reservation}; on {day} it has {left_ore:kr} left. "
        "Lower it by {over_ore:kr}."
    ),
    "reservation.not_expired": (
        "Reservation {reservation} holds until {expires_on}. "
        "Name the decision to release it before that, or wait until then."
    ),
    "reservation.expired": (
        "Reservation {reservation} held until {expires_on}. Release it, and take the commitment from {pot} instead."
    ),
    "reservation.other_pot": (
        "Reservation {reservation} is in {pot}, the commitment in {wanted}. "
        "Choose a reservation in {wanted}, or take the commitment directly from the pot."
    ),
}
