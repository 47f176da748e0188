"""The door to requests, whom a request could go to, and how each stands."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, F, Max, Q, QuerySet, TextField, Value, When
from django.utils.translation import gettext as _

from network.accounts.enums import Role
from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.institutions.queries import coordinated_by, coordinates_network
from network.ties.coverage import liaisons
from network.vocabulary.coverage import State as Covered

from .enums import WAITING, State
from .models import Request, RequestRecipient
from .rules import Tally, tally

AWAITING, DRAFTS = "espera", "borrador"
"""How an address asks for the requests of `awaiting` and of `drafts`."""


def visible_to(requests: QuerySet[Request], viewer: Viewer) -> QuerySet[Request]:
    """Requests are the desk's: for who coordinates the network."""
    return requests if coordinates_network(viewer) else requests.none()


def shown_subject() -> Case:
    """`Request.shown_subject` for the database: what lists show is what they are searched by."""
    return Case(
        When(is_neutral=True, neutral_subject="", then=Value(_("A message from the network"))),
        When(is_neutral=True, then=F("neutral_subject")),
        default=F("subject"),
        output_field=TextField(),
    )


def recipients_visible_to(rows: QuerySet[RequestRecipient], viewer: Viewer) -> QuerySet[RequestRecipient]:
    """All for who coordinates the network; what was sent to an institution also for who coordinates that."""
    if coordinates_network(viewer):
        return rows
    if not viewer.has(Role.COORDINATOR):
        return rows.none()
    own = coordinated_by(viewer).order_by().values("pk")
    return rows.filter(institution__in=own).exclude(state=State.DRAFTED)


def waiting(rows: QuerySet[RequestRecipient]) -> QuerySet[RequestRecipient]:
    """Those that were asked, and neither answered nor were let off."""
    return rows.filter(state__in=WAITING)


def awaiting(rows: QuerySet[Request]) -> QuerySet[Request]:
    """The open ones of which somebody still owes an answer."""
    silent = waiting(RequestRecipient.objects.order_by()).values("request")
    return rows.filter(closed_on=None, pk__in=silent)


def drafts(rows: QuerySet[Request]) -> QuerySet[Request]:
    """Those that nobody has sent, nor given up."""
    return rows.filter(sent_on=None, closed_on=None)


def overdue(rows: QuerySet[RequestRecipient], today: dt.date) -> QuerySet[RequestRecipient]:
    return waiting(rows).filter(request__due_on__lt=today)


def tallies(requests: Iterable[Request], today: dt.date) -> dict[int, Tally]:
    """How each stands, in one query."""
    keys = [row.pk for row in requests]
    states: dict[int, dict[str, int]] = {key: {} for key in keys}
    late = dict.fromkeys(keys, 0)
    counted = RequestRecipient.objects.filter(request__in=keys).order_by()
    is_late = Q(state__in=WAITING, request__due_on__lt=today)
    for key, state, number, over in counted.values_list("request", "state").annotate(
        number=Count("pk"), over=Count("pk", filter=is_late)
    ):
        states[key][state] = number
        late[key] += over
    return {key: tally(states[key], late[key]) for key in keys}


def with_reminders(rows: QuerySet[RequestRecipient]) -> QuerySet[RequestRecipient]:
    """With how often each was reminded, and when last: `reminded` and `reminded_on`."""
    return rows.annotate(reminded=Count("reminders"), reminded_on=Max("reminders__made_on"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which institutions to ask. What is empty does not narrow; with `silent_of` only those of it."""

    territory: int | None = None
    kind: str = ""
    sector: str = ""
    without_liaison: bool = False
    silent_of: Request | None = None

    @property
    def is_empty(self) -> bool:
        return not (
            self.territory or self.kind or self.sector or self.without_liaison or self.silent_of is not None
        )


def chosen_by(asked: Filter, viewer: Viewer) -> QuerySet[Institution]:
    """The institutions that meet every condition.

    Without a liaison are those whose post tells this viewer that it is vacant, and those without such a post;
    one whose post is reserved or does not tell is neither.
    """
    rows = Institution.objects.order_by("name", "pk")
    if asked.territory:
        rows = rows.filter(Q(region=asked.territory) | Q(municipality=asked.territory))
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.sector:
        rows = rows.filter(sector=asked.sector)
    if asked.silent_of is not None:
        silent = waiting(RequestRecipient.objects.filter(request=asked.silent_of)).order_by()
        rows = rows.filter(pk__in=silent.values("institution"))
    if asked.without_liaison:
        told = liaisons(viewer)
        settled = [key for key, cell in told.items() if cell.state != Covered.GAP]
        rows = rows.exclude(pk__in=settled)
    return rows
