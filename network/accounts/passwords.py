"""Passwords that whoever guesses in Spanish tries first. Django's own list of 20,000 is mostly English."""

import re
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from network.office.kept import facts
from network.vocabulary.words import folded

_WORDS = frozenset((Path(__file__).parent / "passwords.txt").read_text("ascii").split())
_RUNS = (
    "qwertyuiopasdfghjklnzxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "09876543210987654321",
)
_TOO_COMMON = _(
    "This password is one of the first that others would try. Join several words that only you would join."
)
_HINT = _("Not a word, a name, a place or a month with figures: join several words that only you would join.")
_AS_LETTERS = str.maketrans("0134578@$!", "oieastbasi")


class SpanishPasswordValidator:
    """Refuses one such word, the name of the network or a run of keys, with or without figures and signs."""

    def validate(self, password: str, user: Any = None) -> None:
        plain = folded(password)
        joined = re.sub(r"[\W_]+", "", plain)
        kernels = {_kernel(each) for each in (plain, plain.translate(_AS_LETTERS))}
        kernels |= {_kernel(each) for each in (joined, joined.translate(_AS_LETTERS))}
        known = _WORDS | {_kernel(re.sub(r"[\W_]+", "", folded(name))) for name in _names(user) if name}
        if any(_is_common(kernel, known) for kernel in kernels):
            raise ValidationError(_TOO_COMMON, code="password_too_common")

    def get_help_text(self) -> str:
        return str(_HINT)


def _names(user: Any) -> tuple[str, ...]:
    """Whatever anyone knows: the network, its office, her own address before the sign."""
    described, address = facts(), getattr(user, "email", "") or ""
    return described.network_name, described.office_name, address.partition("@")[0]


def _is_common(kernel: str, known: frozenset[str]) -> bool:
    if not kernel or kernel in known or kernel.removesuffix("s") in known or _repeats(kernel):
        return True
    return len(kernel) > 4 and any(kernel in run for run in _RUNS)


def _kernel(plain: str) -> str:
    """What is left without spaces, nor figures and signs at both ends."""
    return re.sub(r"^[\d\W_]+|[\d\W_]+$", "", re.sub(r"\s+", "", plain))


def _repeats(kernel: str) -> bool:
    """“abcabcabc”, or a word of the list written twice."""
    return any(
        kernel == kernel[:size] * (len(kernel) // size) and (size < 4 or kernel[:size] in _WORDS)
        for size in range(1, len(kernel) // 2 + 1)
        if len(kernel) % size == 0
    )
