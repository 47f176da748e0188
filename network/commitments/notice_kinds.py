"""What whoever answers for an institution is told of what it owes."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.vocabulary.notices import Delivery, NoticeKind, Words
from network.vocabulary.spans import date_words


def _due(words: Words) -> str:
    told = {"institution": words["institution"], "date": date_words(words["due_on"])}
    return _("A commitment of %(institution)s falls due: %(date)s.") % told


def _late(words: Words) -> str:
    told = {"institution": words["institution"], "date": date_words(words["due_on"])}
    return _("A commitment of %(institution)s was due: %(date)s.") % told


KINDS = (
    NoticeKind(
        name="due_commitments",
        label=gettext_lazy("Commitments of your institution"),
        texts={"due": _due, "late": _late},
        neutral=gettext_lazy("Something that your institution owes falls due."),
        default=Delivery.DAILY,
    ),
)
