"""The doors to editions; and trainings already given, which name nobody and are public."""

from django.db.models import Q, QuerySet

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.institutions.queries import coordinated_by, coordinates_network, with_each

from .enums import EditionRole, EditionState
from .models import Edition, EditionInstitution, GivenTraining

_GIVES = (EditionRole.PROVIDES, EditionRole.CO_ORGANISES)
_SHOWN = (EditionState.OPEN, EditionState.CLOSED, EditionState.CANCELLED)


def editions_visible_to(editions: QuerySet[Edition], viewer: Viewer) -> QuerySet[Edition]:
    """What was published; and what she runs, drafts too."""
    return editions.filter(Q(state__in=_SHOWN) | _kept(viewer))


def editions_kept_by(editions: QuerySet[Edition], viewer: Viewer) -> QuerySet[Edition]:
    """The editions that she runs: of the network, of who gives them, or of their curriculum."""
    return editions.filter(_kept(viewer))


def _kept(viewer: Viewer) -> Q:
    if coordinates_network(viewer):
        return Q(pk__isnull=False)
    if not viewer.has(Role.COORDINATOR):
        return Q(pk__in=())
    given = EditionInstitution.objects.filter(
        role__in=_GIVES, institution__in=coordinated_by(viewer).values("pk")
    )
    curricula = viewer.keys(Role.COORDINATOR, ScopeKind.CURRICULUM)
    return Q(version__curriculum__package_id__in=curricula) | Q(pk__in=given.values("edition"))


def trainings_around(institution: Institution) -> QuerySet[GivenTraining]:
    """Those that it gave and those that its people received, latest first.

    Each row comes beside each of its providers: read it through `each_with_all`.
    """
    given = GivenTraining.providers.through.objects.filter(institution=institution).values("giventraining")
    rows = GivenTraining.objects.filter(Q(pk__in=given) | Q(audience_institution=institution)).select_related(
        "audience_institution", "theme"
    )
    return with_each(rows, "providers").order_by("-started", "title", "pk", "providers__name")
