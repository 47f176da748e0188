"""The code that lets whoever installed the platform name its first administrator, once.

It lies in VAR, for the installing account's eyes alone, and is gone as soon as there is an administrator.
"""

import os
import secrets
from pathlib import Path

from django.conf import settings

from .enums import Role
from .models import Grant

_NAME = "setup_code"


def has_administrator() -> bool:
    """Whether there was ever one: an office that lost hers is helped on the machine, not through the web."""
    return Grant.objects.filter(role=Role.ADMINISTRATOR).exists()


def setup_code() -> str:
    """The code, made now where there is none. Nothing where the network has its administrator."""
    if has_administrator():
        spend()
        return ""
    try:
        made = os.open(_path(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _path().read_text("ascii").strip()
    with os.fdopen(made, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(24) + "\n")
    return _path().read_text("ascii").strip()


def opens(said: str) -> bool:
    """Whether that is the code, and still opens. A near miss takes as long as any other."""
    try:
        kept = _path().read_text("ascii").strip()
    except OSError:
        return False
    same = secrets.compare_digest(kept.encode(), said.encode())
    return bool(kept) and same and not has_administrator()


def spend() -> None:
    _path().unlink(missing_ok=True)


def _path() -> Path:
    return Path(settings.VAR) / _NAME
