"""The groups left without a lead or without company, the seats left empty, the acuerdos left to nobody."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.institutions.queries import each_with_all
from network.vocabulary.dependents import Dependent, Dependents, counts_on
from network.vocabulary.enums import Basis

from .enums import AcuerdoStatus, SeatRole
from .models import Acuerdo, Group, Seat
from .queries import visible_to
from .session_queries import acuerdos_visible_to, beside_responsible, owed_by
from .session_rules import acuerdo_badge, due_words, responsible_of, responsible_words, session_name


@dataclass(slots=True)
class _Hit:
    """A group in which someone who goes has a seat or the lead; its seats as (seat, id) pairs."""

    group: Group
    seats: list[tuple[Seat, str]] = field(default_factory=list)

    def leads(self) -> dict[str, bool]:
        """Who leads it, and whether a source states so."""
        found = {key: seat.basis == Basis.STATED for seat, key in self.seats if seat.role == SeatRole.LEAD}
        if self.group.lead_institution:
            found.setdefault(self.group.lead_institution.package_id, True)
        return found


def dependents(gone: Collection[str], viewer: Viewer, on: date | None) -> list[Dependents]:
    hits = _hits(gone, viewer, on)
    headless, lonely, empty = [], [], []
    for hit in hits:
        leads = hit.leads()
        if leads and leads.keys() <= set(gone):
            facts = () if any(leads.values()) else (_("that it leads is inferred"),)
            headless.append(_group(hit.group, (hit.group.get_kind_display(), *facts)))  # type: ignore[attr-defined]
        leaving = [(seat, key) for seat, key in hit.seats if key in gone]
        staying = [seat for seat, key in hit.seats if key not in gone]
        if leaving and len(staying) < 2:
            left = _("only %(name)s is left") % {"name": staying[0].institution.called} if staying else ""
            lonely.append(_group(hit.group, (left or _("nobody is left"),)))
        empty += [_seat(hit.group, seat) for seat, _key in leaving]
    return [
        Dependents(
            "groups_without_lead",
            _("Groups without anyone to lead them"),
            _("All who lead them today, by what is recorded, would be gone."),
            _("No group would be left without anyone to lead it."),
            10,
            tuple(headless),
        ),
        Dependents(
            "groups_without_company",
            _("Groups left with one institution or none"),
            _("They would no longer bring anyone together."),
            _("No group would be left with one institution or none."),
            20,
            tuple(lonely),
        ),
        Dependents(
            "seats",
            _("Seats left empty"),
            _("Each seat of an institution that goes, with its role."),
            _("No seat would be left empty."),
            30,
            tuple(empty),
        ),
        Dependents(
            "acuerdos",
            _("Acuerdos without anyone to answer for them"),
            _("All who answer for them would be gone. Only open ones count."),
            _("No open acuerdo would be left without anyone to answer for it."),
            55,
            _orphaned(gone, viewer, on),
        ),
    ]


def _orphaned(gone: Collection[str], viewer: Viewer, on: date | None) -> tuple[Dependent, ...]:
    """Open acuerdos that touch who goes, and for which nobody who stays answers. One query."""
    going = Institution.objects.filter(package_id__in=gone).order_by()
    rows = acuerdos_visible_to(Acuerdo.objects.filter(owed_by(going), status=AcuerdoStatus.OPEN), viewer)
    return tuple(
        Dependent(
            f"acuerdos:{row.package_id}",
            row.text,
            row.session.group.get_absolute_url(),
            (
                row.session.group.name,
                session_name(row.session),
                responsible_words(row, institutions),
                acuerdo_badge(row).label,
                due_words(row),
            ),
        )
        for row, institutions in each_with_all(beside_responsible(rows))
        if counts_on(on, row.session.happens_on)
        and {one.package_id for one in responsible_of(row, institutions)} <= set(gone)
    )


def _hits(gone: Collection[str], viewer: Viewer, on: date | None) -> list[_Hit]:
    touched = Q(lead_institution__package_id__in=gone) | Q(
        pk__in=Seat.objects.filter(person=None, institution__package_id__in=gone).values("group")
    )
    groups = visible_to(Group.objects.filter(touched), viewer).select_related("lead_institution")
    seats: dict[int, list[tuple[Seat, str]]] = defaultdict(list)
    for seat in (
        Seat.objects.filter(
            person=None, group__in=visible_to(Group.objects.order_by(), viewer).filter(touched)
        )
        .select_related("institution")
        .order_by("institution__name", "pk")
    ):
        if counts_on(on, seat.started, seat.ended):
            seats[seat.group_id].append((seat, seat.institution.package_id))
    return [
        _Hit(group, seats[group.pk])
        for group in groups.order_by("name", "pk")
        if counts_on(on, group.started)
    ]


def _group(group: Group, facts: tuple[str, ...]) -> Dependent:
    return Dependent(f"groups:{group.package_id}", group.name, group.get_absolute_url(), facts)


def _seat(group: Group, seat: Seat) -> Dependent:
    facts: tuple[str, ...] = (seat.institution.called, str(SeatRole(seat.role).label))
    if seat.basis == Basis.INFERRED:
        facts += (_("inferred"),)
    address = reverse("group", args=[group.package_id])
    return Dependent(f"groups:{group.package_id}", group.name, address, facts)
