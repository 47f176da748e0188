"""Verbs on reports of abuse."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.journal.services import record
from network.notices.services import notify, notify_all
from network.people.models import Person

from .enums import Measure, ReportState
from .models import Conversation, Message, Report, Side
from .queries import administrators_but, messages_in, reports_visible_to

LONGEST_SUSPENSION = dt.timedelta(days=365)


@transaction.atomic
def report(
    *,
    conversation: Conversation,
    messages: Iterable[Message],
    reporter: Person,
    viewer: Viewer,
    what: str,
    why: str,
) -> Report:
    """She shows exactly these messages of a conversation of hers, and at least one of them is the other's.

    The journal says that there is a report, neither who nor about whom.
    """
    chosen = list(messages_in(conversation, viewer).filter(pk__in=[one.pk for one in messages]))
    if not any(one.sender_id != reporter.pk for one in chosen):
        raise ValidationError(_("Choose at least one message that the other wrote."), code="none")
    other = Side.objects.filter(conversation=conversation).exclude(person=reporter).get()
    made = Report(reporter=reporter, reported=other.person, what=what, why=why.strip())
    made.full_clean()
    made.save()
    made.messages.set(chosen)
    notify_all(
        to=administrators_but(reporter, other.person),
        kind="relay_reports",
        says="made",
        link=made.get_absolute_url(),
        key=str(made.uid),
        is_neutral=True,
    )
    record(verb="report_abuse", subject=made, after={"messages": len(chosen)})
    return made


@transaction.atomic
def close(
    *, report: Report, viewer: Viewer, by: Any, measure: str, until: dt.date | None = None, note: str = ""
) -> Report:
    """Decide on it, once.

    Raises Report.DoesNotExist for whom it is not for; ValidationError for a date that is missing, past, or
    more than a year away, and where somebody else has decided meanwhile.
    """
    locked = reports_visible_to(viewer).select_for_update(of=("self",)).get(pk=report.pk)
    if locked.state == ReportState.CLOSED:
        raise ValidationError(_("Somebody else has closed it meanwhile."), code="closed")
    if measure == Measure.SUSPENSION:
        today = timezone.localdate()
        if until is None or not today <= until <= today + LONGEST_SUSPENSION:
            raise ValidationError(
                {"until": _("Write the last day on which she may not write: from today, within a year.")}
            )
    locked.state, locked.measure, locked.note = ReportState.CLOSED, measure, note.strip()
    locked.suspended_until = until if measure == Measure.SUSPENSION else None
    locked.closed_at, locked.closed_by = timezone.now(), by
    locked.full_clean()
    locked.save()
    _tell(locked)
    after = {"measure": measure, "until": str(locked.suspended_until or "")}
    record(verb="close_abuse_report", subject=locked, by=by, after=after)
    return locked


def _tell(closed: Report) -> None:
    """Neither is told of the other: the one that a measure holds, the other that somebody looked."""
    link = reverse("conversations")
    if closed.reported and closed.measure == Measure.SUSPENSION:
        notify(to=closed.reported, kind="relay_rules", says="suspended", link=link, key=str(closed.uid),
               words={"until": str(closed.suspended_until)}, is_neutral=True)  # fmt: skip
    elif closed.reported and closed.measure == Measure.WARNING:
        notify(to=closed.reported, kind="relay_rules", says="warned", link=link, key=str(closed.uid),
               is_neutral=True)  # fmt: skip
    if closed.reporter:
        notify(to=closed.reporter, kind="relay_rules", says="closed", link=link, key=f"{closed.uid}:seen",
               is_neutral=True)  # fmt: skip
