"""Deeds of this room in words. None is taken back from the journal."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.vocabulary.deeds import Deed, DeedsOf
from network.vocabulary.panels import Link

from .models import RightsRequest
from .queries import at_desk, label_of

_LAW = _("It runs by the law: go on with it on its page.")
VERBS = {
    "ask_right": _("entered a request about personal data"),
    "extend_right": _("made its days longer"),
    "answer_right": _("answered it"),
    "carry_out_right": _("carried it out"),
    "withdraw_right": _("withdrew it"),
    "erase_person": _("erased her data"),
}


def _visible(viewer: Any) -> QuerySet[RightsRequest]:
    return at_desk(viewer)


def _named(row: RightsRequest) -> Link:
    return Link(label_of(row), row.get_absolute_url() if row.pk else reverse("desk_rights"))


DEEDS = (
    DeedsOf(
        subject_type="rights.RightsRequest",
        room=_("Requests about personal data"),
        deeds={verb: Deed(label, stays=_LAW) for verb, label in VERBS.items()},
        visible=_visible,
        named=_named,
        may=lambda _viewer: False,
    ),
)
