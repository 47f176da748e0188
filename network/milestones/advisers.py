"""Who of the office advises which institution: one at a time, told from–to."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.enums import Role, ScopeKind
from network.accounts.models import Grant, User
from network.accounts.viewer import Viewer, viewer_for
from network.documents.queries import own_institution
from network.institutions.models import Institution
from network.institutions.queries import coordinated_by
from network.journal.services import record
from network.people.models import Person
from network.people.queries import by_shown_name, current_affiliations, visible_to
from network.vocabulary.partial_date import PartialDate, in_force_on

from .models import ActionRecord, AdviserAssignment, Milestone
from .queries import visible_to as milestones_visible_to

MOST_OFFERED = 200  # in one list to choose from


def advisers_offered(viewer: Viewer, now: int | None) -> QuerySet[Person]:
    """Whoever may be chosen for advice that was given: also who is named now, if the viewer sees her name."""
    possible = possible_advisers(viewer).order_by().values("pk")
    named = visible_to(Person.objects.all(), viewer).filter(sees_name=True)  # type: ignore[misc]
    return by_shown_name(named.filter(Q(pk__in=possible) | Q(pk=now)))


def possible_advisers(viewer: Viewer) -> QuerySet[Person]:
    """Whoever works in the office or coordinates the network, if the viewer sees her name.

    Where nobody is known to, as long as the office is not described, everyone whose name she sees, if few.
    """
    today = timezone.localdate()
    coordinating = Grant.objects.filter(role=Role.COORDINATOR, scope=ScopeKind.NETWORK).in_force(today)
    eligible = Q(account__in=coordinating.values("user"))
    if office := own_institution():
        eligible |= Q(pk__in=current_affiliations().filter(institution=office).values("person"))
    named = visible_to(Person.objects.all(), viewer).filter(sees_name=True)  # type: ignore[misc]
    own = named.filter(eligible | Q(pk=viewer.person_id))
    if not own.exists() and named.count() <= MOST_OFFERED:
        return by_shown_name(named)
    return by_shown_name(own)


def advisers_now(institutions: Any) -> QuerySet[AdviserAssignment]:
    """The assignments in force today of those institutions, the latest of each first."""
    rows = AdviserAssignment.objects.filter(institution__in=institutions)
    return rows.filter(in_force_on(timezone.localdate())).order_by("institution", "-started", "-pk")


def adviser_of(institution: Institution) -> Person | None:
    row = advisers_now([institution]).select_related("person").first()
    return row.person if row else None


def advice_by_adviser(viewer: Viewer) -> dict[int, int]:
    """Person → how many pieces of advice the viewer sees that she gave."""
    seen = milestones_visible_to(Milestone.objects.exclude(channel=""), viewer).order_by()
    rows = ActionRecord.objects.filter(milestone__in=seen.values("pk"), adviser__isnull=False).order_by()
    return dict(rows.values_list("adviser").annotate(n=Count("pk")))


@transaction.atomic
def assign_adviser(*, by: User, institution: Institution, person: Person, since: str) -> AdviserAssignment:
    """From that partial date on she advises the institution; whoever did so until then ends on that date."""
    locked = _in_care(institution, by)
    if not since:
        raise ValidationError({"started": _("Write since when.")})
    held = AdviserAssignment.objects.filter(institution=locked, ended="").first()
    if held is not None and held.person_id == person.pk:
        return held
    if held is not None:
        if since[: len(held.started)] < held.started[: len(since)]:
            words = _("The adviser of now began on %(date)s: another cannot begin before.")
            raise ValidationError({"started": words % {"date": PartialDate(held.started).words}})
        _end(held, since, by)
    row = AdviserAssignment(institution=locked, person=person, started=since)
    row.full_clean()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise ValidationError(_("Somebody assigned an adviser at this moment. Look again.")) from error
    record(verb="assign_adviser", subject=row, by=by, after=_told(row))
    return row


@transaction.atomic
def end_assignment(*, by: User, assignment: AdviserAssignment, on: str) -> AdviserAssignment:
    """From that partial date on the institution has no adviser."""
    _in_care(assignment.institution, by)
    locked = AdviserAssignment.objects.select_for_update().get(pk=assignment.pk)
    if not on:
        raise ValidationError({"ended": _("Write until when.")})
    if not locked.ended:
        _end(locked, on, by)
    return locked


@transaction.atomic
def reopen_assignment(*, by: User, assignment: AdviserAssignment) -> AdviserAssignment:
    """She goes on advising the institution, if nobody else does by now."""
    locked = AdviserAssignment.objects.select_related("institution", "person").get(pk=assignment.pk)
    _in_care(locked.institution, by)
    if AdviserAssignment.objects.filter(institution=locked.institution, ended="").exists():
        raise ValidationError(_("Somebody else advises this institution by now. End that first."))
    locked.ended = ""
    locked.full_clean()
    locked.save()
    record(verb="reopen_adviser", subject=locked, by=by, after=_told(locked))
    return locked


@transaction.atomic
def retract_assignment(*, by: User, assignment: AdviserAssignment, reason: str) -> None:
    """Take back an assignment that was recorded by mistake; whoever advised before stays as she is."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is taken back.")})
    locked = AdviserAssignment.objects.select_related("institution", "person").get(pk=assignment.pk)
    _in_care(locked.institution, by)
    record(verb="retract_adviser", subject=locked, by=by, reason=reason, before=_told(locked))
    locked.delete()


def _end(row: AdviserAssignment, on: str, by: User) -> None:
    row.ended = on
    row.full_clean()
    row.save()
    record(verb="end_adviser", subject=row, by=by, after=_told(row))


def _in_care(institution: Institution, by: User) -> Institution:
    """The institution, locked, so that two never assign at once."""
    found = coordinated_by(viewer_for(by)).filter(pk=institution.pk).order_by()
    if not found.exists():
        raise ValidationError(_("You do not coordinate this institution."))
    return Institution.objects.select_for_update().get(pk=institution.pk)


def _told(row: AdviserAssignment) -> dict[str, str]:
    """Without her name: the journal outlives a person."""
    return {
        "institution": row.institution.package_id,
        "person": str(row.person.uid),
        "started": row.started,
        "ended": row.ended,
    }
