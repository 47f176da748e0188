"""The commitments that would be left without anyone to keep them, or without a counterpart."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.vocabulary.dependents import Dependent, Dependents

from .models import CLOSED, Commitment
from .queries import visible_to
from .rules import due_words, source_link, status_badge


def dependents(gone: Collection[str], viewer: Viewer, on: date | None) -> list[Dependents]:
    """What is done or was not met is left out. A commitment has no beginning: whatever the day, it counts."""
    rows = list(
        visible_to(Commitment.objects.exclude(status__in=CLOSED), viewer)
        .filter(Q(debtor__package_id__in=gone) | Q(creditor__package_id__in=gone))
        .select_related("agreement", "plan__institution", "debtor", "creditor", "theme")
        .order_by("debtor__name", "due_on", "pk")
    )
    owed = [row for row in rows if row.debtor.package_id in gone]
    due = [row for row in rows if row.debtor.package_id not in gone]
    return [
        Dependents(
            "commitments_owed",
            _("Commitments without anyone to keep them"),
            _("Whoever gave them would be gone. Those done or not met are left out."),
            _("No commitment would be left without anyone to keep it."),
            50,
            tuple(_line(row) for row in owed),
        ),
        Dependents(
            "commitments_due",
            _("Commitments without a counterpart"),
            _("Whoever they were given to would be gone. Those done or not met are left out."),
            _("No commitment would be left without a counterpart."),
            60,
            tuple(_line(row) for row in due),
        ),
    ]


def _line(row: Commitment) -> Dependent:
    if row.creditor:
        between = _("%(debtor)s to %(creditor)s") % {
            "debtor": row.debtor.called,
            "creditor": row.creditor.called,
        }
    else:
        between = row.debtor.called
    return Dependent(
        f"commitments:{row.package_id}",
        row.text,
        source.url if (source := source_link(row)) else "",
        (between, status_badge(row).label, due_words(row)),
    )
