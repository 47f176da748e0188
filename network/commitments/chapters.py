"""The commitments that whoever takes over a post finds open."""

from collections.abc import Collection

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.accounts.viewer import Viewer
from network.institutions.models import Post
from network.vocabulary.chapters import Chapter, Row
from network.vocabulary.desk import last_day_order

from .models import CLOSED, Commitment
from .queries import commitments_around
from .rules import due_words, source_link, status_badge


def _rows(post: Post, viewer: Viewer, keys: Collection[str] | None) -> list[Row]:
    asked = ~Q(status__in=CLOSED) if keys is None else Q(package_id__in=keys)
    found = commitments_around(post.institution, viewer).filter(asked)
    return [
        Row(row.package_id, _cells(row)) for row in found.order_by(last_day_order("due_on"), "text", "pk")
    ]


def _cells(row: Commitment) -> tuple[str, ...]:
    link = source_link(row)
    source = gettext("by: %(agreement)s") % {"agreement": link.label} if link else ""
    return (
        "\n".join(filter(None, (row.text, source))),
        row.debtor.called,
        row.creditor.called if row.creditor else "",
        due_words(row),
        status_badge(row).label,
    )


CHAPTERS = (
    Chapter(
        name="commitments",
        label=_("Open commitments"),
        absent=_("No commitment of the institution is open."),
        order=20,
        columns=(_("Commitment"), _("Who owes it"), _("To whom"), _("Due"), _("State")),
        rows=_rows,
    ),
)
