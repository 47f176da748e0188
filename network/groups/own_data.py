"""What this room holds of her: her seats, and the sessions to which she came."""

from django.utils.translation import gettext_lazy as _

from network.vocabulary.rights import Section, Whose, section

from .models import Seat, SessionAttendance

COVERS = ("groups.Seat", "groups.SessionAttendance")


def own(whose: Whose) -> list[Section]:
    seats = Seat.objects.filter(person=whose.person).select_related("group", "institution")
    came = SessionAttendance.objects.filter(person=whose.person).select_related(
        "session__group", "institution"
    )
    return [
        section(
            "seats",
            _("Your seats in working groups"),
            seats,
            {
                "group__name": _("Working group"),
                "institution__name": _("Institution"),
                "role": _("Role"),
                "basis": _("How it is known"),
                "started": _("From"),
                "ended": _("Until"),
            },
        ),
        section(
            "attendance",
            _("Sessions you attended"),
            came,
            {
                "session__group__name": _("Working group"),
                "session__happens_on": _("Date"),
                "institution__name": _("Institution"),
                "role": _("Role"),
                "state": _("State"),
            },
        ),
    ]
