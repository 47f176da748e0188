"""Her own data as a file: all that is kept of her, nothing of others, for her alone."""

import datetime as dt
import io
import json
import zipfile

import pytest
from django.utils import timezone

from network.accounts.enums import Role
from network.accounts.models import User
from network.accounts.services import grant
from network.people.models import Person
from network.rights.bundle import sections_of
from network.rights.copying import ask_copy, forget_old, take
from network.rights.models import DataCopy
from network.rights.whose import whose_of
from network.ties.models import Collaboration
from tests.conftest import has_just_logged_in
from tests.factories.accounts import UserFactory
from tests.factories.records import PersonFactory

from .world import administrator, canary_person, fill

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR = tmp_path
    settings.PRIVATE_ROOT = tmp_path / "private"


def made(person):
    ask_copy(person=person, by=User.objects.get(pk=person.account.pk), language="es")
    return DataCopy.objects.get(person=person)


def opened(copy):
    stream = take(copy=copy, by=copy.account)
    with stream:
        return zipfile.ZipFile(io.BytesIO(stream.read()))


def test_it_holds_what_every_room_keeps_of_her_to_read_and_for_programs():
    person = canary_person()
    fill(person, administrator())
    DataCopy.objects.all().delete()
    archive = opened(made(person))
    names = set(archive.namelist())
    assert {"mis-datos.json", "archivos/foto.jpg"} <= names
    content = json.loads(archive.read("mis-datos.json"))
    data = content["data"]
    assert data["person"][0]["biography"] == "zqxbiography"
    filled = {key for key, rows in data.items() if rows}
    assert {
        *("account", "roles", "addresses", "factors", "sessions", "affiliations", "photo", "blocks"),
        *("appointments", "collaborations", "seats", "attendance", "messages", "letters", "notices"),
        *("applications", "consents", "invitations", "actions", "advised", "requests", "handovers"),
        *("saved_answers", "exports", "import_cells", "rights", "openings", "journal_about", "journal_done"),
    } <= filled
    assert archive.read("archivos/foto.jpg") == b"zqxbytes of her photo"
    if "mis-datos.pdf" in names:
        assert b"/MarkInfo" in archive.read("mis-datos.pdf") or archive.read("mis-datos.pdf")[:5] == b"%PDF-"


ELSEWHERE = {
    "id": "a number of this installation that names nothing",
    "themes": "a section of their own",
    "tags": "the same section",
    "account": "a section of its own",
}


def test_every_field_of_her_record_is_in_the_copy_or_said_here_why_not():
    person = canary_person()
    (record,) = [one for one in sections_of(whose_of(person)) if one.key == "person"]
    fields = {field.name for field in (*Person._meta.concrete_fields, *Person._meta.many_to_many)}
    assert fields - {key for key, _label in record.columns} == set(ELSEWHERE)


def test_of_a_collaboration_she_reads_what_was_said_and_what_she_answered():
    person, other = canary_person(), PersonFactory(name="Otra Colega")
    Collaboration.objects.create(
        person_a=other, person_b=person, kind="works_with", about="El protocolo", confirmed_by_a=True
    )
    (told,) = [one for one in sections_of(whose_of(person)) if one.key == "collaborations"]
    cells = {key: words for (key, _label), (_value, words) in zip(told.columns, told.rows[0], strict=True)}
    assert (cells["about"], cells["answer"]) == ("El protocolo", "aún sin respuesta")
    assert other.name not in str(told)


def test_secrets_and_other_people_stay_out():
    person = canary_person()
    fill(person, administrator())
    other = Person.objects.exclude(pk=person.pk).exclude(collaborations_b=None).get()
    text = str(sections_of(whose_of(Person.objects.get(pk=person.pk))))
    assert "zqxsecreto" not in text
    assert "zqxcodigo" not in text
    assert other.name not in text


def test_it_is_handed_to_her_alone(client):
    account, other = UserFactory(), UserFactory()
    for user in (account, other):
        grant(user=user, role=Role.MEMBER, by=None)
    person, _theirs = PersonFactory(account=account), PersonFactory(account=other)
    copy = made(person)
    assert take(copy=copy, by=other) is None
    client.force_login(other)
    page = client.get("/mis-datos/").content.decode()
    assert "/mis-datos/copia/archivo/" not in page


def test_it_goes_after_a_week_with_its_file():
    copy = made(PersonFactory(account=UserFactory()))
    name, storage = copy.file.name, copy.file.storage
    assert storage.exists(name)
    assert forget_old(timezone.now() + dt.timedelta(days=8)) == 1
    assert not DataCopy.objects.filter(pk=copy.pk).exists()
    assert not storage.exists(name)


def test_whoever_has_no_record_takes_what_her_account_holds_and_nothing_of_others(client):
    fill(canary_person(), administrator())
    DataCopy.objects.all().delete()
    user = UserFactory(email="tecnica@ejemplo.invalid")
    grant(user=user, role=Role.ANALYST, by=None)
    client.force_login(user)
    page = client.get("/mis-datos/").content.decode()
    assert "/mis-datos/copia/" in page
    assert "/mis-datos/oposicion/" not in page
    assert client.post("/mis-datos/oposicion/").status_code == 404
    copy = ask_copy(person=None, by=user, language="es")
    content = json.loads(opened(DataCopy.objects.get(pk=copy.pk)).read("mis-datos.json"))
    assert content["data"]["account"][0]["email"] == "tecnica@ejemplo.invalid"
    assert content["data"]["roles"][0]["role"] == "analyst"
    assert "zqx" not in str(content)
    again = ask_copy(person=None, by=user, language="es")
    assert [one.pk for one in DataCopy.objects.filter(account=user)] == [again.pk]


def test_an_account_alone_asks_the_office_and_the_desk_knows_whose_it_is(client):
    user, office = UserFactory(email="tecnica@ejemplo.invalid"), administrator()
    client.force_login(user)
    has_just_logged_in(client, user)
    assert client.post("/mis-datos/solicitar/", {"right": "erasure"}).status_code == 302
    assert "/mis-datos/retirar/" in client.get("/mis-datos/").content.decode()
    client.force_login(office)
    assert "tecnica@ejemplo.invalid" in client.get("/gestion/derechos/").content.decode()
