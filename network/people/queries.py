"""The only doors to people. Every queryset of people that leaves this room has passed `visible_to`."""

from django.db.models import BooleanField, Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.utils import timezone

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.institutions.queries import coordinated_by, coordinates_network
from network.vocabulary.partial_date import in_force_on

from .enums import Visibility
from .models import Affiliation, Person

_OPEN = (Visibility.VISIBLE, Visibility.LIMITED)


def visible_to(people: QuerySet[Person], viewer: Viewer) -> QuerySet[Person]:
    """The people whose existence the viewer may know (shared design: visibility matrix).

    Annotates `sees_name` (else she is shown under her alias) and `sees_institution`.
    Read what may be shown of each through `rules.seen`.
    """
    allowed = named = _in_care(viewer)
    if viewer.is_member:
        allowed |= Q(visibility__in=_OPEN)
        named |= Q(visibility=Visibility.VISIBLE)
    return (
        people.filter(allowed)
        .exclude(pk__in=viewer.blocked_ids)
        .annotate(sees_name=_flag(named), sees_institution=_flag(named | Q(shows_institution=True)))
    )


def in_care_of(people: QuerySet[Person], viewer: Viewer) -> QuerySet[Person]:
    """The viewer herself, and the people whom she sees by duty: as their liaison or coordinator."""
    return people.filter(_in_care(viewer)).exclude(pk__in=viewer.blocked_ids)


def current_affiliations() -> QuerySet[Affiliation]:
    return Affiliation.objects.filter(in_force_on(timezone.localdate()))


def with_what_is_shown(people: QuerySet[Person]) -> QuerySet[Person]:
    """With what `rules.seen` reads of each: affiliations of today, themes and tags."""
    today = current_affiliations().select_related("institution")
    return people.prefetch_related(Prefetch("affiliations", queryset=today), "themes", "tags")  # type: ignore[misc]


def working_in(institution: Institution, viewer: Viewer) -> QuerySet[Person]:
    """Those who work there now, if the viewer may know of them and of where they work."""
    here = current_affiliations().filter(institution=institution).values("person")
    people = visible_to(Person.objects.filter(pk__in=here), viewer)
    return by_shown_name(people.filter(sees_institution=True))  # type: ignore[misc]


def _in_care(viewer: Viewer) -> Q:
    return Q(pk=viewer.person_id) | (_entrusted(viewer) & ~Q(visibility=Visibility.PROTECTED))


def _entrusted(viewer: Viewer) -> Q:
    """The people, hidden ones included, whom a liaison or a coordinator has in her care."""
    if coordinates_network(viewer):
        return Q(visibility__in=Visibility.values)
    care = Q(pk__in=viewer.group_person_ids)
    if viewer.has(Role.COORDINATOR):
        care |= _works_where(institution__in=coordinated_by(viewer))
    if own := viewer.keys(Role.LIAISON, ScopeKind.INSTITUTION):
        care |= _works_where(institution__package_id__in=own)
    return care


def _works_where(**condition: object) -> Q:
    return Q(Exists(current_affiliations().filter(person=OuterRef("pk"), **condition)))


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def by_shown_name(people: QuerySet[Person]) -> QuerySet[Person]:
    """Ordered by the name under which each is shown, so that an alias never sorts by the true name."""
    return people.annotate(
        shown_name=Case(When(sees_name=True, then=F("name")), default=F("alias"))
    ).order_by("shown_name", "uid")
