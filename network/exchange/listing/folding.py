"""Texts as they are compared: without accents, case or punctuation, abbreviations written out."""

import hashlib
import re
import unicodedata

_TYING = frozenset(
    {"a", "al", "con", "de", "del", "e", "el", "en", "la", "las", "los", "o", "para", "por", "u", "y"}
)
_WRITTEN_OUT = {
    "dir": "direccion",
    "direc": "direccion",
    "depto": "departamento",
    "dpto": "departamento",
    "dept": "departamento",
    "sria": "secretaria",
    "srio": "secretario",
    "sec": "secretaria",
    "subsec": "subsecretaria",
    "coord": "coordinacion",
    "gral": "general",
    "mpal": "municipal",
    "mun": "municipal",
    "inst": "instituto",
    "admon": "administracion",
    "adm": "administracion",
    "pub": "publica",
    "pubs": "publicas",
    "h": "",
    "of": "oficina",
    "ofna": "oficina",
    "unid": "unidad",
    "serv": "servicios",
    "soc": "social",
    "des": "desarrollo",
    "urb": "urbano",
}


def fold(text: str) -> str:
    """ "Dirección de Obras Públicas (D.O.P.)" → "direccion de obras publicas dop"."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = re.sub(r"\b(?:[^\W\d_]\.){2,}", lambda match: match.group().replace(".", ""), plain)
    return " ".join(re.findall(r"[^\W_]+", plain))


def essence(text: str) -> str:
    """The words of an institution's name that tell something, abbreviations written out."""
    words = [_WRITTEN_OUT.get(word, word) for word in fold(text).split()]
    last = len(words) - 1  # "Zona A" is not "Zona E"
    told = [word for at, word in enumerate(words) if word and (word not in _TYING or at == last)]
    return " ".join(told)


def initials(text: str) -> str:
    """ "Instituto Municipal de las Mujeres" → "imm"."""
    return "".join(word[0] for word in fold(text).split() if word not in _TYING)


def short_digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]
