"""Which topics ask for a subject that tells nothing: somebody else may look at her screen."""

import re

from network.vocabulary.words import folded

# Beginnings of words, folded, in both languages of the interface.
_TELLING = re.compile(
    r"\b(?:violen|acos|hostiga|abus|agres|maltrat|femicid|feminicid|victim|denuncia|trata de|refugio|"
    r"harass|assault|traffick|shelter|alerta(?:s)? de genero|vcm\b|mals\b|avgm\b)"
)


def asks_for_neutrality(*texts: str) -> bool:
    """Whether a theme's code or label, a title or a subject speaks of violence or harassment."""
    return any(_TELLING.search(folded(text).replace("_", " ")) for text in texts)
