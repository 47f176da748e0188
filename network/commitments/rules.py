"""How a commitment and an advance notice are told."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.vocabulary.desk import When, when_due
from network.vocabulary.panels import Badge, Link
from network.vocabulary.partial_date import PartialDate

from .models import CLOSED, AdvanceNotice, Commitment, CommitmentStatus

_TONES = {
    CommitmentStatus.DONE: "good",
    CommitmentStatus.IN_PROGRESS: "accent",
    CommitmentStatus.PENDING: "warn",
    CommitmentStatus.NOT_MET: "error",
}


def status_badge(commitment: Commitment) -> Badge:
    status = CommitmentStatus(commitment.status)
    return Badge(str(status.label), _TONES.get(status, "muted"))


def settled_words(commitment: Commitment, *, with_first: bool = True) -> list[str]:
    """When it was done, who acknowledged it when; and by when it was due at first, if that was moved."""
    found = []
    if commitment.first_due_on and with_first:
        found.append(_("due at first: %(date)s") % {"date": PartialDate(commitment.first_due_on).words})
    if commitment.status == CommitmentStatus.DONE and commitment.done_on:
        found.append(_("done: %(date)s") % {"date": PartialDate(commitment.done_on).words})
    if commitment.acknowledged_on:
        words = {"date": PartialDate(commitment.acknowledged_on).words, "name": ""}
        if commitment.acknowledged_by is None:
            found.append(_("acknowledged: %(date)s") % words)
        else:
            words["name"] = commitment.acknowledged_by.called
            found.append(_("acknowledged by %(name)s: %(date)s") % words)
    return found


def is_late(commitment: Commitment, today: dt.date) -> bool:
    """Whether its date is wholly over and nobody knows that it was kept, or gave it up."""
    is_open = commitment.status not in CLOSED and bool(commitment.due_on)
    return is_open and when_due(commitment.due_on, today) == When.LATE


def source_link(commitment: Commitment) -> Link | None:
    """The agreement or the plan that it comes from; without an address where that has no page."""
    if commitment.agreement:
        return Link(commitment.agreement.title, commitment.agreement.get_absolute_url())
    if commitment.plan:
        return Link(commitment.plan.title, commitment.plan.get_absolute_url())
    return None


def given_words(notice: AdvanceNotice) -> str:
    """On which day notice was given; that nobody recorded it is told too."""
    if not notice.given_on:
        return _("no day of the notice recorded")
    return _("told on: %(date)s") % {"date": PartialDate(notice.given_on).words}


def ahead_words(notice: AdvanceNotice) -> str:
    """How long before the activity notice was given; nothing where one of the two days is not exact."""
    if len(notice.given_on) != len("2026-03-15") or len(notice.happens_on) != len("2026-03-15"):
        return ""
    days = (dt.date.fromisoformat(notice.happens_on) - dt.date.fromisoformat(notice.given_on)).days
    if days <= 0:
        return _("on the very day: too late to be a notice in advance")
    return ngettext("%(n)s day before", "%(n)s days before", days) % {"n": days}


def due_words(commitment: Commitment) -> str:
    if not commitment.due_on:
        return _("no due date recorded")
    return _("due: %(date)s") % {"date": PartialDate(commitment.due_on).words}
