"""The only doors to people. Every queryset of people that leaves this room has passed `visible_to`."""

from collections.abc import Iterable

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils import timezone

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.institutions.queries import coordinated_by, coordinates_network
from network.vocabulary.partial_date import in_force_on

from .enums import Sight, Visibility
from .models import Affiliation, Person

_OPEN = (Visibility.VISIBLE, Visibility.LIMITED)


def visible_to(people: QuerySet[Person], viewer: Viewer) -> QuerySet[Person]:
    """The people whose existence the viewer may know (shared design: visibility matrix).

    Annotates `sees_name` (else she is shown under her alias), `sees_institution` and `sees_as`.
    Read what may be shown of each through `rules.seen`.
    """
    allowed = named = care = _in_care(viewer)
    if viewer.is_member:
        allowed |= Q(visibility__in=_OPEN, opposes_being_found=False) & _not_blocked(viewer)
        named |= Q(visibility=Visibility.VISIBLE)  # of those who are allowed: by duty she is named already
    if viewer.opened_ids:
        opened = Q(pk__in=viewer.opened_ids)
        allowed, named = allowed | opened, named | opened
    return people.filter(allowed).annotate(
        sees_name=_flag(named),
        sees_institution=_flag(named | Q(shows_institution=True)),
        sees_as=Case(
            When(pk=viewer.person_id, then=Value(Sight.OWN.value)),
            When(pk__in=viewer.opened_ids, then=Value(Sight.OPENED.value)),
            # What she shares by consent does not go to a coordinator whom she blocked, or who blocked her.
            When(care & _not_blocked(viewer), then=Value(Sight.DUTY.value)),
            default=Value(Sight.MEMBER.value),
            output_field=CharField(),
        ),
    )


def in_care_of(people: QuerySet[Person], viewer: Viewer) -> QuerySet[Person]:
    """The viewer herself, and the people whom she sees by duty: as their liaison or coordinator."""
    return people.filter(_in_care(viewer))


def names_of_accounts(accounts: Iterable[int | None], viewer: Viewer) -> dict[int, str]:
    """Of those accounts, by their keys, the names of the people whose names the viewer may read."""
    owners = visible_to(Person.objects.filter(account__in=set(accounts) - {None}), viewer)
    named = owners.filter(sees_name=True)  # type: ignore[misc]
    return dict(named.values_list("account", "name"))


def current_affiliations() -> QuerySet[Affiliation]:
    return Affiliation.objects.filter(in_force_on(timezone.localdate()))


def with_what_is_shown(people: QuerySet[Person]) -> QuerySet[Person]:
    """With what `rules.seen` reads of each: her photo, affiliations of today, themes and tags."""
    today = current_affiliations().select_related("institution")
    return people.select_related("photo").prefetch_related(
        Prefetch("affiliations", queryset=today), "themes", "tags"
    )  # type: ignore[misc]


def working_in(institution: Institution, viewer: Viewer) -> QuerySet[Person]:
    """Those who work there now, if the viewer may know of them and of where they work."""
    here = current_affiliations().filter(institution=institution).values("person")
    people = visible_to(Person.objects.filter(pk__in=here), viewer)
    return by_shown_name(people.filter(sees_institution=True))  # type: ignore[misc]


def _in_care(viewer: Viewer) -> Q:
    return Q(pk=viewer.person_id) | (_entrusted(viewer) & ~Q(visibility=Visibility.PROTECTED))


def _entrusted(viewer: Viewer) -> Q:
    """The people, hidden ones included, whom a liaison or a coordinator has in her care.

    A block leaves a coordinator her duty, for records and letters that fail would tell her of it. A liaison
    keeps no records: to her a block is as if the person had gone.
    """
    if coordinates_network(viewer):
        return Q(visibility__in=Visibility.values)
    care = Q(pk__in=viewer.group_person_ids)
    if viewer.has(Role.COORDINATOR):
        care |= _works_where(institution__in=coordinated_by(viewer))
    if own := viewer.keys(Role.LIAISON, ScopeKind.INSTITUTION):
        care |= _works_where(institution__package_id__in=own) & _not_blocked(viewer)
    return care


def _not_blocked(viewer: Viewer) -> Q:
    return ~Q(pk__in=viewer.blocked_ids)


def _works_where(**condition: object) -> Q:
    return Q(Exists(current_affiliations().filter(person=OuterRef("pk"), **condition)))


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def by_shown_name(people: QuerySet[Person]) -> QuerySet[Person]:
    """Ordered by the name under which each is shown, so that an alias never sorts by the true name."""
    return people.annotate(
        shown_name=Case(When(sees_name=True, then=F("name")), default=F("alias"))
    ).order_by("shown_name", "uid")
