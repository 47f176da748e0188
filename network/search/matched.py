"""Why a person was found: which of the things that the viewer reads of her hold what was typed."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from network.people.rules import SeenPerson

from .queries import Sought
from .text import fold, words

_LONGEST = 90


def why(person: SeenPerson, sought: Sequence[Sought]) -> tuple[str, ...]:
    """What matches beside her name and her post, which stand there anyway; a long text in part.

    Only of what the viewer sees of her. A word that nothing of it holds is one by which the institution is
    known, such as an acronym.
    """
    told: list[str] = []
    left = [word for word in sought if not _holds((person.name, person.post_title), word)]
    for label, texts in _parts(person):
        matching = [text for text in texts if any(_holds((text,), word) for word in left)]
        if matching:
            told.append(label % {"text": _short(", ".join(matching), left)})
            left = [word for word in left if not _holds(matching, word)]
    if left and person.institutions and not told:
        told.append(_("By the institution in which she works"))
    return tuple(told)


def _parts(person: SeenPerson) -> Iterable[tuple[str, tuple[str, ...]]]:
    yield _("Offers: %(text)s"), (person.offers,)
    yield _("Seeks: %(text)s"), (person.seeks,)
    yield _("Tag: %(text)s"), person.tags
    yield _("Theme: %(text)s"), person.themes
    yield _("Works in: %(text)s"), tuple(name for name, _url in person.institutions)
    yield _("Language: %(text)s"), person.languages
    yield _("Of herself: %(text)s"), (person.biography,)
    yield _("City: %(text)s"), (person.city,)


def _holds(texts: Iterable[str], word: Sought) -> bool:
    return any(one.startswith(word.typed) or one in word.near for text in texts for one in words(fold(text)))


def _short(text: str, sought: Sequence[Sought]) -> str:
    """The part of a long text around the first word that matches."""
    if len(text) <= _LONGEST:
        return text
    typed = text.split()
    first = next((n for n, word in enumerate(typed) if any(_holds((word,), one) for one in sought)), 0)
    part = " ".join(typed[max(first - 4, 0) : first + 9])
    return ("… " if first > 4 else "") + part + (" …" if first + 9 < len(typed) else "")
