"""How a commitment is told."""

from django.utils.translation import gettext as _

from network.vocabulary.panels import Badge
from network.vocabulary.partial_date import PartialDate

from .models import Commitment, CommitmentStatus

_TONES = {
    CommitmentStatus.DONE: "good",
    CommitmentStatus.IN_PROGRESS: "accent",
    CommitmentStatus.PENDING: "warn",
}


def status_badge(commitment: Commitment) -> Badge:
    status = CommitmentStatus(commitment.status)
    return Badge(str(status.label), _TONES.get(status, "muted"))


def due_words(commitment: Commitment) -> str:
    if not commitment.due_on:
        return _("no due date recorded")
    return _("due: %(date)s") % {"date": PartialDate(commitment.due_on).words}
