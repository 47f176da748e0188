"""What this room holds of her: what she wrote when posts were handed over, what she closed."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.vocabulary.rights import Section, Whose, section

from .models import AdministrationClosing, ClosingGrant, Handover, HandoverNote

COVERS = (
    "reports.HandoverNote",
    "reports.Handover",
    "reports.AdministrationClosing",
    "reports.ClosingGrant",
)


def own(whose: Whose) -> list[Section]:
    by = Q(by=whose.account) if whose.account else Q(pk=None)
    hers = Q(grant__user=whose.account) | Q(successor=whose.account) if whose.account else Q(pk=None)
    held = by | Q(left__person=whose.person) | Q(taken__person=whose.person)
    return [
        section(
            "handover_notes",
            _("Notes you write for who follows you"),
            HandoverNote.objects.filter(by).select_related("post"),
            {"post__name": _("Post"), "written_on": _("Date"), "text": _("Text")},
        ),
        section(
            "handovers",
            _("Posts handed over by you or to you"),
            Handover.objects.filter(held).select_related("post"),
            {"post__name": _("Post"), "handed_on": _("Date")},
        ),
        section(
            "closings",
            _("Administrations you closed"),
            AdministrationClosing.objects.filter(by),
            {"name": _("Name"), "ends_on": _("Date"), "reason": _("Reason")},
        ),
        section(
            "closing_roles",
            _("Roles of yours that ended or began with an administration"),
            ClosingGrant.objects.filter(hers).select_related("closing", "grant"),
            {"closing__name": _("Administration"), "grant__role": _("Role"), "closing__ends_on": _("Date")},
        ),
    ]
