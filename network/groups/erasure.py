"""Her seats and her attendance. What minutes and acuerdos say in words stays (docs/retention.md)."""

from network.vocabulary.rights import Whose

from .models import Seat, SessionAttendance

COVERS = ("groups.Seat", "groups.SessionAttendance", "groups.GroupSession")


def erase(whose: Whose) -> None:
    whose.delete(SessionAttendance.objects.filter(person=whose.person))
    whose.delete(Seat.objects.filter(person=whose.person))
