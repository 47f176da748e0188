"""Materials: checked, bare, and opened by those they are for; and needs told without names."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from events.after.materials import add_material, remove_material
from events.after.needs import needs_to_prepare
from events.links import place_token
from events.models import AccessNeed, EventMaterial
from network.accounts.enums import Role
from network.accounts.viewer import viewer_for
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory
from tests.factories.records import PersonFactory

from ..steps import over, place_of
from ..test_line import coordinator, enrolled, member

pytestmark = pytest.mark.django_db


def photo() -> SimpleUploadedFile:
    made, exif = BytesIO(), Image.Exif()
    exif[0x010E] = "Nombre de la autora"
    Image.new("RGB", (40, 30), "purple").save(made, "JPEG", exif=exif)
    return SimpleUploadedFile("autora.jpg", made.getvalue())


def material(event: Any, audience: str = "attended", **more: Any) -> EventMaterial:
    more = more or {"upload": photo()}
    return add_material(event=event, by=coordinator(), title="Guía", audience=audience, **more)


def test_what_a_camera_wrote_is_gone_and_the_name_says_nothing() -> None:
    made = material(over(member()))
    assert b"Nombre de la autora" not in made.file.read()
    assert ("autora" in str(made.file.name), made.content_type) == (False, "image/jpeg")
    name, storage = str(made.file.name), made.file.storage
    with pytest.raises(ValidationError, match="PDF"):
        material(over(member()), upload=SimpleUploadedFile("x.pdf", b"MZ\x00programa"))
    with pytest.raises(ValidationError):
        material(over(member()), upload=photo(), link="https://ejemplo.invalid")
    assert storage.exists(name)


def test_it_goes_with_its_file(django_capture_on_commit_callbacks: Any) -> None:
    made = material(over(member()))
    name, storage = str(made.file.name), made.file.storage
    with django_capture_on_commit_callbacks(execute=True):
        remove_material(material=made, by=coordinator())
    assert (EventMaterial.objects.count(), storage.exists(name)) == (0, False)


@pytest.mark.parametrize(
    ("audience", "opened"),
    [("attended", {"came"}), ("enrolled", {"came", "missed"}), ("event", {"came", "missed", "other"})],
)
def test_each_opens_what_is_for_her(log_in: Any, audience: str, opened: set[str]) -> None:
    came, missed = member(), member()
    event = over(came, absent=(missed,), audience="members")
    made = material(event, audience)
    there = reverse("event_material", args=[event.package_id, made.uid])
    readers = {"came": came, "missed": missed, "other": member()}
    found = {name for name, who in readers.items() if log_in(user=who.account).get(there).status_code == 200}
    assert found == opened
    assert log_in(Role.COORDINATOR).get(there).status_code == 200
    assert log_in(Role.ANALYST).get(there).status_code == 404
    assert Client().get(there).status_code == 302
    by_link = set()
    for name in ("came", "missed"):
        token = place_token(place_of(event, readers[name]).uid)
        address = reverse("event_place_material", args=[token, made.uid])
        if Client().get(address).status_code == 200:
            by_link.add(name)
    assert by_link == opened - {"other"}


def test_the_page_of_the_event_shows_only_what_is_for_her(log_in: Any) -> None:
    event = over(member())
    material(event, "attended", link="https://ejemplo.invalid/solo-asistentes")
    material(event, "event", link="https://ejemplo.invalid/para-todas")
    content = log_in(user=member().account).get(event.get_absolute_url()).content.decode()
    assert ("para-todas" in content, "solo-asistentes" in content) == (True, False)


def test_needs_are_told_apart_and_of_a_reserved_place_only_if_she_agreed(log_in: Any) -> None:
    event, by = EventFactory(seats_on_site=9), coordinator()
    for name, need, apart in (("Una", "Señas", True), ("Dos", "Rampa propia", False)):
        hidden = PersonFactory(name=name, protected=True, account=UserFactory())
        enrolled(event, hidden, need=need, need_apart=apart)
    enrolled(event, PersonFactory(name="Ana Vista", account=UserFactory()), need="Guardería")
    assert needs_to_prepare(event, viewer_for(by)) == ["Guardería", "Señas"]
    content = log_in(Role.COORDINATOR).get(reverse("desk_event", args=[event.package_id])).content.decode()
    assert ("Señas" in content, "Rampa propia" in content) == (True, False)
    part = content[content.index('id="necesidades"') : content.index('id="lugares"')]
    assert ("Ana Vista" in part, "Lugar reservado" in part, "Una" in part) == (False, False, False)
    assert needs_to_prepare(event, viewer_for(UserFactory())) == []


def test_whether_a_woman_who_did_not_agree_needs_anything_changes_nothing(log_in: Any) -> None:
    event, client = EventFactory(seats_on_site=9), log_in(Role.COORDINATOR)
    row = enrolled(event, PersonFactory(protected=True, account=UserFactory()))
    page = reverse("desk_event", args=[event.package_id])
    before = re.sub(r'value="[^"]{64}"', "", client.get(page).content.decode())
    AccessNeed.objects.create(registration=row, text="Rampa")
    assert re.sub(r'value="[^"]{64}"', "", client.get(page).content.decode()) == before
