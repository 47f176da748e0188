"""What a closing would end: designations, roles; and what it would leave without anyone."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from network.accounts.enums import Role, ScopeKind
from network.accounts.models import Grant
from network.accounts.viewer import Viewer
from network.institutions.enums import Publication
from network.institutions.models import Institution, Post
from network.institutions.rules import may_handle_reserved
from network.ties.models import Appointment
from network.ties.queries import COVERING, appointments_visible_to, current_appointments
from network.vocabulary.contributions import contributions
from network.vocabulary.dependents import Dependents
from network.vocabulary.models import Territory

from .enums import StepState
from .models import AdministrationClosing

PASSED_OVER = (Role.ADMINISTRATOR, Role.COORDINATOR)


@dataclass(frozen=True, slots=True)
class Ending:
    """A designation that the closing may end; `name` is empty where the viewer may not know whose it is."""

    appointment: Appointment
    name: str


def may_end(closing: AdministrationClosing, viewer: Viewer) -> list[Ending]:
    """The designations in force today without an end, in its institutions, that the viewer may handle.

    A substitute of whom the viewer may not know is not told, as in the history of a post.
    """
    rows = current_appointments().filter(
        post__institution__in=closing.institutions.order_by().values("pk"), post__closed_on="", ended=""
    )
    return _told(rows, viewer)


def chosen(closing: AdministrationClosing, viewer: Viewer) -> list[Ending]:
    """Those that were chosen to end with it, or did."""
    keys = closing.designations.exclude(state=StepState.UNDONE).values("appointment")
    return _told(Appointment.objects.filter(pk__in=keys), viewer)


def _told(rows: QuerySet[Appointment], viewer: Viewer) -> list[Ending]:
    if not may_handle_reserved(viewer):
        rows = rows.exclude(post__publication=Publication.RESERVED)
    rows = rows.select_related("post__institution", "person", "document").order_by(
        "post__institution__name", "post__institution", "post__name", "post", "started", "pk"
    )
    named = set(appointments_visible_to(rows, viewer).order_by().values_list("pk", flat=True))
    return [
        Ending(row, row.person.name if row.pk in named else "")
        for row in rows
        if row.pk in named or row.capacity in COVERING
    ]


def left_vacant(endings: Sequence[Ending]) -> list[Post]:
    """The posts that nobody covers any more once those have ended. Read it of rows with `post` at hand."""
    going = {one.appointment.pk for one in endings}
    posts = {one.appointment.post_id: one.appointment.post for one in endings}
    staying = current_appointments().filter(post__in=posts, capacity__in=COVERING, ended="")
    covered = set(staying.exclude(pk__in=going).order_by().values_list("post", flat=True))
    return [post for key, post in posts.items() if key not in covered]


def hanging_on(institutions: Collection[str], viewer: Viewer) -> list[Dependents]:
    """What hangs on institutions, by their package ids: whoever is designated next takes it up."""
    found = [
        kind
        for module in contributions("dependents")
        for kind in module.dependents(institutions, viewer, timezone.localdate())
    ]
    return sorted((kind for kind in found if kind.items), key=lambda kind: kind.order)


def scope_names(grants: Iterable[Grant]) -> dict[int, str]:
    """Over what each of those roles reaches, in words, by its key: at most two queries."""
    rows = list(grants)
    of = {
        scope: {one.key for one in rows if one.scope == scope}
        for scope in (ScopeKind.INSTITUTION, ScopeKind.TERRITORY)
    }
    called: dict[tuple[str, str], str] = {}
    if keys := of[ScopeKind.INSTITUTION]:
        for one in Institution.objects.filter(package_id__in=keys):
            called[ScopeKind.INSTITUTION, one.package_id] = one.called
    if keys := of[ScopeKind.TERRITORY]:
        for pk, name in Territory.objects.filter(pk__in=keys).values_list("pk", "name"):
            called[ScopeKind.TERRITORY, str(pk)] = name
    return {one.pk: called.get((one.scope, one.key)) or one.get_scope_display() for one in rows}


def roles_in_question(closing: AdministrationClosing) -> QuerySet[Grant]:
    """Roles of coordination and administration without an end.

    Of the network, of its institutions, and of the territories that its institutions govern: the municipality
    of each, or the region of one that has none.
    """
    facts = list(closing.institutions.order_by().values_list("package_id", "municipality", "region"))
    own = Q(scope=ScopeKind.INSTITUTION, key__in=[package_id for package_id, *_places in facts])
    places = {str(municipality or region) for _id, municipality, region in facts if municipality or region}
    there = Q(scope=ScopeKind.TERRITORY, key__in=places)
    rows = Grant.objects.in_force(timezone.localdate()).filter(
        Q(scope=ScopeKind.NETWORK) | own | there, role__in=PASSED_OVER, ends_on=None
    )
    return rows.select_related("user").order_by("role", "scope", "key", "pk")
