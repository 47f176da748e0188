"""What an institution was asked for and has not answered, for whoever coordinates it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.enums import Role
from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.institutions.queries import coordinates_network
from network.vocabulary.panels import LINES, Badge, Line, Panel, Section

from .models import RequestRecipient
from .queries import recipients_visible_to, waiting
from .rules import is_overdue
from .wording import day_words


def panels(institution: Institution, viewer: Viewer) -> list[Panel]:
    """Only for coordinators, and only while something waits: to anyone else there is no such part."""
    if not viewer.has(Role.COORDINATOR):
        return []
    rows = waiting(RequestRecipient.objects.filter(institution=institution, request__closed_on=None))
    rows = recipients_visible_to(rows, viewer).select_related("request", "letter")
    lines = tuple(_line(row, viewer) for row in rows.order_by("request__due_on", "pk"))
    if not lines:
        return []
    return [
        Panel(
            title=_("Requests awaiting an answer"),
            anchor="solicitudes",
            template=LINES,
            context={"sections": [Section(lines)]},
            order=85,
            is_empty=False,
            absent=_("requests"),
        )
    ]


def _line(row: RequestRecipient, viewer: Viewer) -> Line:
    late = is_overdue(row.state, row.request.due_on, timezone.localdate())
    badge = Badge(_("overdue"), "warn") if late else Badge(row.get_state_display(), "accent")
    facts = [str(row.letter)]
    if row.sent_on:
        facts.append(_("sent on %(date)s") % {"date": day_words(row.sent_on)})
    if row.request.due_on:
        facts.append(_("answer asked by %(date)s") % {"date": day_words(row.request.due_on)})
    return Line(
        title=row.request.shown_subject,
        url=row.get_absolute_url() if coordinates_network(viewer) else "",
        badges=(badge,),
        facts=tuple(facts),
    )
