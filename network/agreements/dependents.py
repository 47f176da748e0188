"""The agreements that would be left with one party or none, and the programmes that lose their own."""

from collections.abc import Collection
from datetime import date
from itertools import groupby

from django.db.models import Q
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.vocabulary.dependents import Dependent, Dependents, counts_on

from .enums import AgreementStatus
from .models import Agreement, AgreementParty, Programme
from .queries import visible_to
from .rules import status_badge

_OVER = (AgreementStatus.EXPIRED, AgreementStatus.TERMINATED)


def dependents(gone: Collection[str], viewer: Viewer, on: date | None) -> list[Dependents]:
    return [
        Dependents(
            "agreements",
            _("Agreements left with one party or none"),
            _("Those that are expired or terminated are left out."),
            _("No agreement would be left with one party or none."),
            40,
            tuple(_agreements(gone, viewer, on)),
        ),
        Dependents(
            "programmes",
            _("Programmes that lose their institution or their host"),
            _("Programmes bear no date: they count on every day."),
            _("No programme would lose its institution or its host."),
            70,
            tuple(_programmes(gone)),
        ),
    ]


def _agreements(gone: Collection[str], viewer: Viewer, on: date | None) -> list[Dependent]:
    touched = visible_to(Agreement.objects.order_by().exclude(status__in=_OVER), viewer).filter(
        pk__in=AgreementParty.objects.filter(institution__package_id__in=gone).values("agreement")
    )
    parties = (
        AgreementParty.objects.filter(agreement__in=touched.values("pk"))
        .select_related("agreement", "institution")
        .order_by("agreement__title", "agreement_id", "institution__name", "pk")
    )
    found = []
    for agreement, rows in groupby(parties, key=lambda party: party.agreement):
        left = [party.institution for party in rows if party.institution.package_id not in gone]
        if len(left) > 1 or not counts_on(on, agreement.signed_on, agreement.valid_until):
            continue
        who = _("only %(name)s is left") % {"name": left[0].called} if left else _("nobody is left")
        facts = (status_badge(agreement).label, who)
        key = f"agreements:{agreement.package_id}"
        found.append(Dependent(key, agreement.title, agreement.get_absolute_url(), facts))
    return found


def _programmes(gone: Collection[str]) -> list[Dependent]:
    """Programmes bear no date: they count at every day."""
    rows = Programme.objects.filter(
        Q(institution__package_id__in=gone) | Q(host_unit__package_id__in=gone)
    ).select_related("institution", "host_unit")
    found = []
    for programme in rows.order_by("name", "pk"):
        facts = [_("it belongs to %(name)s") % {"name": programme.institution.called}]
        if programme.host_unit:
            facts.append(_("hosted by %(name)s") % {"name": programme.host_unit.called})
        found.append(Dependent(f"programmes:{programme.package_id}", programme.name, "", tuple(facts)))
    return found
