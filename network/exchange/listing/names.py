"""Names of people: titles split off, parts put together, shouting lowered. What cannot be known is asked."""

from .folding import fold

_TITLES = frozenset(
    [
        "lic",
        "licda",
        "licdo",
        "licenciada",
        "licenciado",
        "mtra",
        "mtro",
        "maestra",
        "maestro",
        "dra",
        "dr",
        "doctora",
        "doctor",
        "ing",
        "ingeniera",
        "ingeniero",
        "arq",
        "arquitecta",
        "c",
        "profa",
        "prof",
        "profra",
        "profr",
        "profesora",
        "profesor",
        "sra",
        "sr",
        "srta",
        "psic",
        "psicologa",
        "abog",
        "abogada",
        "cp",
        "lcp",
        "lcda",
        "mcp",
        "mta",
        "mg",
        "msc",
        "phd",
        "enf",
        "qfb",
        "lae",
        "lci",
        "ldg",
        "lts",
        "map",
        "mdh",
        "regidora",
        "regidor",
        "diputada",
        "dip",
        "biol",
        "biologa",
        "quim",
        "med",
        "tec",
        "tsu",
        "lem",
        "lep",
    ]
)
_PARTICLES = frozenset(
    ["de", "del", "la", "las", "los", "y", "da", "das", "do", "dos", "san", "santa", "van", "von", "mac"]
)


def split_title(name: str) -> tuple[str, str]:
    """ "Mtra. Ana Soto" → ("Mtra.", "Ana Soto"); several titles stay together; a name alone has none."""
    words = name.split()
    titles: list[str] = []
    while len(words) > 1 and _is_title(words[0], alone=not titles):
        titles.append(words.pop(0))
    if len(words) == 1 and titles:
        return "", name.strip()
    return " ".join(titles), " ".join(words)


def _is_title(word: str, *, alone: bool) -> bool:
    plain = fold(word.replace(".", "")).replace(" ", "")
    if plain == "c":  # ciudadana: with its point, or before a name as a letter of its own
        return word.rstrip(".").upper() == "C" and alone
    return plain in _TITLES and (word.endswith(".") or len(plain) > 2 or word[0].isupper())


def joined(given: str, *surnames: str) -> str:
    return " ".join(part for part in (given, *surnames) if part)


def turned(name: str) -> str:
    """ "Soto de la Vega Ana María" → "Ana María Soto de la Vega": two surnames first, or one of two words."""
    if "," in name:
        surnames, _comma, given = name.partition(",")
        return joined(given.strip(), surnames.strip())
    units = _units(name.split())
    if len(units) < 2:
        return name
    surnames_of = 2 if len(units) > 2 else 1
    return " ".join([*units[surnames_of:], *units[:surnames_of]])


def _units(words: list[str]) -> list[str]:
    """Surnames keep the small words before them: "de la Vega" is one."""
    units: list[str] = []
    held: list[str] = []
    for word in words:
        if word.casefold() in _PARTICLES and word != words[-1]:
            held.append(word)
            continue
        units.append(" ".join([*held, word]))
        held = []
    return units


def in_case(name: str) -> str:
    """What is written all in capitals, or all in small letters, as names are written; else as it is."""
    if not (name.isupper() or name.islower()):
        return name
    words = [
        word.casefold() if word.casefold() in _PARTICLES and at else _capital(word)
        for at, word in enumerate(name.split())
    ]
    return " ".join(words)


def _capital(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:].casefold() for part in word.split("-"))


def key(name: str) -> str:
    """The same for one name in any order of its parts, with or without accents."""
    return " ".join(sorted(fold(name).split()))
