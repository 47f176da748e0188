"""Colleagues who are suggested to her, each with the reasons: what both may read on each other's pages.

Always the same for the same records. Nothing that has not happened yet takes part, and nobody whom a member
does not see: neither as whom to meet nor as the one through whom. What a reason says and weighs: `reasons`.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from network.accounts.viewer import Viewer
from network.graph.projection import one_mode
from network.people.models import Person
from network.people.queries import with_what_is_shown
from network.people.rules import SeenPerson, seen, shown_line
from network.search.wanted import offering, wanted
from network.ties.collaborations import own_collaborations
from network.ties.queries import appointments_visible_to, current_appointments
from network.vocabulary.models import Theme

from . import reasons
from .queries import as_member, findable, suggestable
from .reasons import Reason
from .ties import GROUP, Bond, own_bonds, tied

MOST = 6
_Reasons = dict[int, list[Reason]]  # key of a person → what speaks for her


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A colleague as the viewer sees her, and why she is suggested: the strongest reason first."""

    person: SeenPerson
    reasons: tuple[Reason, ...]


def suggestions(viewer: Viewer, most: int = MOST) -> list[Suggestion]:
    """At most that many; none for whoever has no record of her own."""
    herself = Person.objects.filter(pk=viewer.person_id).first()  # type: ignore[misc]
    if herself is None:
        return []
    people = suggestable(viewer).exclude(pk__in=_working_with(viewer))
    if not people.exists():
        return []
    bonds = own_bonds(viewer)
    found: _Reasons = defaultdict(list)
    _by_offer(found, herself, people)
    _by_group(found, bonds)
    _by_steps(found, viewer, bonds)
    _by_post(found, viewer)
    _by_theme(found, herself, people)
    if not found:
        return []
    best = reasons.heaviest(people.filter(pk__in=found).values_list("pk", "uid"), found, most)
    rows = {row.pk: row for row in with_what_is_shown(findable(viewer).filter(pk__in=best))}
    return [Suggestion(seen(rows[key]), reasons.strongest_first(found[key])) for key in best]


def _working_with(viewer: Viewer) -> set[int]:
    """Those with whom she works already, or to whom she said so: they need no suggestion."""
    rows = own_collaborations(as_member(viewer)).values_list("person_a", "person_b")
    return {key for pair in rows for key in pair}


def _by_offer(found: _Reasons, herself: Person, people: Any) -> None:
    offered = offering(people, wanted(herself.seeks))
    told = {matched: reasons.by_offer(herself.seeks, matched) for matched in set(offered.values())}
    for key, matched in offered.items():
        found[key].append(told[matched])


def _by_group(found: _Reasons, bonds: dict[int, tuple[Bond, ...]]) -> None:
    sizes = Counter(bond.id for shared in bonds.values() for bond in shared if bond.layer == GROUP)
    for key, shared in bonds.items():
        if groups := [bond for bond in shared if bond.layer == GROUP]:
            found[key].append(reasons.by_group(groups, sizes))


def _by_steps(found: _Reasons, viewer: Viewer, bonds: dict[int, tuple[Bond, ...]]) -> None:
    """Whoever is tied to someone who is tied to her; both let their ties be seen."""
    if not bonds:
        return
    near = findable(viewer).filter(pk__in=bonds, sees_name=True)  # type: ignore[misc]
    names = {str(row.uid): shown_line(row)[0] for row in near}
    graph = one_mode(tied(viewer, findable(viewer)))
    through: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for uid in names.keys() & graph.index.keys():
        for other, weight, _contexts in graph.neighbours(uid):
            through[other].append((weight, names[uid]))
    far = findable(viewer).filter(uid__in=through).exclude(pk__in=bonds)
    for key, person_uid in far.values_list("pk", "uid"):
        found[key].append(reasons.by_steps(through[str(person_uid)]))


def _by_post(found: _Reasons, viewer: Viewer) -> None:
    """Whoever holds a post of the same kind elsewhere, where the post and she let it be known."""
    own = list(
        current_appointments().filter(person=viewer.person_id).values_list("post__kind", "post__institution")
    )
    if not own:
        return
    held = current_appointments().filter(post__kind__in={kind for kind, _place in own})
    held = held.exclude(post__institution__in={place for _kind, place in own})
    shown = appointments_visible_to(held, as_member(viewer)).select_related("post__institution__region")
    first = {row.person_id: row for row in reversed(shown.order_by("post__name", "pk"))}
    for key, row in first.items():
        found[key].append(reasons.by_post(row))


def _by_theme(found: _Reasons, herself: Person, people: Any) -> None:
    own: dict[int, Theme] = {theme.pk: theme for theme in herself.themes.all()}
    shared: dict[int, list[str]] = defaultdict(list)
    rows = Person.themes.through.objects.filter(theme__in=own, person__in=people.values("pk"))
    for key, theme in rows.values_list("person", "theme"):
        shared[key].append(own[theme].label)
    for key, labels in shared.items():
        found[key].append(reasons.by_theme(labels))
