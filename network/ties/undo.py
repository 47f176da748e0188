"""The deeds on posts and designations. Whose designation it was stands on the page of the post."""

from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.accounts.viewer import Viewer
from network.institutions.models import Post
from network.institutions.queries import posts_told_to
from network.vocabulary.deeds import TOOK_BACK, WRITE_AGAIN, Deed, DeedsOf, Undo, Values
from network.vocabulary.panels import Link

from .models import Appointment
from .services import (
    correct_appointment,
    particulars_of,
    reopen_post,
    retract_appointment,
)


def _told(viewer: Viewer) -> Any:
    return posts_told_to(Post.objects.order_by(), viewer)


def _goes_on(row: Appointment, by: Any, reason: str) -> None:
    says = replace(particulars_of(row), ended="", end_document=None)
    correct_appointment(appointment=row, says=says, by=by, reason=reason)


def _has_no_end(_before: Values, after: Values) -> bool:
    return after.get("ended") == ""


def _page(post: Post) -> str:
    return reverse("desk_post", args=[post.package_id])


DEEDS = (
    DeedsOf(
        subject_type="ties.Appointment",
        room=_("Posts"),
        deeds={
            "appoint": Deed(
                _("recorded a designation"),
                Undo(
                    verb="retract_appointment",
                    run=lambda row, by, reason: retract_appointment(appointment=row, by=by, reason=reason),
                ),
            ),
            "end_appointment": Deed(
                _("ended a designation"), Undo(verb="correct_appointment", run=_goes_on, did=_has_no_end)
            ),
            "correct_appointment": Deed(_("corrected a designation"), stays=WRITE_AGAIN),
        },
        visible=lambda viewer: (
            Appointment.objects.filter(post__in=_told(viewer).values("pk"))
            .select_related("post__institution", "person", "document", "end_document")
            .order_by()
        ),
        named=lambda row: Link(f"{row.post.name}, {row.post.institution.called}", _page(row.post)),
        may=lambda viewer: viewer.runs_network,
    ),
    DeedsOf(
        subject_type="institutions.Post",
        room=_("Posts"),
        deeds={
            "create_post": Deed(_("opened a post"), stays=_("Close it on its page, with the reason.")),
            "change_post": Deed(_("changed a post"), stays=WRITE_AGAIN),
            "close_post": Deed(
                _("closed a post"),
                Undo(
                    verb="reopen_post",
                    run=lambda row, by, reason: reopen_post(post=row, by=by, reason=reason),
                ),
            ),
            "reopen_post": Deed(_("opened a post again"), stays=TOOK_BACK),
        },
        visible=lambda viewer: _told(viewer).select_related("institution"),
        named=lambda row: Link(f"{row.name}, {row.institution.called}", _page(row)),
        may=lambda viewer: viewer.runs_network,
    ),
)
