"""Closing an edition: who completed it by the rule, with exceptions that say why, and what each learned."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.accounts.viewer import viewer_for
from network.journal.services import record
from network.notices.services import notify
from network.people.models import Person

from ..completion import Facts, Step, units_done
from ..enums import EditionState, EnrolmentState, Learning
from ..lapsing import lapses_on
from ..machine import LEARNERS
from ..models import Edition, Enrolment, Learned, Unit
from ..queries import editions_kept_by
from .checklist import Line, Names, checklist, lacking
from .facts import facts_of


@dataclass(frozen=True, slots=True)
class Result:
    """What the rule says of one learner, as if nothing more came."""

    enrolment: Enrolment
    facts: Facts
    line: Line
    completes: bool

    @property
    def lacks(self) -> list[str]:
        return lacking(self.line)


def results(edition: Edition) -> list[Result]:
    """Of every learner, in the order of the list."""
    rows = list(edition.enrolments.filter(state__in=LEARNERS).order_by("created_at", "pk"))
    known = facts_of(edition, rows, is_over=True)
    names = Names.of(edition.version_id)
    found = []
    for row in rows:
        line = checklist(edition.version.rule, known[row.pk], names)
        found.append(Result(row, known[row.pk], line, line.step == Step.DONE))
    return found


@transaction.atomic
def close(*, edition: Edition, by: User, otherwise: Mapping[int, str] | None = None) -> dict[str, int]:
    """Fix the results. `otherwise` names enrolments whose result is the other than the rule's, with why.

    Raises ValidationError for one that is not open, whose last session is to come, or without a reason.
    """
    row = _hers(edition, by)
    if row.state != EditionState.OPEN:
        raise ValidationError(_("Only a published edition is closed, and once."), code="state")
    now = timezone.now()
    last = row.sessions.filter(event__ends_at__gt=now, event__state="published")
    if last.exists():
        raise ValidationError(_("A session is still to come. Close it once all took place."), code="early")
    said = dict(otherwise or {})
    if any(not reason.strip() for reason in said.values()):
        raise ValidationError(_("Write why the result is another than that of the rule."), code="reason")
    decided = results(row)
    if set(said) - {one.enrolment.pk for one in decided}:
        raise ValidationError(_("Somebody of the list has gone meanwhile. Open it again."), code="stale")
    row.state, row.closed_at = EditionState.CLOSED, now
    row.full_clean()
    row.save()
    number = {"completed": 0, "not_completed": 0}
    for one in decided:
        is_other = one.enrolment.pk in said
        completes = one.completes != is_other
        _decide(one.enrolment, completes=completes, by=by, reason=said.get(one.enrolment.pk, ""))
        learn(one.enrolment, one.facts, completes=completes)
        number["completed" if completes else "not_completed"] += 1
    record(verb="close_edition", subject=row, by=by, after=number)
    return number


@transaction.atomic
def decide_otherwise(*, enrolment: Enrolment, by: User, completes: bool, reason: str) -> Enrolment:
    """Put one result right after the edition was closed, with why."""
    row = Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    edition = _hers(row.edition, by)
    if edition.state != EditionState.CLOSED or row.state not in LEARNERS:
        raise ValidationError(_("Results are put right once the edition is closed."), code="state")
    if not reason.strip():
        raise ValidationError(_("Write why the result is another than that of the rule."), code="reason")
    if completes == (row.state == EnrolmentState.COMPLETED):
        return row
    _decide(row, completes=completes, by=by, reason=reason)
    learn(row, facts_of(edition, [row])[row.pk], completes=completes)
    return row


def learn(row: Enrolment, facts: Facts, *, completes: bool) -> None:
    """What she learned: the contents that she did, and all that is required where she completed it."""
    if row.person_id is None:
        return
    units = Unit.objects.filter(module__version=row.edition.version_id).select_related("module", "content")
    done = units_done(facts)
    since = row.completed_on or timezone.localdate()
    wanted = {u.content_id: u for u in units if u.code in done or (completes and u.is_required)}
    Learned.objects.filter(enrolment=row).exclude(content__in=wanted).delete()
    held = set(Learned.objects.filter(enrolment=row).values_list("content", flat=True))
    for key, unit in wanted.items():
        if key not in held:
            Learned.objects.create(
                person_id=row.person_id,
                content_id=key,
                since=since,
                until=lapses_on(since, unit.content.valid_months),
                how=Learning.EDITION,
                enrolment=row,
            )


def _decide(row: Enrolment, *, completes: bool, by: User, reason: str) -> None:
    before = row.state
    row.state = EnrolmentState.COMPLETED if completes else EnrolmentState.NOT_COMPLETED
    row.completed_on = timezone.localdate() if completes else None
    row.decided_at, row.by = timezone.now(), by
    row.full_clean()
    row.save()
    record(
        verb="decide_enrolment", subject=row, by=by, reason=reason.strip(),
        before={"state": before}, after={"state": row.state},
    )  # fmt: skip
    if row.person_id is not None:
        notify(
            to=Person.objects.select_related("account").get(pk=row.person_id),
            kind="own_training",
            says=row.state,
            link=own_training(),
            key=f"{row.uid} {row.state} {row.decided_at:%Y%m%d%H%M%S}",
            is_neutral=True,
        )


def own_training() -> str:
    return reverse("own_training")


def _hers(edition: Edition, by: User) -> Edition:
    rows = Edition.objects.select_for_update(of=("self",)).select_related("version__curriculum")
    row = rows.get(pk=edition.pk)
    if not editions_kept_by(Edition.objects.filter(pk=row.pk), viewer_for(by)).exists():
        raise ValidationError(_("Only whoever runs it does this."), code="not_hers")
    return row
