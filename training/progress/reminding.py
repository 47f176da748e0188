"""Telling a learner, and nobody else, that something is about to be missed."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.accounts.viewer import viewer_for
from network.journal.services import record
from network.notices.services import notify

from ..models import Edition
from .grid import at_risk, grid_of
from .teaching import may_open_progress


@transaction.atomic
def remind(*, edition: Edition, by: User) -> int:
    """Everybody at risk whom she sees, once a week at most; how many have an account to be told by."""
    viewer = viewer_for(by)
    if not may_open_progress(edition, viewer):
        raise ValidationError(_("Only whoever runs it or teaches in it does this."), code="not_hers")
    year, week, _weekday = timezone.localdate().isocalendar()
    number = 0
    for row, _missed in at_risk(grid_of(edition, viewer)):
        person = row.enrolment.person
        if person is None or person.account_id is None:
            continue
        notify(
            to=person,
            kind="own_training",
            says="at_risk",
            link=reverse("own_enrolment", args=[row.enrolment.uid]),
            key=f"{row.enrolment.uid} at_risk {year}-{week}",
            is_neutral=True,
        )
        number += 1
    record(verb="remind_learners", subject=edition, by=by, after={"number": number})
    return number
