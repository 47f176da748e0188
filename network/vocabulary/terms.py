"""Reading vocabularies: one query for all of them, kept a short while in each process."""

import time

from django.utils.translation import get_language

from .models import Term

_KEPT_FOR = 30.0
_kept: tuple[float, dict[str, dict[str, tuple[str, str]]]] | None = None


def terms(vocabulary: str) -> dict[str, str]:
    """Code → label in the active language, in the vocabulary's own order."""
    place = 1 if (get_language() or "es").startswith("en") else 0
    return {code: labels[place] for code, labels in _all().get(vocabulary, {}).items()}


def term_label(vocabulary: str, code: str) -> str:
    """The label of one code; the code itself where an administrator has removed the term."""
    return terms(vocabulary).get(code, code)


def forget_terms() -> None:
    global _kept
    _kept = None


def _all() -> dict[str, dict[str, tuple[str, str]]]:
    global _kept
    if _kept is None or time.monotonic() - _kept[0] > _KEPT_FOR:
        found: dict[str, dict[str, tuple[str, str]]] = {}
        for vocabulary, code, es, en in Term.objects.values_list(
            "vocabulary", "code", "label_es", "label_en"
        ).order_by("vocabulary", "order", "code"):
            found.setdefault(vocabulary, {})[code] = (es, en)
        _kept = (time.monotonic(), found)
    return _kept[1]
