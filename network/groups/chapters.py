"""The seats of the institution and of whoever holds the post; the open acuerdos that it answers for."""

from collections.abc import Collection

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.accounts.viewer import Viewer
from network.institutions.models import Institution, Post
from network.institutions.queries import each_with_all
from network.ties.queries import appointments_visible_to, current_appointments
from network.vocabulary.chapters import Chapter, Row
from network.vocabulary.partial_date import in_force_on
from network.vocabulary.spans import span_words

from .enums import AcuerdoStatus
from .models import Acuerdo, Group, Seat
from .queries import visible_to
from .rules import basis_badges, role_badge
from .session_queries import acuerdos_visible_to, beside_responsible, owed_by
from .session_rules import acuerdo_badge, due_words, responsible_words, session_name


def _rows(post: Post, viewer: Viewer, keys: Collection[str] | None) -> list[Row]:
    """A seat that names a person is told only to whoever may know that she holds the post."""
    holders = appointments_visible_to(current_appointments().filter(post=post), viewer).values("person")
    whose = Q(person=None, institution=post.institution_id) | Q(person__in=holders)
    asked = in_force_on(timezone.localdate()) if keys is None else Q(pk__in=keys)
    groups = visible_to(Group.objects.order_by(), viewer).values("pk")
    seats = Seat.objects.filter(whose, asked, group__in=groups).select_related("group", "institution")
    return [Row(str(seat.pk), _cells(seat)) for seat in seats.order_by("group__name", "group_id", "pk")]


def _cells(seat: Seat) -> tuple[str, ...]:
    whose = gettext("of whoever holds the post") if seat.person_id else gettext("of the institution")
    role = ", ".join(badge.label for badge in (role_badge(seat), *basis_badges(seat)))
    return seat.group.name, whose, role, span_words(seat.started, seat.ended), seat.group.frequency


def _acuerdos(post: Post, viewer: Viewer, keys: Collection[str] | None) -> list[Row]:
    asked = Q(status=AcuerdoStatus.OPEN) if keys is None else Q(package_id__in=keys)
    rows = Acuerdo.objects.filter(asked, owed_by([post.institution_id]))
    found = each_with_all(beside_responsible(acuerdos_visible_to(rows, viewer)))
    return [Row(row.package_id, _acuerdo(row, institutions)) for row, institutions in found]


def _acuerdo(row: Acuerdo, institutions: list[Institution]) -> tuple[str, ...]:
    return (
        row.text,
        f"{row.session.group.name}: {session_name(row.session)}",
        responsible_words(row, institutions),
        due_words(row),
        acuerdo_badge(row).label,
    )


CHAPTERS = (
    Chapter(
        name="acuerdos",
        label=_("Open acuerdos"),
        absent=_("No acuerdo of the institution is open."),
        order=22,
        columns=(_("Acuerdo"), _("Group and session"), _("Who answers for it"), _("Due"), _("State")),
        rows=_acuerdos,
    ),
    Chapter(
        name="seats",
        label=_("Seats in groups"),
        absent=_("Neither the institution nor whoever holds the post has a seat on record."),
        order=50,
        columns=(_("Group"), _("Seat"), _("Role"), _("When"), _("How often it meets")),
        rows=_rows,
    ),
)
