"""How people are tied, as far as a member may know: by a group in which both sit today, by a collaboration.

Sessions take no part, neither those that were held nor those to come.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.graph.snapshot import Context, Membership, Node, Snapshot
from network.groups.models import Group, Seat
from network.groups.queries import visible_to as groups_visible_to
from network.people.models import Person
from network.ties.collaborations import agreed, own_collaborations, showing_ties
from network.vocabulary.partial_date import in_force_on

from .queries import as_member, findable

GROUP, COLLABORATION = "groups", "collaborations"


@dataclass(frozen=True, slots=True)
class Bond:
    """One reason why two people are tied: a group (with its address) or that they work together."""

    layer: str
    id: str
    title: str = ""
    url: str = ""

    @property
    def words(self) -> str:
        if self.layer == GROUP:
            return _("both sit in %(group)s") % {"group": self.title}
        if self.title:
            return _("they work together: %(about)s") % {"about": self.title}
        return _("they work together")


def own_bonds(viewer: Viewer) -> dict[int, tuple[Bond, ...]]:
    """With whom she is tied, by the keys of people whom she may find. Seats need a name that she may read."""
    bonds: dict[int, list[Bond]] = defaultdict(list)
    shown = findable(viewer)
    named = shown.filter(sees_name=True).values("pk")  # type: ignore[misc]
    hers = seats_today().filter(person=viewer.person_id or 0).values("group")
    groups = _groups(viewer).filter(pk__in=hers)
    beside = seats_today().filter(group__in=groups.values("pk"), person__in=named)
    for seat in beside.select_related("group").order_by("group__name", "group_id", "pk"):
        bond = _of_group(seat.group)
        if bond not in bonds[seat.person_id or 0]:
            bonds[seat.person_id or 0].append(bond)
    own = own_collaborations(as_member(viewer)).filter(pk__in=agreed().values("pk"))
    for row in own:
        other = row.person_b_id if row.person_a_id == viewer.person_id else row.person_a_id
        bonds[other].append(Bond(COLLABORATION, str(row.uid), row.about))
    return {key: tuple(found) for key, found in bonds.items()}


def tied(viewer: Viewer, among: QuerySet[Person]) -> Snapshot:
    """The ties among those of these people who let their ties be seen, and her own to them. Nodes are uids.

    Of a collaboration between two others nothing is told but that it is there.
    """
    showing = showing_ties(as_member(viewer)).filter(pk__in=among.order_by().values("pk"))
    ends = Person.objects.filter(Q(pk__in=showing.values("pk")) | Q(pk=viewer.person_id)).values("pk")
    seats = seats_today().filter(person__in=ends, group__in=_groups(viewer).values("pk"))
    seated: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, name, uid in seats.order_by().values_list("group__package_id", "group__name", "person__uid"):
        seated[key, name].add(str(uid))
    contexts = [_context(GROUP, key, name, members) for (key, name), members in seated.items()]
    pairs = agreed().filter(person_a__in=ends, person_b__in=ends).order_by()
    for uid, one, other in pairs.values_list("uid", "person_a__uid", "person_b__uid"):
        contexts.append(_context(COLLABORATION, str(uid), "", {str(one), str(other)}))
    people = {seat.node_id for context in contexts for seat in context.members}
    return Snapshot(tuple(Node(uid, "") for uid in sorted(people)), tuple(contexts))


def bond_of(context: Context) -> Bond:
    """What a context of `tied` says of any two who are in it."""
    return Bond(context.layer, context.id.partition(":")[2], context.label)


def seats_today() -> QuerySet[Seat]:
    return Seat.objects.filter(in_force_on(timezone.localdate()))


def _groups(viewer: Viewer) -> QuerySet[Group]:
    return groups_visible_to(Group.objects.order_by(), as_member(viewer))


def _of_group(group: Group) -> Bond:
    return Bond(GROUP, group.package_id, group.name, group.get_absolute_url())


def _context(layer: str, key: str, label: str, members: set[str]) -> Context:
    return Context(f"{layer}:{key}", layer, label, tuple(Membership(one) for one in sorted(members)))
