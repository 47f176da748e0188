"""What this room holds of her: what she recorded, what advice she gave, which institutions she advises."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.vocabulary.rights import Section, Whose, section

from .models import ActionRecord, AdviserAssignment

COVERS = ("milestones.ActionRecord", "milestones.AdviserAssignment")


def own(whose: Whose) -> list[Section]:
    hers = Q(adviser=whose.person)
    if whose.account:
        hers |= Q(by=whose.account)
    return [
        section(
            "actions",
            _("Actions you recorded or advice you gave"),
            ActionRecord.objects.filter(hers).select_related("milestone"),
            {"made_at": _("When"), "milestone__title": _("Action"), "milestone__started": _("Date")},
        ),
        section(
            "advised",
            _("Institutions you advise or advised"),
            AdviserAssignment.objects.filter(person=whose.person).select_related("institution"),
            {"institution__name": _("Institution"), "started": _("From"), "ended": _("Until")},
            whose=whose,
        ),
    ]
