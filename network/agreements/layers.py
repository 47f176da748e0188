"""Two layers: institutions that are parties to an agreement, and those that carry a programme."""

from collections import defaultdict

from django.utils.translation import gettext_lazy as _

from network.accounts.viewer import Viewer
from network.graph.snapshot import Context, Membership
from network.vocabulary.layers import Layer, first_day, last_day

from .models import Agreement, AgreementParty, Programme
from .queries import visible_to


def agreements(viewer: Viewer) -> list[Context]:
    """Parties belong from the signature to the end of validity, whatever the state says."""
    seen = visible_to(Agreement.objects.order_by("package_id"), viewer)
    parties: dict[int, list[Membership]] = defaultdict(list)
    for agreement, institution in AgreementParty.objects.filter(
        agreement__in=seen.order_by().values("pk")
    ).values_list("agreement", "institution__package_id"):
        parties[agreement].append(Membership(institution))
    return [
        Context(
            f"agreements:{package_id}",
            "agreements",
            title,
            tuple(parties[pk]),
            first_day(signed_on),
            last_day(valid_until),
        )
        for pk, package_id, title, signed_on, valid_until in seen.values_list(
            "pk", "package_id", "title", "signed_on", "valid_until"
        )
    ]


def programmes(viewer: Viewer) -> list[Context]:
    """The institution, its host unit and the partners, each once. A programme bears no date."""
    partners: dict[int, set[str]] = defaultdict(set)
    for programme, institution in Programme.partners.through.objects.values_list(
        "programme", "institution__package_id"
    ):
        partners[programme].add(institution)
    found = []
    for pk, package_id, name, institution, host_unit in Programme.objects.order_by("package_id").values_list(
        "pk", "package_id", "name", "institution__package_id", "host_unit__package_id"
    ):
        members = sorted(partners[pk] | {institution} | ({host_unit} if host_unit else set()))
        memberships = tuple(Membership(member) for member in members)
        found.append(Context(f"programmes:{package_id}", "programmes", name, memberships))
    return found


layers = (
    Layer("agreements", _("Agreements"), agreements, url_name="agreement"),
    Layer("programmes", _("Programmes"), programmes),
)
