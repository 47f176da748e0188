"""What a person is told of her seats, of her groups' sessions, and of acuerdos that her post answers for."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.vocabulary.notices import Delivery, NoticeKind, Words
from network.vocabulary.spans import date_words


def _due(words: Words) -> str:
    told = {"group": words["group"], "date": date_words(words["due_on"])}
    return _("An acuerdo of %(group)s that your post answers for falls due: %(date)s.") % told


def _late(words: Words) -> str:
    told = {"group": words["group"], "date": date_words(words["due_on"])}
    return _("An acuerdo of %(group)s that your post answers for was due: %(date)s.") % told


KINDS = (
    NoticeKind(
        name="seats",
        label=gettext_lazy("Groups in which you are seated"),
        texts={"seated": gettext_lazy("You were named to sit in %(group)s for %(institution)s.")},
        neutral=gettext_lazy("Something about a group of yours was recorded."),
        default=Delivery.DAILY,
    ),
    NoticeKind(
        name="sessions",
        label=gettext_lazy("Sessions of your groups"),
        texts={
            "called": gettext_lazy(
                "%(group)s was called to a session. The convocation tells day and place: if it does not "
                "reach you, ask your institution or the office."
            )
        },
        neutral=gettext_lazy("Something about a group of yours was recorded."),
        default=Delivery.NOW,
    ),
    NoticeKind(
        name="due_acuerdos",
        label=gettext_lazy("Acuerdos that your post answers for"),
        texts={"due": _due, "late": _late},
        neutral=gettext_lazy("Something that your post answers for falls due."),
        default=Delivery.DAILY,
    ),
)
