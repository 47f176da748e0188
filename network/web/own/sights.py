"""As whom one can look at oneself: the same doors, asked with the eyes of somebody else."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.people.models import Person
from network.people.queries import current_affiliations, visible_to, with_what_is_shown
from network.people.rules import SeenPerson, seen
from network.ties.models import Appointment
from network.ties.queries import appointments_visible_to, current_appointments


@dataclass(frozen=True, slots=True)
class Eyes:
    """A kind of viewer. `code` stands in addresses."""

    code: str
    label: Any
    viewer: Viewer


def _with(role: Role, scope: ScopeKind = ScopeKind.NETWORK, key: str = "") -> Viewer:
    return Viewer(grants=frozenset({GrantFact(role, scope, key)}))


def eyes_on(person: Person) -> list[Eyes]:
    """Everyone who may look at her; the liaison of her institution only where she works in one."""
    found = [
        Eyes("visitante", _("Anyone on the internet"), PUBLIC),
        Eyes("integrante", _("A member"), _with(Role.MEMBER)),
    ]
    here = current_affiliations().filter(person=person).order_by("-is_main", "pk")
    institution = here.values_list("institution__package_id", flat=True).first()
    if institution:
        liaison = _with(Role.LIAISON, ScopeKind.INSTITUTION, institution)
        found.append(Eyes("enlace", _("The liaison of your institution"), liaison))
    return [
        *found,
        Eyes("coordinadora", _("Whoever coordinates the network"), _with(Role.COORDINATOR)),
        Eyes("analista", _("An analyst"), _with(Role.ANALYST)),
    ]


def row_seen(person: Person, viewer: Viewer) -> Person | None:
    """Her row as her page asks for it, or nothing where that viewer finds nobody."""
    return with_what_is_shown(visible_to(Person.objects.filter(pk=person.pk), viewer)).first()


def seen_by(person: Person, viewer: Viewer) -> SeenPerson | None:
    row = row_seen(person, viewer)
    return seen(row) if row else None


def posts_told(person: Person, viewer: Viewer) -> QuerySet[Appointment]:
    """The posts beside which that viewer reads her name, wherever posts are told."""
    held = current_appointments().filter(person=person).select_related("post", "post__institution")
    return appointments_visible_to(held, viewer).order_by("post__name", "pk")
