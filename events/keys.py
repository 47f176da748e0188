"""The secret address by which a calendar program reads her own events. She makes it, and revokes it."""

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import translation

from network.people.models import Person

from .models import CalendarKey

_CALENDAR = "events.calendar"


@transaction.atomic
def open_calendar(*, person: Person) -> CalendarKey:
    return CalendarKey.objects.get_or_create(person=person)[0]


@transaction.atomic
def revoke_calendar(*, person: Person) -> None:
    """The address that programs know is dead from now on, and there is another."""
    CalendarKey.objects.filter(person=person).update(turn=F("turn") + 1)


def calendar_address(key: CalendarKey, language: str) -> str:
    token = signing.Signer(salt=_CALENDAR).sign(f"{key.uid}.{key.turn}")
    with translation.override(language):
        return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("own_feed", args=[token])


def keyed(token: str) -> CalendarKey | None:
    """Whose calendar a token opens; nothing where it is none of ours, or was revoked."""
    try:
        uid, _dot, turn = signing.Signer(salt=_CALENDAR).unsign(token).partition(".")
    except signing.BadSignature:
        return None
    return CalendarKey.objects.select_related("person").filter(uid=uid, turn=int(turn)).first()
