"""Verbs on what a commitment says and on who reads it, for whoever coordinates the network."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.accounts.viewer import viewer_for
from network.agreements.models import Agreement
from network.institutions.models import Institution
from network.institutions.queries import coordinates_network
from network.journal.services import record
from network.plans.models import Plan
from network.vocabulary.models import Theme

from .following import check_sides
from .models import Commitment

_SAID = ("text", "theme", "creditor", "agreement", "plan")


@transaction.atomic
def correct_commitment(
    *,
    commitment: Commitment,
    by: User | None,
    text: str,
    theme: Theme,
    reason: str,
    creditor: Institution | None = None,
    agreement: Agreement | None = None,
    plan: Plan | None = None,
) -> Commitment:
    """Write anew what it says, and why. Who owes it stays: a promise of another is another one."""
    row = _held(commitment, by)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    check_sides(debtor=row.debtor, creditor=creditor, agreement=agreement, plan=plan)
    before, was = _told(row), row.creditor_id
    row.text, row.theme, row.creditor = " ".join(text.split()), theme, creditor
    row.agreement, row.plan = agreement, plan
    row.full_clean()
    after = _told(row)
    changed = [name for name in _SAID if after[name] != before[name]]
    if changed:
        row.left = frozenset({was} - {None, row.creditor_id})  # type: ignore[arg-type]
        row.save()
        record(
            verb="correct_commitment",
            subject=row,
            by=by,
            reason=reason.strip(),
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
    return row


@transaction.atomic
def publish_commitment(*, commitment: Commitment, by: User | None, is_public: bool) -> Commitment:
    """Tell everyone what it says, how it stands and its dates, or coordinators alone; never its progress."""
    row = _held(commitment, by)
    if row.is_public != is_public:
        row.is_public = is_public
        row.save()
        verb = "publish_commitment" if is_public else "withdraw_commitment"
        record(verb=verb, subject=row, by=by, after={"is_public": is_public})
    return row


def _held(commitment: Commitment, by: User | None) -> Commitment:
    """The row as it is now, which nobody else changes meanwhile."""
    if by is not None and not coordinates_network(viewer_for(by)):
        raise ValidationError(_("Only who coordinates the network corrects or publishes commitments."))
    rows = Commitment.objects.select_related("debtor", "creditor", "theme", "agreement", "plan")
    return rows.select_for_update(of=("self",)).get(pk=commitment.pk)


def _told(row: Commitment) -> dict[str, str]:
    return {
        "text": row.text,
        "theme": row.theme.code,
        "creditor": row.creditor.package_id if row.creditor else "",
        "agreement": row.agreement.package_id if row.agreement else "",
        "plan": row.plan.package_id if row.plan else "",
    }
