"""The notices that partners gave each other, a line to each, for any page that tells of them."""

from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.agreements.models import Agreement
from network.commitments.models import AdvanceNotice, Commitment
from network.commitments.queries import notices_visible_to
from network.commitments.rules import ahead_words, given_words
from network.vocabulary.panels import Badge, Line, Link
from network.vocabulary.partial_date import PartialDate

WITH = ("agreement", "institution", "theme", "commitment", "mailing")


def notice_lines(agreement: Agreement, viewer: Viewer) -> list[Line]:
    """What notice was given under that agreement, as far as the viewer may know."""
    rows = notices_visible_to(AdvanceNotice.objects.filter(agreement=agreement), viewer)
    found = rows.select_related(*WITH).prefetch_related("to")
    return [notice_line(row, viewer) for row in found.order_by("-happens_on", "-pk")]


def commitment_notice_lines(commitment: Commitment, viewer: Viewer) -> list[Line]:
    """The notices that were given because that commitment asks for them."""
    rows = notices_visible_to(AdvanceNotice.objects.filter(commitment=commitment), viewer)
    found = rows.select_related(*WITH).prefetch_related("to").order_by("-happens_on", "-pk")
    return [replace(notice_line(row, viewer), text="") for row in found]


def notice_line(row: AdvanceNotice, viewer: Viewer) -> Line:
    """One of a row with WITH and `to`."""
    facts = [PartialDate(row.happens_on).words, row.happens_at, row.place, row.theme.label]
    facts.append(_("notice given by %(name)s") % {"name": row.institution.called})
    facts += [given_words(row), ahead_words(row)]
    asks = (
        _("Asked for by the commitment: %(text)s") % {"text": row.commitment.text} if row.commitment else ""
    )
    more = None
    if row.mailing and viewer.runs_network:
        more = Link(_("Its messages"), reverse("desk_mailing", args=[row.mailing.uid]))
    return Line(
        title=row.title,
        url=row.get_absolute_url() if viewer.runs_network else "",
        badges=(Badge(_("internal"), "muted"),),
        facts=tuple(fact for fact in facts if fact),
        text=asks,
        others_label=_("Addressed to"),
        others=tuple(Link(one.called, one.get_absolute_url()) for one in row.to.all()),
        more=more,
    )
