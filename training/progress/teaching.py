"""What a facilitator may look after: the sessions, units and works of the modules that she teaches."""

from django.db.models import Q, QuerySet

from network.accounts.viewer import Viewer

from ..enums import EditionState
from ..models import CourseSession, Edition, Facilitator, Module
from ..queries import editions_kept_by


def may_open_progress(edition: Edition, viewer: Viewer) -> bool:
    """Whoever runs it, and whoever teaches in it while it is given."""
    return keeps(edition, viewer) or teaches(edition, viewer)


def keeps(edition: Edition, viewer: Viewer) -> bool:
    return editions_kept_by(Edition.objects.filter(pk=edition.pk), viewer).exists()


def teaches(edition: Edition, viewer: Viewer) -> bool:
    """While it is given: once it is closed its results are fixed."""
    if viewer.person_id is None or edition.state != EditionState.OPEN:
        return False
    return Facilitator.objects.filter(edition=edition, person=viewer.person_id).exists()


def modules_taught_by(edition: Edition, viewer: Viewer) -> QuerySet[Module]:
    """Hers; all of them where none is named."""
    modules = Module.objects.filter(version=edition.version_id)
    if not teaches(edition, viewer):
        return modules.none()
    row = Facilitator.objects.get(edition=edition, person=viewer.person_id)
    own = row.modules.values("pk")
    return modules.filter(pk__in=own) if row.modules.exists() else modules


def sessions_taught_by(sessions: QuerySet[CourseSession], viewer: Viewer) -> QuerySet[CourseSession]:
    """Of published editions in which she teaches: those of her modules, and those of none."""
    if viewer.person_id is None:
        return sessions.none()
    hers = Facilitator.objects.filter(person=viewer.person_id, edition__state=EditionState.OPEN)
    found = Q(pk__in=())
    for row in hers.filter(edition__sessions__in=sessions).distinct().prefetch_related("modules"):
        modules = [module.pk for module in row.modules.all()]
        here = Q(edition=row.edition_id)
        found |= here & (Q(module__in=modules) | Q(module=None)) if modules else here
    return sessions.filter(found)
