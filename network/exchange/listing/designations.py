"""What a row says of a designation: to which post, in what capacity, since when, by which document."""

import re

from network.vocabulary.typed_dates import typed_date

from .folding import fold

LIAISON, COLUMN = "liaison", "post"  # to which post a list designates: the liaison's, or the one it names

_YES = frozenset({"si", "x", "1", "yes", "true", "ok"})
_NO = frozenset({"no", "0", "false"})
_CAPACITIES = (
    ("encargada_de_despacho", ("encargada", "encargado", "despacho", "ead")),
    ("suplente", ("suplente", "suplencia", "alterna", "alterno", "segunda")),
    ("subrogante", ("subrogante", "subrogancia")),
    ("interina", ("interina", "interino", "interinato", "provisional")),
    ("titular", ("titular", "propietaria", "propietario", "permanente", "principal", "primera")),
)
_POST_KINDS = (
    ("enlace", ("enlace",)),
    ("focal_point", ("punto focal", "representante")),
    ("sectorialist", ("sectorialista",)),
    ("technical_counterpart", ("contraparte",)),
    ("coordinator", ("coordinadora", "coordinador", "coordinacion")),
    ("adviser", ("asesora", "asesor", "asesoria")),
    ("programme_officer", ("encargada", "encargado")),
    ("head", ("titular", "directora", "director", "jefa", "jefe", "presidenta", "presidente")),
    ("member", ("integrante",)),
)
_DOCUMENT_KINDS = (
    ("oficio", ("oficio", "of")),
    ("ord", ("ordinario", "ord")),
    ("memo", ("memorando", "memorandum", "memo")),
    ("circular", ("circular",)),
    ("certificado", ("certificado",)),
    ("resolucion_exenta", ("resolucion exenta", "resolucion", "res exenta", "res ex", "res")),
    ("decreto", ("decreto",)),
    ("acta", ("acta",)),
)
_NUMBERED = r"^(?:n[uú]m(?:ero)?\.?|no\.|n\.?\s?[°º.]|[°º#])\s*"


def says_yes(text: str) -> bool:
    return fold(text) in _YES or text.strip() in ("✓", "✔", "☑")


def says_no(text: str) -> bool:
    return fold(text) in _NO


def capacity(text: str) -> str:
    """The capacity that the words mean; nothing where they are not understood."""
    words = f" {fold(text)} "
    return next((code for code, known in _CAPACITIES if any(f" {one} " in words for one in known)), "")


def post_kind(name: str) -> str:
    words = f" {fold(name)} "
    return next((code for code, known in _POST_KINDS if any(f" {one} " in words for one in known)), "other")


def since(text: str) -> str:
    """A partial date, also after "desde" or "a partir del"; nothing where it is none."""
    return typed_date(re.sub(r"^(?:desde|a partir)(?: del?| el)? ", "", fold(text)))


def document(text: str, usual: str) -> tuple[str, str]:
    """ "Oficio No. IMM/12/2026" → ("oficio", "IMM/12/2026"); the usual kind where no word tells another."""
    plain = text.strip()
    for kind, words in _DOCUMENT_KINDS:
        for word in words:
            found = re.match(rf"{_spelled(word)}\.?(?:\s+|\s*:\s*|(?=n[.°ºo]))", plain, re.IGNORECASE)
            if found:
                return kind, _number(plain[found.end() :]) or plain
    return usual, _number(plain)


def _spelled(word: str) -> str:
    """With or without accents, and points for the blanks."""
    accents = {"a": "[aá]", "e": "[eé]", "i": "[ií]", "o": "[oó]", "u": "[uú]", " ": r"\.?\s+"}
    return "".join(accents.get(letter, letter) for letter in word)


def _number(text: str) -> str:
    return re.sub(
        r"^(?:n[uú]m(?:ero)?\.?|no\.|n\.?\s?[°º.]|[°º#])\s*", "", text.strip(), flags=re.IGNORECASE
    ).strip()
