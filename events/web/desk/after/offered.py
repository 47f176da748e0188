"""What the page of an event offers before and after it: shown by `events/desk/after.html`."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.after.milestone import milestone_told
from events.after.needs import needs_to_prepare
from events.enums import EventState
from events.models import Event, PartnerNotice
from events.partners import agreements_on_its_themes, plans_of
from events.rules import gives_seats, is_over
from network.accounts.viewer import Viewer
from network.commitments.rules import ahead_words
from network.milestones.queries import may_record
from network.vocabulary.spans import date_words


def around(event: Event, viewer: Viewer) -> dict[str, Any]:
    """Under the names that its template reads."""
    now = timezone.now()
    is_published = event.state == EventState.PUBLISHED
    over = is_over(event, now)
    partners = is_published and gives_seats(event, now)
    milestone = milestone_told(event, viewer) if over else None
    return {
        "needs": needs_to_prepare(event, viewer),
        "is_over": is_published and over,
        "asking": [
            {
                "title": row.title,
                "url": reverse("desk_event_partners", args=[event.package_id, row.package_id]),
            }
            for row in agreements_on_its_themes(event, viewer, timezone.localdate())
        ]
        if partners
        else [],
        "may_write_to_partners": viewer.runs_network,
        "plans": [told_plan(event, plan) for plan in plans_of(event)],
        "milestone": milestone.get_absolute_url() if milestone else "",
        "may_record": may_record(viewer),
        "today": timezone.localdate().isoformat(),
    }


def told_plan(event: Event, plan: PartnerNotice) -> dict[str, Any]:
    """How one notice to partners stands, in words."""
    words = _("Prepared; nothing is recorded until a message is sent or handed over.")
    tone = "warn"
    if plan.given is not None:
        given = plan.given
        told = {"day": date_words(given.given_on), "ahead": ahead_words(given)}
        is_late = given.given_on >= given.happens_on
        words, tone = _("Given on %(day)s, %(ahead)s.") % told, "warn" if is_late else "good"
    elif plan.was_late:
        words = _("It left when the activity had taken place: too late, so it is not recorded as a notice.")
        tone = "error"
    return {
        "row": plan,
        "title": plan.agreement.title,
        "commitment": plan.commitment,
        "words": words,
        "tone": tone,
        "messages": reverse("desk_mailing", args=[plan.mailing.uid]),
        "hand_over": ""
        if plan.given is not None
        else reverse("desk_event_partners_given", args=[event.package_id, plan.mailing.uid]),
    }


def in_days(number: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=number)
