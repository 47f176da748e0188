"""The letters of a mailing as papers that may be many: issued ones, and drafts to look at."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.accounts.viewer import Viewer, viewer_for
from network.paper.kinds import Composed, PaperKind, Parameters

from .files import papers_of
from .models import Outgoing
from .queries import visible_to
from .services import note_departure


def _messages(viewer: Viewer, parameters: Parameters) -> list[Outgoing]:
    rows = visible_to(Outgoing.objects.all(), viewer).filter(mailing__uid=UUID(parameters["uid"]))
    rows = rows.select_related("mailing", "person", "institution", "letter__issuer")
    return list(rows.prefetch_related("letter__answers", "letter__addressees").order_by("number"))


def _issued(viewer: Viewer, parameters: Parameters) -> list[Outgoing]:
    found = _messages(viewer, parameters)
    return [one for one in found if one.letter is not None and not one.letter.is_cancelled]


def _composed(messages: list[Outgoing], parameters: Parameters) -> Composed | None:
    if not messages:
        return None
    back = reverse("desk_mailing", args=[parameters["uid"]])
    # how many there are, not what they are about
    return Composed(tuple(papers_of(messages)), f"cartas-{len(messages)}", back, title=_("Letters"))


def _letters(viewer: Any, parameters: Parameters, day: dt.date) -> Composed | None:
    return _composed(_issued(viewer, parameters), parameters)


def _drafts(viewer: Any, parameters: Parameters, day: dt.date) -> Composed | None:
    return _composed(_messages(viewer, parameters), parameters)


def _left(user: Any, parameters: Parameters, ending: str) -> None:
    note_departure(messages=_issued(viewer_for(user), parameters), form=ending, by=user)


KINDS = (
    PaperKind("mailing_letters", gettext_lazy("Letters of a mailing"), _letters, _left),
    PaperKind("mailing_drafts", gettext_lazy("Letters of a mailing, as drafts"), _drafts),
)
