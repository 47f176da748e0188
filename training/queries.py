"""The doors to trainings: curricula, their editions, who is in them; and trainings already given, which are
public and name nobody."""

import datetime as dt

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from events.models import Event
from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.institutions.queries import coordinated_by, coordinates_network, with_each
from network.people.models import Person
from network.people.queries import visible_to as people_visible_to

from .enums import CurriculumAudience, EditionRole, EditionState, Entry, VersionState
from .models import (
    CourseSession,
    Curriculum,
    CurriculumVersion,
    Edition,
    EditionInstitution,
    Enrolment,
    Facilitator,
    GivenTraining,
    Module,
    Unit,
)

SHOWN = (EditionState.OPEN, EditionState.CLOSED, EditionState.CANCELLED)
_GIVES = (EditionRole.PROVIDES, EditionRole.CO_ORGANISES)


def curricula_visible_to(curricula: QuerySet[Curriculum], viewer: Viewer) -> QuerySet[Curriculum]:
    """What is offered and is for her, and what she keeps: drafts and archived ones too."""
    in_force = CurriculumVersion.objects.filter(curriculum=OuterRef("pk"), state=VersionState.IN_FORCE)
    offered = Q(Exists(in_force), _for("", viewer), is_archived=False)
    return curricula.filter(offered | _kept_curricula(viewer))


def curricula_kept_by(curricula: QuerySet[Curriculum], viewer: Viewer) -> QuerySet[Curriculum]:
    """Those that she writes: of the network, of the curriculum itself, or of the institution whose it is."""
    return curricula.filter(_kept_curricula(viewer))


def may_make_curricula(viewer: Viewer) -> bool:
    """Whether there is an institution in whose name she may offer a training."""
    return coordinates_network(viewer) or coordinated_by(viewer).exists()


def institutions_offered(viewer: Viewer) -> QuerySet[Institution]:
    """In whose name she may offer one."""
    return coordinated_by(viewer).order_by("name", "pk")


def editions_visible_to(editions: QuerySet[Edition], viewer: Viewer) -> QuerySet[Edition]:
    """What was published and is for her, what she keeps, drafts too, and what she is in or teaches in.

    An edition that one enters by invitation is found by whom it invited.
    """
    shown = _for("version__curriculum__", viewer) & ~Q(entry=Entry.INVITATION)
    if viewer.person_id is not None:
        shown |= Q(pk__in=Enrolment.objects.filter(person=viewer.person_id).values("edition"))
        shown |= Q(pk__in=Facilitator.objects.filter(person=viewer.person_id).values("edition"))
    return editions.filter(Q(state__in=SHOWN) & shown | _kept_editions(viewer))


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


def to_come(editions: QuerySet[Edition], today: dt.date) -> QuerySet[Edition]:
    """Published and not over yet, the nearest first."""
    return editions.filter(state=EditionState.OPEN, ends_on__gte=today).order_by("starts_on", "pk")


def with_matter(versions: QuerySet[CurriculumVersion]) -> QuerySet[CurriculumVersion]:
    """With modules, units and works, in five queries however many they are."""
    units = Unit.objects.select_related("content", "module").order_by("number", "pk")
    modules = Module.objects.prefetch_related(Prefetch("units", queryset=units), "assignments")
    return versions.select_related("curriculum").prefetch_related(
        Prefetch("modules", queryset=modules.order_by("number", "pk")),
        "prerequisites",
        "equivalences__content",
        "equivalences__instead",
    )


def with_sessions(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """With who gives them and their sessions, each with its event and what it teaches."""
    sessions = CourseSession.objects.select_related("event", "module").prefetch_related("units__content")
    return editions.select_related("version__curriculum").prefetch_related(
        Prefetch("institutions", queryset=EditionInstitution.objects.select_related("institution")),
        Prefetch("sessions", queryset=sessions.order_by("number", "pk")),
    )


def trainings_around(institution: Institution) -> QuerySet[GivenTraining]:
    """Those that it gave and those that its people received, latest first.

    Each row comes beside each of its providers: read it through `each_with_all`.
    """
    given = GivenTraining.providers.through.objects.filter(institution=institution).values("giventraining")
    rows = GivenTraining.objects.filter(Q(pk__in=given) | Q(audience_institution=institution)).select_related(
        "audience_institution", "theme"
    )
    return with_each(rows, "providers").order_by("-started", "title", "pk", "providers__name")


def _for(prefix: str, viewer: Viewer) -> Q:
    """Of a curriculum behind that path: whether it is told to her at all."""
    told = Q(**{f"{prefix}audience": CurriculumAudience.PUBLIC})
    if viewer.is_member:
        told |= Q(**{f"{prefix}audience": CurriculumAudience.MEMBERS})
    return told


def _kept_curricula(viewer: Viewer) -> Q:
    if coordinates_network(viewer):
        return Q(pk__isnull=False)
    if not viewer.has(Role.COORDINATOR):
        return Q(pk__in=())
    own = viewer.keys(Role.COORDINATOR, ScopeKind.CURRICULUM)
    return Q(package_id__in=own) | Q(institution__in=coordinated_by(viewer).values("pk"))


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


def opening_event(edition: Edition) -> Event | None:
    """The event of its opening session, by whose line one is in; nothing of a draft without sessions."""
    found = CourseSession.objects.filter(edition=edition, is_opening=True).select_related("event").first()
    return found.event if found is not None else None
