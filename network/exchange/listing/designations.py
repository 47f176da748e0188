"""What a row says of a designation: to which post, in what capacity, since when, by which document."""

import datetime as dt
import re

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
_MONTHS = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")
_WHOLE_MONTHS = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
_BY_MONTH = {
    **{short: at for at, short in enumerate(_MONTHS, 1)},
    **{word: at for at, word in enumerate(_WHOLE_MONTHS.split(), 1)},
    "setiembre": 9,
    "sept": 9,
    "set": 9,
}
_NUMBERED = r"^(?:n[uú]m(?:ero)?\.?|no\.|n\.?\s?[°º.]|[°º#])\s*"
_OLDEST = 1900


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
    """A partial date as offices write it ("15/03/2024", "marzo de 2024", "2024"); nothing where it is none.

    The day comes before the month, as in Mexico and Chile.
    """
    plain = re.sub(r"^(?:desde|a partir)(?: del?| el)? ", "", fold(text))
    if found := re.fullmatch(r"(\d{4})(?: (\d{1,2})(?: (\d{1,2}))?)?(?: 00 00(?: 00)?)?", plain):
        return _dated(*found.groups())
    if found := re.fullmatch(r"(?:(\d{1,2}) )?(\d{1,2}) (\d{4})", plain):
        day, month, year = found.groups()
        return _dated(year, month, day)
    words = [word for word in plain.split() if word not in ("de", "del", "el")]
    if 2 <= len(words) <= 3 and words[-2] in _BY_MONTH and re.fullmatch(r"\d{4}", words[-1]):
        day = words[0] if len(words) == 3 else None
        return _dated(words[-1], str(_BY_MONTH[words[-2]]), day)
    return ""


def _dated(year: str, month: str | None, day: str | None) -> str:
    if not re.fullmatch(r"\d{1,2}", day or "1") or int(year) < _OLDEST:
        return ""
    try:
        dt.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    parts = [year, *(f"{int(part):02d}" for part in (month, day if month else None) if part)]
    return "-".join(parts)


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
