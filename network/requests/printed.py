"""The letters of a request as papers that may be many."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.paper.kinds import Composed, PaperKind, Parameters

from .letters import letters_of, papers_of
from .models import Request
from .queries import visible_to


def _letters(viewer: Any, parameters: Parameters, day: dt.date) -> Composed | None:
    asked = visible_to(Request.objects.all(), viewer).filter(uid=UUID(parameters["uid"])).first()
    papers = papers_of(letters_of(asked, parameters["which"])) if asked else ()
    if asked is None or not papers:
        return None
    back = f"{reverse('desk_request_letters', args=[asked.uid])}?que={parameters['which']}"
    return Composed(papers, f"cartas-{len(papers)}", back, title=_("Letters"))


KINDS = (PaperKind("request_letters", gettext_lazy("Letters of a request"), _letters),)
