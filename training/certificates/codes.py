"""The code of a certificate: 140 random bits in letters and digits that nobody confuses on paper."""

import secrets

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
LENGTH, GROUP = 28, 4


def new_code() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(LENGTH))


def shown(code: str) -> str:
    """In groups, to be read aloud and typed."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def typed(text: str) -> str:
    """The code that somebody typed, however she wrote it; empty for what can be none."""
    if len(text) > 4 * LENGTH:
        return ""
    code = "".join(c for c in text.upper() if not c.isspace() and c not in "-–—.").translate(_READ_AS)
    return code if len(code) == LENGTH and set(code) <= set(_ALPHABET) else ""
