"""The requests to which the institution has not answered yet, for whoever takes over a post in it."""

from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.accounts.viewer import Viewer
from network.institutions.models import Post
from network.vocabulary.chapters import Chapter, Row
from network.vocabulary.spans import date_words

from .models import RequestRecipient
from .queries import recipients_visible_to, waiting
from .rules import is_overdue
from .wording import day_words


def _rows(post: Post, viewer: Viewer, keys: Collection[str] | None) -> list[Row]:
    rows = RequestRecipient.objects.filter(institution=post.institution_id)
    rows = waiting(rows).filter(request__closed_on=None) if keys is None else rows.filter(uid__in=keys)
    rows = recipients_visible_to(rows, viewer).select_related("request", "letter")
    return [Row(str(row.uid), _cells(row)) for row in rows.order_by("request__due_on", "pk")]


def _cells(row: RequestRecipient) -> tuple[str, ...]:
    due_on = row.request.due_on
    state = row.get_state_display()
    if is_overdue(row.state, due_on, timezone.localdate()):
        state = gettext("%(state)s, overdue") % {"state": state}
    return (
        row.request.shown_subject,
        str(row.letter or ""),
        date_words(row.sent_on.isoformat() if row.sent_on else ""),
        day_words(due_on) if due_on else "",
        str(state),
    )


CHAPTERS = (
    Chapter(
        name="requests",
        label=_("Requests without an answer"),
        absent=_("No request to the institution waits for its answer."),
        order=25,
        columns=(_("Request to the institution"), _("Letter"), _("Sent on"), _("Answer until"), _("State")),
        rows=_rows,
    ),
)
