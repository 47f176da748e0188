"""How a seat is told."""

from django.utils.translation import gettext as _

from network.vocabulary.enums import Basis
from network.vocabulary.panels import Badge, inferred

from .enums import SeatRole
from .models import Seat

_ROLE_TONES = {SeatRole.LEAD: "accent", SeatRole.SECRETARIAT: "accent"}


def role_badge(seat: Seat) -> Badge:
    role = SeatRole(seat.role)
    meanings = {
        SeatRole.LEAD: _("it calls the group together and conducts it"),
        SeatRole.SECRETARIAT: _("it keeps the papers of the group and prepares its sessions"),
        SeatRole.MEMBER: _("it is a member of the group"),
        SeatRole.GUEST: _("it is invited, without being a member"),
    }
    return Badge(str(role.label), _ROLE_TONES.get(role, ""), meanings[role])


def basis_badges(*seats: Seat) -> tuple[Badge, ...]:
    """A badge where a seat is not stated by a source but inferred."""
    return (inferred(),) if any(seat.basis == Basis.INFERRED for seat in seats) else ()
