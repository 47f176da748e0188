"""The doors to groups and seats."""

from collections import Counter

from django.db.models import Q, QuerySet

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.institutions.queries import coordinated_by, coordinates_network

from .enums import SeatRole
from .models import Group, Seat


def visible_to(groups: QuerySet[Group], viewer: Viewer) -> QuerySet[Group]:
    """Public groups; internal ones for the coordinators of the network, of the group, or of a seat in it."""
    return groups.filter(Q(is_public=True) | _from_inside(viewer))


def inside(groups: QuerySet[Group], viewer: Viewer) -> QuerySet[Group]:
    """The groups of which she sees what is internal, public ones among them."""
    return groups.filter(_from_inside(viewer))


def kept_by(groups: QuerySet[Group], viewer: Viewer) -> QuerySet[Group]:
    """The groups whose sessions she writes: of the network, or as coordinator of the group or of its lead."""
    return groups.filter(_kept(viewer))


def _from_inside(viewer: Viewer) -> Q:
    if coordinates_network(viewer) or not viewer.has(Role.COORDINATOR):
        return _kept(viewer)
    # A seat that names a person would tell of her to whoever may not know her.
    seated = Seat.objects.filter(institution__in=coordinated_by(viewer).values("pk"), person=None)
    return _kept(viewer) | Q(pk__in=seated.values("group"))


def _kept(viewer: Viewer) -> Q:
    if coordinates_network(viewer):
        return Q(pk__isnull=False)
    if not viewer.has(Role.COORDINATOR):
        return Q(pk__in=())
    return Q(package_id__in=viewer.keys(Role.COORDINATOR, ScopeKind.GROUP)) | Q(
        lead_institution__in=coordinated_by(viewer).values("pk")
    )


def seats_beside(institution: Institution, viewer: Viewer) -> QuerySet[Seat]:
    """All institutional seats of the groups in which it is seated, its own included.

    Seats that name a person say something about her, and seat no institution.
    """
    groups = visible_to(Group.objects.order_by(), viewer).filter(
        seats__institution=institution, seats__person=None
    )
    return (
        Seat.objects.filter(group__in=groups.values("pk"), person=None)
        .select_related("group", "institution")
        .order_by("group__name", "group_id", "institution__name", "pk")
    )


def groups_led(viewer: Viewer) -> Counter[str]:
    """How many of the groups that the viewer may see each institution leads, by its package id."""
    groups = visible_to(Group.objects.order_by(), viewer)
    named = groups.exclude(lead_institution=None).values_list("pk", "lead_institution__package_id")
    seated = Seat.objects.filter(role=SeatRole.LEAD, person=None, group__in=groups.values("pk"))
    pairs = named.union(seated.order_by().values_list("group", "institution__package_id"))
    return Counter(institution for _group, institution in pairs)
