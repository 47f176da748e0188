"""The scan of the signed list: by whom it is opened, what it leaves behind, and when it goes."""

import datetime as dt
import io
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from events.jobs import forget_old_sheets
from events.models import SignedSheet
from network.accounts.enums import Role
from network.journal.models import Entry
from tests.factories.events import EventFactory

from .test_attending import LogIn, on_the_day
from .test_line import member

pytestmark = pytest.mark.django_db


def scan(text: bytes = b"%PDF-1.7\nlista") -> SimpleUploadedFile:
    return SimpleUploadedFile("lista.exe", text, content_type="text/html")


def photo() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(out, "JPEG", exif=b"Exif\x00\x00secreto")
    return SimpleUploadedFile("lista.jpg", out.getvalue())


def test_the_signed_list_is_kept_with_the_event_and_opened_by_whoever_runs_it(log_in: LogIn) -> None:
    event, client = on_the_day(EventFactory()), log_in(Role.COORDINATOR)
    there = reverse("desk_event_sheets", args=[event.package_id])
    client.post(there, {"scan": scan()})
    client.post(there, {"scan": scan()})  # the same content is one file
    client.post(there, {"scan": SimpleUploadedFile("x.pdf", b"<script>")})
    client.post(there, {})
    row = SignedSheet.objects.get()
    address = reverse("desk_event_signed", args=[event.package_id, row.uid])
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == b"%PDF-1.7\nlista"  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    for other in (log_in(user=member().account), log_in(Role.ANALYST), log_in(Role.ADMINISTRATOR)):
        assert other.get(address).status_code == 404
    elsewhere = reverse("desk_event_signed", args=[EventFactory().package_id, row.uid])
    assert client.get(elsewhere).status_code == 404


def test_replacing_and_taking_away_leave_their_trace_and_no_file(
    log_in: LogIn, django_capture_on_commit_callbacks: Any
) -> None:
    event, client = on_the_day(EventFactory()), log_in(Role.COORDINATOR)
    there = reverse("desk_event_sheets", args=[event.package_id])
    client.post(there, {"scan": scan()})
    first = SignedSheet.objects.get()
    name, storage = first.file.name, first.file.storage
    with django_capture_on_commit_callbacks(execute=True):
        client.post(there, {"scan": photo(), "replaces": str(first.uid)})
    second = SignedSheet.objects.get()
    assert (storage.exists(name), storage.exists(second.file.name)) == (False, True)
    assert b"secreto" not in second.file.read()
    gone = reverse("desk_event_signed_remove", args=[event.package_id, second.uid])
    client.post(gone, {"reason": ""})
    assert SignedSheet.objects.count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        client.post(gone, {"reason": "Era de otro día"})
    assert (SignedSheet.objects.count(), storage.exists(second.file.name)) == (0, False)
    verbs = Entry.objects.filter(verb__endswith="_sheet").order_by("pk").values_list("verb", "reason")
    assert list(verbs) == [("attach_sheet", ""), ("replace_sheet", ""), ("remove_sheet", "Era de otro día")]


def test_scans_go_five_years_after_the_event(log_in: LogIn, django_capture_on_commit_callbacks: Any) -> None:
    event, client = on_the_day(EventFactory()), log_in(Role.COORDINATOR)
    client.post(reverse("desk_event_sheets", args=[event.package_id]), {"scan": scan()})
    row = SignedSheet.objects.get()
    for years, left in ((4.9, 1), (5.1, 0)):
        moment = timezone.now() + dt.timedelta(days=366 * years)
        with time_machine.travel(moment, tick=False), django_capture_on_commit_callbacks(execute=True):
            forget_old_sheets()
        assert SignedSheet.objects.count() == left
    assert not row.file.storage.exists(row.file.name)
