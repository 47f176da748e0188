"""Where an account is logged in, and how that is ended."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from .models import User

_BROWSERS = (
    ("Edge", r"Edg(e|A|iOS)?/"),
    ("Opera", r"OPR/|Opera"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|CriOS/|Chromium/"),
    ("Safari", r"Safari/"),
)
_SYSTEMS = (
    ("Android", r"Android"),
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Windows", r"Windows"),
    ("macOS", r"Mac OS X|Macintosh"),
    ("ChromeOS", r"CrOS"),
    ("Linux", r"Linux"),
)


@dataclass(frozen=True, slots=True)
class Held:
    """One place where she is logged in."""

    pk: int
    device: str
    ip: str
    since: dt.datetime
    is_current: bool


def sessions_of(user: User, current: str) -> list[Held]:
    """Those that still let her in, this one first, then the youngest; two queries, however many."""
    rows = list(UserSession.objects.filter(user=user).order_by("-created_at"))
    alive = _alive(user, [row.session_key for row in rows])
    held = [
        Held(row.pk, device(row.user_agent), row.ip, row.created_at, row.session_key == current)
        for row in rows
        if row.session_key in alive
    ]
    return sorted(held, key=lambda one: not one.is_current)


def _alive(user: User, keys: Iterable[str]) -> set[str]:
    """A changed password ends every session that was begun with the former."""
    hashed = user.get_session_auth_hash()
    found = Session.objects.filter(session_key__in=list(keys), expire_date__gt=timezone.now())
    return {
        each.session_key
        for each in found
        if constant_time_compare(str(each.get_decoded().get("_auth_user_hash", "")), hashed)
    }


@transaction.atomic
def end_session(*, user: User, pk: int) -> bool:
    """End one of hers; whether there was one."""
    return bool(_end(UserSession.objects.filter(user=user, pk=pk)))


@transaction.atomic
def end_other_sessions(*, user: User, current: str) -> int:
    """End all of hers but this one, how many there were."""
    return _end(UserSession.objects.filter(user=user).exclude(session_key=current))


def _end(rows: Iterable[UserSession]) -> int:
    found = list(rows)
    Session.objects.filter(session_key__in=[row.session_key for row in found]).delete()
    UserSession.objects.filter(pk__in=[row.pk for row in found]).delete()
    return len(found)


def device(user_agent: str) -> str:
    """“Firefox, Windows”: what a browser says of itself, in words one knows."""
    said = [
        next((name for name, sign in known if re.search(sign, user_agent)), "")
        for known in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(filter(None, said)) or _("Unknown device")
