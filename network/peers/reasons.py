"""What each reason for meeting a colleague says in words, and how much it weighs beside the others."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.search.text import fold
from network.ties.models import Appointment
from network.vocabulary.terms import term_label

from .ties import Bond

_MOST_NAMED, _MOST_THEMES = 2, 3
_OFFERS, _SAME_GROUP, _TWO_STEPS, _SAME_POST, _SAME_THEME, _SAME_LARGE_GROUP = 40, 30, 20, 20, 10, 8
_LARGEST_SMALL = 12  # of whom she may see beside her


@dataclass(frozen=True, slots=True)
class Reason:
    """In words, with the address of what it speaks of where there is one."""

    weight: int
    words: str
    url: str = ""


def strongest_first(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    return tuple(sorted(reasons, key=lambda reason: -reason.weight))


def heaviest(people: Iterable[tuple[int, UUID]], reasons: dict[int, list[Reason]], most: int) -> list[int]:
    """Keys; of equals the first by the random id, which tells nothing."""
    weights = {key: sum(reason.weight for reason in found) for key, found in reasons.items()}
    known = sorted((-weights[key], str(uid), key) for key, uid in people)
    return [key for _weight, _uid, key in known[:most]]


def by_offer(sought: str, matched: frozenset[str]) -> Reason:
    """`sought` is her own text; `matched` the stems in it that the other offers."""
    told = get_text_list(sorted(_as_typed(sought, matched)), _("and"))
    return Reason(_OFFERS + len(matched), _("Offers what you seek: %(words)s") % {"words": told})


def by_group(shared: Iterable[Bond], sizes: Counter[str]) -> Reason:
    """A small table says more of two who sit in it than the large one in which everybody sits."""
    groups = sorted(shared, key=lambda bond: sizes[bond.id])
    named = get_text_list([bond.title for bond in groups[:_MOST_NAMED]], _("and"))
    weight = _SAME_GROUP if sizes[groups[0].id] <= _LARGEST_SMALL else _SAME_LARGE_GROUP
    return Reason(weight + len(groups), _("Both of you sit in %(group)s") % {"group": named}, groups[0].url)


def by_steps(through: Iterable[tuple[float, str]]) -> Reason:
    """`through`: how strong the tie is, and the name of whoever stands between."""
    named = [name for _weight, name in sorted((-weight, name) for weight, name in through)]
    others = len(named) - 1
    words = _("Two steps away, through %(name)s") % {"name": named[0]}
    if others:
        words = ngettext(
            "Two steps away, through %(name)s and one more",
            "Two steps away, through %(name)s and %(n)s more",
            others,
        ) % {"name": named[0], "n": others}
    return Reason(_TWO_STEPS + min(len(named), 5), words)


def by_post(held: Appointment) -> Reason:
    place = held.post.institution
    told = {"post": term_label("post_kind", held.post.kind).lower(), "institution": place.called}
    words = _("Holds a post like yours (%(post)s) in %(institution)s") % told
    if place.region:
        words = _("Holds a post like yours (%(post)s) in %(institution)s, %(territory)s") % (
            told | {"territory": str(place.region)}
        )
    return Reason(_SAME_POST, words)


def by_theme(labels: Iterable[str]) -> Reason:
    shared = sorted(labels)
    words = ngettext(
        "Works on the same theme: %(themes)s", "Works on the same themes: %(themes)s", len(shared)
    ) % {"themes": get_text_list(shared[:_MOST_THEMES], _("and"))}
    return Reason(_SAME_THEME + min(len(shared), 5), words)


def _as_typed(text: str, stems: frozenset[str]) -> set[str]:
    """The words of her own text, as she wrote them: each stem once."""
    found: dict[str, str] = {}
    for word in text.replace("/", " ").split():
        plain = word.strip(".,;:()¿?¡!\"'«»“”")
        for stem in stems:
            if fold(plain).startswith(stem):
                found.setdefault(stem, plain.lower() if plain.istitle() else plain)
    return set(found.values())
