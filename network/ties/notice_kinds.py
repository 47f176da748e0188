"""What a person is told of her designations and of collaborations. Who declines is told to nobody."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.vocabulary.notices import Delivery, NoticeKind, Words
from network.vocabulary.spans import date_words


def _ended(words: Words) -> str:
    told = {"post": words["post"], "institution": words["institution"], "date": date_words(words["date"])}
    return _("Your designation as %(post)s, %(institution)s, ends: %(date)s.") % told


KINDS = (
    NoticeKind(
        name="designations",
        label=gettext_lazy("Your designations"),
        texts={
            "began": gettext_lazy("Your designation was recorded: %(post)s, %(institution)s."),
            "ended": _ended,
            "withdrawn": gettext_lazy(
                "The designation as %(post)s, %(institution)s, that was recorded for you was withdrawn."
            ),
        },
        neutral=gettext_lazy("Something about your designations was recorded."),
        default=Delivery.NOW,
    ),
    NoticeKind(
        name="collaborations",
        label=gettext_lazy("Collaborations with colleagues"),
        texts={
            "declared": gettext_lazy("%(person)s says that the two of you work together. Do you confirm it?"),
            "confirmed": gettext_lazy("%(person)s confirmed that the two of you work together."),
        },
        neutral=gettext_lazy("There is something to see in your network."),
    ),
)
