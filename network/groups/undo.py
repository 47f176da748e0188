"""The deeds on sessions and acuerdos. Minutes and lists are corrected where they stand."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from network.accounts.viewer import Viewer
from network.vocabulary.deeds import WRITE_AGAIN, Deed, DeedsOf, Undo
from network.vocabulary.panels import Link

from .acuerdos import remove_acuerdo, reopen
from .models import Acuerdo, Group, GroupSession
from .queries import inside, kept_by
from .services import cancel_session, publish_session, restore_session, unhold_session
from .session_queries import acuerdos_visible_to, sessions_visible_to
from .session_rules import session_name


def _publish(is_public: bool) -> Any:
    return lambda row, by, _reason: publish_session(session=row, by=by, is_public=is_public)


def _reopen(row: Acuerdo, by: Any, reason: str) -> None:
    reopen(acuerdo=row, by=by, reason=reason)


def _cancel(row: GroupSession, by: Any, reason: str) -> None:
    cancel_session(session=row, by=by, reason=reason)


def _within(viewer: Viewer) -> Any:
    return inside(Group.objects.order_by(), viewer).values("pk")


def _keeps_some(viewer: Viewer) -> bool:
    return kept_by(Group.objects.order_by(), viewer).exists()


def _unhold(row: GroupSession, by: Any, reason: str) -> None:
    unhold_session(session=row, by=by, reason=reason)


_UNHOLD = Undo(verb="unhold_session", run=_unhold)
_CLOSE_AGAIN = _("Close it again on its page: done, carried over or dropped.")
_REOPEN = Undo(verb="reopen_acuerdo", run=_reopen)

DEEDS = (
    DeedsOf(
        subject_type="groups.Group",
        room=_("Working groups"),
        deeds={
            "found_group": Deed(_("recorded a group"), stays=WRITE_AGAIN),
            "correct_group": Deed(_("corrected a group"), stays=WRITE_AGAIN),
            "seat_in_group": Deed(_("gave an institution a seat"), stays=WRITE_AGAIN),
            "seat_person": Deed(_("gave a person a seat"), stays=WRITE_AGAIN),
            "correct_seat": Deed(_("corrected a seat"), stays=WRITE_AGAIN),
            "remove_seat": Deed(_("took a seat away"), stays=WRITE_AGAIN),
        },
        visible=lambda viewer: inside(Group.objects.order_by(), viewer),
        named=lambda row: Link(row.name, row.get_absolute_url()),
        may=_keeps_some,
    ),
    DeedsOf(
        subject_type="groups.GroupSession",
        room=_("Working groups"),
        deeds={
            "plan_session": Deed(_("planned a session"), Undo(verb="cancel_session", run=_cancel)),
            "record_session": Deed(_("recorded a session that was held"), _UNHOLD),
            "hold_session": Deed(_("recorded that a session was held"), _UNHOLD),
            "unhold_session": Deed(_("took back that a session was held"), stays=WRITE_AGAIN),
            "record_minutes": Deed(_("wrote the minutes of a session"), stays=WRITE_AGAIN),
            "record_attendance": Deed(_("recorded who attended a session"), stays=WRITE_AGAIN),
            "correct_session": Deed(_("corrected a session"), stays=WRITE_AGAIN),
            "cancel_session": Deed(
                _("cancelled a session"),
                Undo(
                    verb="restore_session",
                    run=lambda row, by, _reason: restore_session(session=row, by=by),
                ),
            ),
            "restore_session": Deed(
                _("put a session back on the calendar"), Undo(verb="cancel_session", run=_cancel)
            ),
            "publish_session": Deed(
                _("made a session public"), Undo(verb="unpublish_session", run=_publish(False))
            ),
            "unpublish_session": Deed(
                _("made a session internal"), Undo(verb="publish_session", run=_publish(True))
            ),
        },
        visible=lambda viewer: (
            sessions_visible_to(GroupSession.objects.filter(group__in=_within(viewer)), viewer)
            .select_related("group")
            .order_by()
        ),
        named=lambda row: Link(f"{row.group.name}: {session_name(row)}", row.group.get_absolute_url()),
        may=_keeps_some,
    ),
    DeedsOf(
        subject_type="groups.Acuerdo",
        room=_("Working groups"),
        deeds={
            "record_acuerdo": Deed(
                _("recorded an acuerdo"),
                Undo(
                    verb="remove_acuerdo",
                    run=lambda row, by, reason: remove_acuerdo(acuerdo=row, by=by, reason=reason),
                ),
            ),
            "correct_acuerdo": Deed(_("corrected an acuerdo"), stays=WRITE_AGAIN),
            "complete_acuerdo": Deed(_("recorded that an acuerdo was done"), _REOPEN),
            "carry_over_acuerdo": Deed(_("carried an acuerdo over"), _REOPEN),
            "drop_acuerdo": Deed(_("dropped an acuerdo"), _REOPEN),
            "reopen_acuerdo": Deed(_("opened an acuerdo again"), stays=_CLOSE_AGAIN),
            "remove_acuerdo": Deed(_("took away an acuerdo that was recorded by mistake"), stays=WRITE_AGAIN),
        },
        visible=lambda viewer: (
            acuerdos_visible_to(Acuerdo.objects.filter(session__group__in=_within(viewer)), viewer)
            .select_related("session__group")
            .order_by()
        ),
        named=lambda row: Link(row.text[:120], row.session.group.get_absolute_url()),
        may=_keeps_some,
    ),
)
