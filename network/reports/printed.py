"""What an office hands over, as papers that may be of many sheets."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy

from network.institutions.models import Post
from network.institutions.rules import is_closed_to
from network.paper.kinds import Composed, PaperKind, Parameters

from .annex import annex
from .models import AdministrationClosing, Handover
from .papers import file_kept, file_today
from .queries import visible_to


def _today(viewer: Any, parameters: Parameters, day: dt.date) -> Composed | None:
    rows = Post.objects.select_related("institution", "handover_note")
    post = rows.filter(package_id=parameters["post"]).first()
    if post is None or not viewer.runs_network or is_closed_to(post.publication, viewer):
        return None
    back = reverse("handover_today", args=[post.package_id])
    return Composed((file_today(post, viewer, day),), f"entrega-{post.package_id}", back)


def _kept(viewer: Any, parameters: Parameters, day: dt.date) -> Composed | None:
    rows = Handover.objects.select_related("post__institution", "left", "taken")
    kept = visible_to(rows, viewer).filter(uid=UUID(parameters["uid"])).first()
    if kept is None or not viewer.is_insider:
        return None
    name = f"entrega-{kept.post.package_id}-{kept.handed_on.isoformat()}"
    return Composed((file_kept(kept, viewer),), name, kept.get_absolute_url())


def _annex(viewer: Any, parameters: Parameters, day: dt.date) -> Composed | None:
    rows = AdministrationClosing.objects.select_related("document", "request", "by")
    closing = rows.filter(uid=UUID(parameters["uid"])).first()
    if closing is None or not viewer.runs_network:
        return None
    back = reverse("closing_annex", args=[closing.uid])
    return Composed((annex(closing, viewer, day),), "anexo-entrega", back)


KINDS = (
    PaperKind("handover_today", gettext_lazy("Handover file as of today"), _today),
    PaperKind("handover_kept", gettext_lazy("Handover file that was kept"), _kept),
    PaperKind("closing_annex", gettext_lazy("Annex of the closing of an administration"), _annex),
)
