"""What groups tell the coverage matrix: the seats of an institution today, and the sessions it came to."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.accounts.viewer import Viewer
from network.graph.snapshot import in_force
from network.vocabulary.coverage import Activity, Cell, Column, State, over_words
from network.vocabulary.enums import Basis
from network.vocabulary.layers import first_day, last_day
from network.vocabulary.partial_date import PartialDate

from .enums import Attendance
from .models import Group, GroupSession, Seat, SessionAttendance
from .queries import visible_to
from .session_queries import sessions_visible_to

Row = tuple[str, str, str, str]  # basis, started, ended, group


def seats(viewer: Viewer) -> dict[int, Cell]:
    """Seats begun by today and not over; one without a beginning counts. A person's seat is not hers."""
    groups = visible_to(Group.objects.order_by(), viewer)
    rows = Seat.objects.filter(person=None, group__in=groups.values("pk")).order_by("group__name", "pk")
    found: dict[int, list[Row]] = defaultdict(list)
    for institution, basis, started, ended, group in rows.values_list(
        "institution", "basis", "started", "ended", "group__name"
    ):
        found[institution].append((basis, started, ended, group))
    today = timezone.localdate()
    return {institution: _cell(rows, today) for institution, rows in found.items()}


def activity(viewer: Viewer) -> Iterator[Activity]:
    """Every session in which it was present, on its day. That a person came is not told."""
    sessions = sessions_visible_to(GroupSession.objects.order_by(), viewer).values("pk")
    rows = SessionAttendance.objects.filter(
        person=None, state=Attendance.PRESENT, session__in=sessions
    ).order_by()
    for institution, on, group, package_id in rows.values_list(
        "institution", "session__happens_on", "session__group__name", "session__group__package_id"
    ):
        yield Activity(institution, on, _("session of %(group)s") % {"group": group}, ("group", package_id))


def _cell(rows: list[Row], today: date) -> Cell:
    current = [row for row in rows if in_force(first_day(row[1]), last_day(row[2]), today)]
    if current:
        inferred = sum(row[0] == Basis.INFERRED for row in current)
        words = ngettext("%(n)s seat", "%(n)s seats", len(current)) % {"n": len(current)}
        if inferred:
            told = ngettext("%(n)s inferred", "%(n)s inferred", inferred) % {"n": inferred}
            words = f"{words} ({told})"
        return Cell(State.SOLVED, words, len(current), tuple(group for *_rest, group in current))
    over = [row[2] for row in rows if row[2] and PartialDate(row[2]).last_day < today]
    return Cell(State.GAP, over_words(over), 2) if over else Cell(State.GAP, _("None now: not yet begun"), 1)


def _lacking(number: int) -> str:
    words = ngettext("%(n)s has no seat in a group", "%(n)s have no seat in a group", number)
    return words % {"n": number}


columns = (
    Column(
        name="asiento",
        label=gettext_lazy("Seats"),
        meaning=gettext_lazy(
            "In how many groups it sits today. A seat without dates counts; an inferred one says so."
        ),
        absent=gettext_lazy("Without record"),
        order=60,
        anchor="mesas",
        cells=seats,
        lacking=_lacking,
    ),
)
