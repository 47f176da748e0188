"""The deeds on events. Those on single places are told on the place itself, to whoever may read it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.vocabulary.deeds import WRITE_AGAIN, Deed, DeedsOf, Undo
from network.vocabulary.panels import Link

from .models import Event
from .publishing import close
from .queries import kept_by


def _close(is_closed: bool) -> Any:
    return lambda row, by, _reason: close(event=row, by=by, is_closed=is_closed)


DEEDS = (
    DeedsOf(
        subject_type="events.Event",
        room=_("Events"),
        deeds={
            "begin_event": Deed(_("began an event"), stays=_("Discard its draft on its page.")),
            "write_event": Deed(_("changed an event"), stays=WRITE_AGAIN),
            "publish_event": Deed(
                _("published an event"), stays=_("Cancel it on its page, so that everybody is told.")
            ),
            "close_event": Deed(
                _("closed the registration of an event"), Undo(verb="open_event", run=_close(False))
            ),
            "open_event": Deed(
                _("opened the registration of an event"), Undo(verb="close_event", run=_close(True))
            ),
            "cancel_event": Deed(
                _("cancelled an event"), stays=_("Everybody was told. Make another like it.")
            ),
            "discard_event": Deed(
                _("discarded the draft of an event"), stays=_("Begin it anew: nobody had seen it.")
            ),
            "plan_event": Deed(_("planned when an event is published"), stays=_("Take it back on its page.")),
            "unplan_event": Deed(_("took back when an event is published"), stays=WRITE_AGAIN),
            "repeat_event": Deed(_("made the dates of an event that repeats"), stays=_("Cancel them there.")),
            "end_series": Deed(_("ended a series of events"), stays=_("Begin another: the dates stay.")),
            "write_after_event": Deed(
                _("wrote to those of an event"),
                stays=_("Its messages are in the outbox; what left has left."),
            ),
            "open_survey": Deed(
                _("opened the questions about an event"), stays=_("Close them on the page of the event.")
            ),
            "close_survey": Deed(
                _("closed the questions about an event"),
                stays=_("Their results were told: they are not opened again."),
            ),
            "add_material": Deed(
                _("added a material to an event"), stays=_("Take it away on the page of the event.")
            ),
            "remove_material": Deed(_("took a material of an event away"), stays=WRITE_AGAIN),
            "take_attendance": Deed(_("took the attendance of an event"), stays=WRITE_AGAIN),
            "attach_sheet": Deed(
                _("attached the signed list of an event"), stays=_("Take it away on the page of attendance.")
            ),
            "replace_sheet": Deed(
                _("replaced the signed list of an event"),
                stays=_("Replace it again on the page of attendance."),
            ),
            "remove_sheet": Deed(
                _("took the signed list of an event away"), stays=_("Attach it again: the file is gone.")
            ),
            "forget_sheet": Deed(
                _("let go of the signed list of an event, whose years are over"),
                stays=_("It is gone for good."),
            ),
        },
        visible=lambda viewer: kept_by(Event.objects.order_by(), viewer),
        named=lambda row: Link(row.title, reverse("desk_event", args=[row.package_id])),
        may=lambda viewer: kept_by(Event.objects.order_by(), viewer).exists(),
    ),
)
