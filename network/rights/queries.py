"""The doors to requests of rights, openings and copies; the days that hold here."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils import timezone

from network.accounts.rules import may_pass_roles
from network.accounts.viewer import Viewer
from network.institutions.queries import coordinates_network
from network.people.models import Person
from network.people.queries import in_care_of
from network.vocabulary.words import country

from .enums import OPEN, Days, Right
from .law import DEADLINES, Term
from .models import DataCopy, Deadline, Opening, RestDay, RightsRequest


def visible_to(requests: QuerySet[RightsRequest], viewer: Viewer) -> QuerySet[RightsRequest]:
    """Her own; for administrators all; for who coordinates the network those of women in her care."""
    allowed = _own(viewer)
    if may_pass_roles(viewer):
        return requests
    if coordinates_network(viewer):
        cared_for = in_care_of(Person.objects.order_by(), viewer).values("pk")
        allowed |= Q(person=None) | Q(person__in=cared_for)
    return requests.filter(allowed)


def at_desk(viewer: Viewer) -> QuerySet[RightsRequest]:
    """What the office has to answer, as far as this viewer works on it: never her own."""
    if not viewer.runs_network:
        return RightsRequest.objects.none()
    return visible_to(RightsRequest.objects.all(), viewer).exclude(_own(viewer))


def pending(viewer: Viewer) -> QuerySet[RightsRequest]:
    return at_desk(viewer).filter(state__in=OPEN).order_by("answer_by", "pk")


def own_requests(viewer: Viewer) -> QuerySet[RightsRequest]:
    return RightsRequest.objects.filter(_own(viewer)).order_by("-entered_at", "-pk")


def _own(viewer: Viewer) -> Q:
    """Hers by her record, and what she asked while her account had none."""
    own = Q(pk=None)
    if viewer.person_id is not None:
        own |= Q(person=viewer.person_id)
    if viewer.user_id is not None:
        own |= Q(account=viewer.user_id)
    return own


def openings_of(viewer: Viewer) -> QuerySet[Opening]:
    """Who opened her record while it was closed to them: she herself reads it, and nobody else."""
    if viewer.person_id is None:
        return Opening.objects.none()
    return Opening.objects.filter(person=viewer.person_id).select_related("by")


def openings_by(viewer: Viewer, now: dt.datetime | None = None) -> QuerySet[Opening]:
    """Those of an administrator that are open now."""
    now = now or timezone.now()
    return Opening.objects.filter(by=viewer.user_id, until__gt=now).select_related("person")


def copy_of(viewer: Viewer) -> DataCopy | None:
    """Hers, asked for with the account she has now."""
    return DataCopy.objects.filter(person=viewer.person_id, account=viewer.user_id).first()


def rest_days() -> frozenset[dt.date]:
    return frozenset(RestDay.objects.values_list("day", flat=True))


def terms(of: str = "") -> tuple[Term, ...]:
    """The rights of the country with the days that hold here."""
    code = of or country()
    changed = {row.right: row for row in Deadline.objects.filter(country=code)}
    found = []
    for term in DEADLINES.get(code, DEADLINES["MX"]):
        row = changed.get(term.right)
        found.append(
            Term(
                right=term.right,
                label=term.label,
                answer_days=row.answer_days,
                effect_days=row.effect_days,
                extension_days=row.extension_days,
                counted=_days(row.counted),
                legal_basis=row.legal_basis,
                is_reviewed=row.is_reviewed,
            )
            if row
            else term
        )
    return tuple(found)


def _days(code: str) -> Days:
    return Days(code)


def term_of(right: str, of: str = "") -> Term | None:
    """None for a right that the country does not name."""
    return next((term for term in terms(of) if term.right == right), None)


def label_of(request: RightsRequest) -> str:
    """As its country calls it."""
    of_country = DEADLINES.get(request.country, ())
    return str(next((t.label for t in of_country if t.right == request.right), Right(request.right).label))
