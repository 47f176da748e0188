"""Text as the index sees it: without accents, case, punctuation or the words that tie others."""

import re

from network.vocabulary.words import folded

LONGEST_WORD, LONGEST_QUERY, MOST_WORDS = 40, 120, 8
_SPANISH = ("a", "al", "con", "de", "del", "e", "el", "en", "la", "las", "los", "o", "para", "por", "u", "y")
_TYING = frozenset({*_SPANISH, "of", "the"})
_SHORTEST_MISTAKEN = 4
_INNER_DOT, _WORD = re.compile(r"(?<=\w)\.(?=\w)"), re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """ "Unión O.M.M. (Ñuñoa)" → "union omm nunoa"."""
    return " ".join(_WORD.findall(_INNER_DOT.sub("", folded(text))))


def words(text: str) -> list[str]:
    """The words that tell something, each once; all of them where a text has none but tying ones."""
    every = list(dict.fromkeys(word[:LONGEST_WORD] for word in text.split()))
    return [word for word in every if word not in _TYING] or every


def is_near(typed: str, word: str) -> bool:
    """One typing error apart: a letter missing, added or changed, or two swapped.

    The word may go on after what was typed, so that a mistake is forgiven while one still types.
    """
    if len(typed) < _SHORTEST_MISTAKEN:
        return False
    return any(
        _one_error(typed, word[:length])
        for length in range(len(typed) - 1, len(typed) + 2)
        if length <= len(word)
    )


def _one_error(left: str, right: str) -> bool:
    if left == right:
        return True
    start = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), None)
    if start is None:  # one goes on where the other ends
        return abs(len(left) - len(right)) <= 1
    rest, other = left[start:], right[start:]
    return (
        rest[1:] == other  # a letter too many
        or rest == other[1:]  # a letter too few
        or rest[1:] == other[1:]  # another letter
        or (rest[:2] == other[1::-1] and rest[2:] == other[2:])  # two letters swapped
    )
