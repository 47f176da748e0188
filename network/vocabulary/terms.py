"""Reading vocabularies: one query for all of them, kept a short while in each process."""

from django.utils.translation import get_language

from .kept import Kept
from .models import Term


def terms(vocabulary: str) -> dict[str, str]:
    """Code → label in the active language, in the vocabulary's own order."""
    place = 1 if (get_language() or "es").startswith("en") else 0
    return {code: labels[place] for code, labels in all_terms().get(vocabulary, {}).items()}


def term_label(vocabulary: str, code: str) -> str:
    """The label of one code; the code itself where an administrator has removed the term."""
    return terms(vocabulary).get(code, code)


def _read() -> dict[str, dict[str, tuple[str, str]]]:
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for vocabulary, code, es, en in Term.objects.values_list(
        "vocabulary", "code", "label_es", "label_en"
    ).order_by("vocabulary", "order", "code"):
        found.setdefault(vocabulary, {})[code] = (es, en)
    return found


all_terms = Kept(_read)
forget_terms = all_terms.forget
