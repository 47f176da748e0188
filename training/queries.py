"""The doors to editions and who is in them; and trainings already given, which are public and name nobody."""

from django.db.models import Q, QuerySet

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.institutions.queries import coordinated_by, coordinates_network, with_each
from network.people.models import Person
from network.people.queries import visible_to as people_visible_to

from .enums import EditionRole, EditionState
from .models import Edition, EditionInstitution, Enrolment, Facilitator, GivenTraining

SHOWN = (EditionState.OPEN, EditionState.CLOSED, EditionState.CANCELLED)
_GIVES = (EditionRole.PROVIDES, EditionRole.CO_ORGANISES)


def editions_kept_by(editions: QuerySet[Edition], viewer: Viewer) -> QuerySet[Edition]:
    """Those that she runs: of the network, of the curriculum, or of an institution that gives them."""
    return editions.filter(_kept_editions(viewer))


def editions_taught_by(editions: QuerySet[Edition], viewer: Viewer) -> QuerySet[Edition]:
    """Published ones in which she facilitates."""
    if viewer.person_id is None:
        return editions.none()
    hers = Facilitator.objects.filter(person=viewer.person_id).values("edition")
    return editions.filter(pk__in=hers, state__in=SHOWN)


def enrolments_of(viewer: Viewer) -> QuerySet[Enrolment]:
    """Her own, whatever became of them."""
    if viewer.person_id is None:
        return Enrolment.objects.none()
    rows = Enrolment.objects.filter(person=viewer.person_id)
    return rows.select_related("edition__version__curriculum", "place__event")


def enrolments_kept_by(viewer: Viewer) -> QuerySet[Enrolment]:
    """Those in the editions that she runs, read through `people_named_to`."""
    kept = editions_kept_by(Edition.objects.order_by(), viewer).values("pk")
    return Enrolment.objects.filter(edition__in=kept)


def people_named_to(rows: QuerySet[Enrolment], viewer: Viewer) -> dict[int, Person]:
    """Of those enrolments, the people whom she may see, as she may see them; the others are "reserved"."""
    keys = rows.order_by().exclude(person=None).values("person")
    return {person.pk: person for person in people_visible_to(Person.objects.filter(pk__in=keys), viewer)}


def trainings_around(institution: Institution) -> QuerySet[GivenTraining]:
    """Those that it gave and those that its people received, latest first.

    Each row comes beside each of its providers: read it through `each_with_all`.
    """
    given = GivenTraining.providers.through.objects.filter(institution=institution).values("giventraining")
    rows = GivenTraining.objects.filter(Q(pk__in=given) | Q(audience_institution=institution)).select_related(
        "audience_institution", "theme"
    )
    return with_each(rows, "providers").order_by("-started", "title", "pk", "providers__name")


def _kept_editions(viewer: Viewer) -> Q:
    if coordinates_network(viewer):
        return Q(pk__isnull=False)
    if not viewer.has(Role.COORDINATOR):
        return Q(pk__in=())
    own = viewer.keys(Role.COORDINATOR, ScopeKind.CURRICULUM)
    giving = EditionInstitution.objects.filter(
        role__in=_GIVES, institution__in=coordinated_by(viewer).values("pk")
    )
    return Q(version__curriculum__package_id__in=own) | Q(pk__in=giving.values("edition"))
