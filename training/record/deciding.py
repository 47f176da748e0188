"""What a coordinator decides on a training taken elsewhere: it counts, or its owner is asked for more."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.accounts.viewer import viewer_for
from network.journal.services import record
from network.messages.neutral import asks_for_neutrality
from network.notices.services import notify
from network.vocabulary.partial_date import PartialDate

from ..enums import ExternalState, Learning
from ..lapsing import lapses_on
from ..models import CurriculumContent, ExternalTraining, Learned
from .queries import external_kept_by


@transaction.atomic
def verify(
    *, training: ExternalTraining, by: User, contents: Iterable[CurriculumContent], comment: str = ""
) -> ExternalTraining:
    """It happened as she says, and counts for those contents from the last day of its date. She is told."""
    row = _kept(training, by)
    if row.state != ExternalState.HANDED_IN:
        raise ValidationError(_("Somebody decided on it already. Look at it anew."), code="stale")
    counted = list(contents)
    _decide(row, ExternalState.VERIFIED, by=by, comment=comment)
    since = counts_from(row)
    Learned.objects.bulk_create(
        Learned(
            person=row.person,
            content=content,
            since=since,
            until=lapses_on(since, content.valid_months),
            how=Learning.EXTERNAL,
            external=row,
        )
        for content in counted
    )
    orders = sorted(content.order for content in counted)
    record(verb="verify_external", subject=row, by=by, after={"contents": orders})
    _tell(row, "verified")
    return row


@transaction.atomic
def give_back(*, training: ExternalTraining, by: User, comment: str) -> ExternalTraining:
    """To her, with what is missing; what it counted for, if it was verified before, goes. She is told."""
    row = _kept(training, by)
    if row.state == ExternalState.RETURNED:
        raise ValidationError(_("Somebody decided on it already. Look at it anew."), code="stale")
    if not comment.strip():
        raise ValidationError({"comment": _("Write what is missing, so that she can mend it.")})
    before = {"state": row.state}
    Learned.objects.filter(external=row).delete()
    _decide(row, ExternalState.RETURNED, by=by, comment=comment)
    record(verb="return_external", subject=row, by=by, before=before, after={"state": row.state})
    _tell(row, "returned")
    return row


def counts_from(training: ExternalTraining) -> dt.date:
    """The last day of its date: of "2024", the 31 of December; nothing is taken to be earlier than it was."""
    return PartialDate(training.ended or training.started).last_day


def _decide(row: ExternalTraining, state: ExternalState, *, by: User, comment: str) -> None:
    row.state, row.comment = state, comment.strip()
    row.by, row.decided_at = by, timezone.now()
    row.full_clean(exclude=["by"])
    row.save()


def _tell(row: ExternalTraining, says: str) -> None:
    if row.person.account_id is None:
        return
    notify(
        to=row.person,
        kind="own_external_trainings",
        says=says,
        words={"title": row.title},
        link=reverse("own_external", args=[row.uid]),
        key=f"{row.uid}:{says}:{row.decided_at:%Y%m%d%H%M%S%f}",
        is_neutral=asks_for_neutrality(row.title),
    )


def _kept(training: ExternalTraining, by: User) -> ExternalTraining:
    rows = external_kept_by(viewer_for(by)).filter(pk=training.pk)
    row = rows.select_related("person").select_for_update(of=("self",)).first()
    if row is None:
        raise ValidationError(_("Only whoever coordinates where she works decides this."), code="not_hers")
    return row
