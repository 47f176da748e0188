"""The deeds on handing posts over and on closing administrations. Of a file only the post is told."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.accounts.viewer import Viewer
from network.institutions.models import Post
from network.institutions.queries import coordinates_network, posts_told_to
from network.vocabulary.deeds import WRITE_AGAIN, Deed, DeedsOf, Undo
from network.vocabulary.panels import Link

from .closings import discard_closing
from .models import AdministrationClosing, Handover, HandoverNote
from .queries import visible_to
from .services import take_back_file


def _take_back(row: Handover, by: Any, reason: str) -> None:
    take_back_file(handover=row, by=by, reason=reason)


def _discard(row: AdministrationClosing, by: Any, _reason: str) -> None:
    discard_closing(closing=row, by=by)


def _handovers(viewer: Viewer) -> Any:
    return visible_to(_of_told_posts(Handover, viewer), viewer)


def _notes(viewer: Viewer) -> Any:
    return _of_told_posts(HandoverNote, viewer)


def _of_told_posts(model: type[Handover] | type[HandoverNote], viewer: Viewer) -> Any:
    """What was done to a reserved post stands in nobody's journal."""
    rows: Any = model._default_manager.select_related("post__institution").order_by()
    told = posts_told_to(Post.objects.order_by(), viewer).values("pk")
    return rows.filter(post__in=told) if viewer.runs_network else rows.none()


def _closings(viewer: Viewer) -> Any:
    rows = AdministrationClosing.objects.order_by()
    return rows if viewer.runs_network else rows.none()


def _called(post: Post) -> str:
    return f"{post.name}, {post.institution.called}"


_CHOOSE_AGAIN = _("Choose again on its page: nothing has happened yet.")
_ON_ITS_PAGE = Undo(verb="undo_closing", run=None)

DEEDS = (
    DeedsOf(
        subject_type="reports.HandoverNote",
        room=_("Handovers"),
        deeds={"write_handover_note": Deed(_("wrote the note of whoever leaves"), stays=WRITE_AGAIN)},
        visible=_notes,
        named=lambda row: Link(_called(row.post), reverse("handover_note", args=[row.post.package_id])),
        may=coordinates_network,
    ),
    DeedsOf(
        subject_type="reports.Handover",
        room=_("Handovers"),
        deeds={
            "hand_over": Deed(_("kept the file of a post"), Undo(verb="take_back_handover", run=_take_back)),
            "name_successor": Deed(
                _("said who took a post over"),
                stays=_("Choose the right designation on the page of the file."),
            ),
            "keep_signed_handover": Deed(
                _("put the signed paper to a file"),
                stays=_("What was signed stays. A better scan takes its place."),
            ),
        },
        visible=_handovers,
        named=lambda row: Link(_called(row.post), row.get_absolute_url()),
        may=coordinates_network,
    ),
    DeedsOf(
        subject_type="reports.AdministrationClosing",
        room=_("Closing an administration"),
        deeds={
            "begin_closing": Deed(
                _("began to close an administration"), Undo(verb="discard_closing", run=_discard)
            ),
            "change_closing": Deed(_("changed how an administration is closed"), stays=_CHOOSE_AGAIN),
            "choose_designations": Deed(_("chose which designations end"), stays=_CHOOSE_AGAIN),
            "choose_roles": Deed(_("chose which roles end"), stays=_CHOOSE_AGAIN),
            "note_package": Deed(_("named the export that is handed over"), stays=WRITE_AGAIN),
            "apply_closing": Deed(
                _("asked to close an administration"),
                stays=_("It is taken back once it has come to its end."),
            ),
            "closing_applied": Deed(_("closed an administration"), _ON_ITS_PAGE),
            "try_closing_again": Deed(
                _("tried again what had been refused"),
                stays=_("It is taken back once it has come to its end."),
            ),
            "undo_closing": Deed(
                _("asked to take the closing of an administration back"),
                stays=_("To close it all the same, begin another closing."),
            ),
            "closing_undone": Deed(
                _("took the closing of an administration back"),
                stays=_("To close it all the same, begin another closing."),
            ),
        },
        visible=_closings,
        named=lambda row: Link(row.name, row.get_absolute_url()),
        may=coordinates_network,
    ),
)
