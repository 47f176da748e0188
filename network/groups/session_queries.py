"""The doors to sessions, to who attended them, and to acuerdos."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, Case, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When

from network.accounts.viewer import Viewer
from network.documents.models import Document
from network.documents.queries import visible_to as documents_visible_to
from network.institutions.models import Institution, Post
from network.institutions.queries import posts_told_to, with_each
from network.people.models import Person
from network.people.queries import in_care_of
from network.vocabulary.desk import last_day_order, over_before

from .enums import AcuerdoStatus, SessionStatus
from .models import Acuerdo, Group, GroupSession, Seat, SessionAttendance
from .queries import inside, kept_by

SOON, UNDATED = "proximos", "sin-fecha"
SOON_DAYS = 30


def sessions_visible_to(sessions: QuerySet[GroupSession], viewer: Viewer) -> QuerySet[GroupSession]:
    """Held sessions that were made public, of public groups; every other for whoever sees the group inside.

    Annotates `sees_inside` and `sees_minutes_document`: read what may be shown through `session_rules.told`.
    """
    within = Q(group__in=inside(Group.objects.order_by(), viewer).values("pk"))
    told = Q(status=SessionStatus.HELD, is_public=True, group__is_public=True)
    return sessions.filter(told | within).annotate(
        sees_inside=_flag(within), sees_minutes_document=_flag(Q(minutes_document__in=_documents(viewer)))
    )


def acuerdos_visible_to(acuerdos: QuerySet[Acuerdo], viewer: Viewer) -> QuerySet[Acuerdo]:
    """An acuerdo is seen with its session. Annotates `sees_post` and `sees_evidence`."""
    sessions = sessions_visible_to(GroupSession.objects.order_by(), viewer).values("pk")
    posts = posts_told_to(Post.objects.order_by(), viewer).values("pk")
    return acuerdos.filter(session__in=sessions).annotate(
        sees_post=_flag(Q(post__in=posts)), sees_evidence=_flag(Q(evidence__in=_documents(viewer)))
    )


def attendance_visible_to(rows: QuerySet[SessionAttendance], viewer: Viewer) -> QuerySet[SessionAttendance]:
    """Institutions with their session; that a person came, only herself and whoever keeps the group.

    Of the latter, those who have her in their care: a protected person stands in no list.
    """
    sessions = sessions_visible_to(GroupSession.objects.order_by(), viewer).values("pk")
    kept = kept_by(Group.objects.order_by(), viewer).values("pk")
    cared_for = in_care_of(Person.objects.order_by(), viewer).values("pk")
    named = Q(session__group__in=kept, person__in=cared_for)
    if viewer.person_id is not None:
        named |= Q(person=viewer.person_id)
    if viewer.opened_ids:
        named |= Q(person__in=viewer.opened_ids)
    return rows.filter(Q(person=None) | named, session__in=sessions)


def with_responsible(acuerdos: QuerySet[Acuerdo]) -> QuerySet[Acuerdo]:
    """With what an acuerdo is shown with: its session and group, who answers for it, and its evidence."""
    institutions = Institution.objects.order_by("name", "pk")
    return acuerdos.select_related("session__group", "post__institution", "evidence").prefetch_related(
        Prefetch("responsible", queryset=institutions)
    )


def beside_responsible(acuerdos: QuerySet[Acuerdo]) -> QuerySet[Acuerdo]:
    """The same in one query, a row beside each institution that answers: read it through `each_with_all`."""
    rows = acuerdos.select_related("session__group", "post__institution")
    return with_each(rows, "responsible").order_by(
        last_day_order("due_on"), "session__happens_on", "pk", "responsible__name"
    )


def owed_by(institutions: Iterable[int] | QuerySet[Institution]) -> Q:
    """Acuerdos for which one of those institutions, or a post of it, answers."""
    keys: Any = institutions.values("pk") if isinstance(institutions, QuerySet) else list(institutions)
    answering = Acuerdo.responsible.through.objects.filter(institution__in=keys)
    return Q(pk__in=answering.values("acuerdo")) | Q(post__institution__in=keys)


def open_acuerdos(viewer: Viewer, today: dt.date, which: str) -> QuerySet[Acuerdo]:
    """Open acuerdos of groups that she sees inside: late or due soon (SOON), or without a date (UNDATED)."""
    within = inside(Group.objects.order_by(), viewer).values("pk")
    rows = acuerdos_visible_to(Acuerdo.objects.filter(status=AcuerdoStatus.OPEN), viewer).filter(
        session__group__in=within
    )
    if which == UNDATED:
        return rows.filter(due_on="").order_by("session__happens_on", "pk")
    soon = over_before("due_on", today + dt.timedelta(days=SOON_DAYS + 1))
    return rows.filter(soon).order_by(last_day_order("due_on"), "pk")


def sessions_to_come(viewer: Viewer) -> QuerySet[GroupSession]:
    """Planned sessions, those whose day has passed among them, the nearest first; undated ones last."""
    rows = sessions_visible_to(GroupSession.objects.filter(status=SessionStatus.PLANNED), viewer)
    return rows.select_related("group").order_by(last_day_order("happens_on"), "happens_at", "pk")


def sessions_without_minutes(viewer: Viewer) -> QuerySet[GroupSession]:
    """Held sessions of groups that she keeps, of which neither a text nor a document tells."""
    kept = kept_by(Group.objects.order_by(), viewer).values("pk")
    rows = GroupSession.objects.filter(
        status=SessionStatus.HELD, minutes="", minutes_document=None, group__in=kept
    )
    return sessions_visible_to(rows, viewer).select_related("group").order_by("-happens_on", "pk")


def reviewed_in(session: GroupSession, viewer: Viewer) -> QuerySet[Acuerdo]:
    """Acuerdos of earlier sessions that were told there as done or dropped, or that go on there."""
    rows = Acuerdo.objects.filter(Q(closed_in=session) | Q(carried_to__session=session))
    told = acuerdos_visible_to(rows, viewer).select_related("session__group", "evidence", "carried_to")
    return told.order_by("session__happens_on", "session", "number")


LONGEST = 50  # acuerdos of one chain that are shown


def chain_of(acuerdo: Acuerdo, viewer: Viewer) -> list[Acuerdo]:
    """The acuerdo as it was carried from session to session, the first before the last.

    They are of one group, and all that she sees of it stands in one query.
    """
    rows = acuerdos_visible_to(
        Acuerdo.objects.filter(session__group=acuerdo.session.group_id), viewer
    ).select_related("session")
    by_key = {row.pk: row for row in rows}
    later = {row.carried_from_id: row for row in by_key.values() if row.carried_from_id}
    at = by_key.get(acuerdo.pk)
    while at and at.carried_from_id in by_key:
        at = by_key[at.carried_from_id]
    found: list[Acuerdo] = []
    while at and len(found) < LONGEST:
        found.append(at)
        at = later.get(at.pk)
    return found


def with_last_session(seats: QuerySet[Seat], viewer: Viewer) -> QuerySet[Seat]:
    """Annotates `last_session`: when the group of each seat last met, by what she sees."""
    held = GroupSession.objects.filter(group=OuterRef("group"), status=SessionStatus.HELD)
    latest = sessions_visible_to(held, viewer).order_by("-happens_on").values("happens_on")[:1]
    return seats.annotate(last_session=Subquery(latest))


def _documents(viewer: Viewer) -> QuerySet[Document]:
    return documents_visible_to(Document.objects.order_by(), viewer).values("pk")  # type: ignore[return-value]


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())
