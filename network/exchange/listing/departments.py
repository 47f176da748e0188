"""Which institution a list means: by name, short name, acronym or another known name; else by likeness."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from .folding import essence, fold, initials, short_digest

SURE, ASKED, NEAR, MOST = 93, 75, 62, 4  # offered as chosen, to be chosen from, beside "a new one"
_DIFFERENT = 70
MOST_FOUND = 12  # of those that bear the words somebody typed
_LONG_ENOUGH = 6  # letters, to look for a name within another


@dataclass(frozen=True, slots=True)
class Known:
    """An institution of the platform, under all its names."""

    id: str
    name: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    id: str
    name: str
    score: int


class Departments:
    """The institutions that may be meant."""

    def __init__(self, known: Iterable[Known]) -> None:
        self.by_id = {one.id: one for one in known}
        self._exact: dict[str, set[str]] = {}
        self._acronyms: dict[str, set[str]] = {}
        self._essences: dict[str, set[str]] = {}
        for one in self.by_id.values():
            for name in one.names:
                self._exact.setdefault(fold(name), set()).add(one.id)
                self._essences.setdefault(essence(name), set()).add(one.id)
            self._acronyms.setdefault(initials(one.name), set()).add(one.id)
        self._choices = list(self._essences)

    def exact(self, text: str) -> str:
        """The one institution that is called so, or whose initials these are; nothing where it is not one."""
        folded = fold(text)
        for names, wanted in ((self._exact, folded), (self._essences, essence(text))):
            if len(found := names.get(wanted, set())) == 1:
                return next(iter(found))
        if (
            3 <= len(folded) <= 8
            and " " not in folded
            and len(found := self._acronyms.get(folded, set())) == 1
        ):
            return next(iter(found))
        return ""

    def search(self, text: str) -> list[Known]:
        """What bears all the words of a name, shortest first; else what is most alike."""
        words = fold(text).split()
        held = [
            one
            for one in self.by_id.values()
            if words and any(all(word in name for word in words) for name in map(fold, one.names))
        ]
        held.sort(key=lambda one: (len(one.name), one.name))
        return held[:MOST_FOUND] or [self.by_id[one.id] for one in self.suggestions(text)]

    def suggestions(self, text: str) -> list[Suggestion]:
        """The most alike, best first, each institution once."""
        best: dict[str, int] = {}
        found = process.extract(essence(text), self._choices, scorer=likeness, score_cutoff=NEAR, limit=12)
        for choice, score, _at in found:
            for one in self._essences[choice]:
                best[one] = max(best.get(one, 0), int(score))
        ranked = sorted(best.items(), key=lambda pair: (-pair[1], self.by_id[pair[0]].name))[:MOST]
        return [Suggestion(one, self.by_id[one].name, score) for one, score in ranked]


def likeness(one: str, other: str, **options: object) -> float:
    """From 0 to 100. A name that holds the whole other one is near it, but not surely the same."""
    if _numbering(one) != _numbering(other):
        return min(_DIFFERENT, fuzz.token_sort_ratio(one, other))
    straight = fuzz.token_sort_ratio(one, other)
    if min(len(one), len(other)) < _LONG_ENOUGH:
        return straight
    return max(straight, 0.9 * fuzz.token_set_ratio(one, other), 0.85 * fuzz.partial_ratio(one, other))


def _numbering(text: str) -> list[str]:
    """What tells "Regiduría 1" from "Regiduría 2", and "Zona A" from "Zona B"."""
    return sorted(word for word in text.split() if len(word) == 1 or word.isdigit())


def families(spellings: Iterable[str]) -> dict[str, tuple[str, int]]:
    """Spellings of one list that seem to mean the same → the spelling that stands for them, and how surely.

    The first of a family is the longest; a spelling that stands alone is not in the answer.
    """
    found: dict[str, tuple[str, int]] = {}
    heads: dict[str, str] = {}
    for spelling in sorted(set(spellings), key=lambda text: (-len(essence(text)), -len(text), text)):
        wanted = essence(spelling)
        if wanted in heads:
            found[spelling] = (heads[wanted], 100)
            continue
        near = process.extractOne(wanted, list(heads), scorer=likeness, score_cutoff=80)
        if near is not None:
            found[spelling] = (heads[near[0]], int(near[1]))
            continue
        heads[wanted] = spelling
    return found


def new_id(name: str) -> str:
    """The id of an institution that a list brings: the same whenever it is called the same."""
    return f"lista-{short_digest('institution', essence(name))}"


_KINDS = (
    ("womens_institute", ("instituto mujeres", "instituto municipal mujeres", "mujer", "mujeres")),
    ("municipality", ("ayuntamiento", "municipalidad", "municipio")),
    ("ministry", ("ministerio",)),
    ("university", ("universidad", "tecnologico")),
    ("police", ("policia", "seguridad publica", "comisaria")),
    ("judiciary", ("tribunal", "juzgado", "poder judicial")),
    ("legislature", ("congreso", "poder legislativo", "cabildo")),
    ("school", ("escuela", "primaria", "preparatoria", "liceo")),
    ("union", ("sindicato",)),
    ("civil_society", ("asociacion", "colectivo", "colectiva", "fundacion", "ac")),
)


_OFFICES = "secretaria direccion coordinacion jefatura unidad oficialia departamento"
_INSIDE = tuple(f"{word} " for word in _OFFICES.split())


def likely_kind(name: str) -> str:
    text = f" {essence(name)} "
    # "Secretaría General del Ayuntamiento" is an office inside it.
    if fold(name).startswith(_INSIDE):
        text = text.replace(" ayuntamiento ", " ").replace(" municipio ", " ").replace(" municipalidad ", " ")
    return next(
        (kind for kind, words in _KINDS if any(f" {word} " in text for word in words)), "municipal_unit"
    )
