"""`/mi-perfil/`: each part is saved on its own, and what she sees of herself is what others get."""

import datetime as dt
from io import BytesIO

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from network.accounts.enums import Role, ScopeKind
from network.journal.models import Entry
from network.people.fields import FIELDS
from network.people.models import Person, PersonTag, Photo
from network.search.services import refresh_all
from tests.factories.accounts import UserFactory
from tests.factories.records import (
    AffiliationFactory,
    AppointmentFactory,
    InstitutionFactory,
    PersonFactory,
    PostFactory,
    ThemeFactory,
)
from tests.reading import text_of

pytestmark = pytest.mark.django_db

GPS = 34853
PAGES = (
    "/mi-perfil/",
    "/mi-perfil/como-quiero-ser-vista/",
    "/mi-perfil/como-me-ven/",
    "/mi-perfil/bloqueos/",
    "/mi-perfil/trabajo/",
    "/mi-perfil/temas/",
    "/mi-perfil/ofrezco-y-busco/",
    "/mi-perfil/sobre-mi/",
    "/mi-perfil/contacto/",
    "/mi-perfil/foto/",
)


@pytest.fixture(autouse=True)
def private_place(tmp_path, monkeypatch):
    storage = FileSystemStorage(location=tmp_path / "private")
    monkeypatch.setattr(Photo._meta.get_field("file"), "storage", storage)
    return tmp_path / "private"


@pytest.fixture
def herself():
    person = PersonFactory(account=UserFactory(factor=False), name="Ximena Zúñiga", visible=True)
    AffiliationFactory(person=person, institution=InstitutionFactory(package_id="salud", name="Salud"))
    return person


@pytest.fixture
def own(log_in, herself):
    return log_in(user=herself.account)


def a_photo(name="foto.jpg", size=(1600, 1200)):
    """As a telephone makes it: with a place, a device and a profile of colours."""
    picture, out = Image.new("RGB", size, "purple"), BytesIO()
    exif = Image.Exif()
    exif[271], exif[272] = "Fabricante", "Teléfono de Ximena"
    exif.get_ifd(GPS)[2] = (20.0, 40.0, 30.0)
    picture.save(out, "JPEG", exif=exif, comment=b"Casa de Ximena")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


@pytest.mark.parametrize("address", PAGES)
def test_her_pages_are_hers_alone_and_kept_nowhere(address, own, log_in):
    answer = own.get(address)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store, private")
    assert "noindex" in answer["X-Robots-Tag"]
    assert log_in(Role.ANALYST).get(address).status_code == 404
    assert log_in(Role.MEMBER).get(address).status_code == 404, "an account without a record of hers"
    sent = Client().get(address)
    assert (sent.status_code, sent["Location"].split("?")[0]) == (302, "/cuenta/login/")


def test_a_part_that_is_none_is_not_there(own):
    assert own.get("/mi-perfil/otra-cosa/").status_code == 404


def test_parts_are_saved_one_by_one_and_lead_on(own, herself):
    theme = ThemeFactory()
    steps = [
        ("trabajo", {"post_title": "Jefa de área", "post_level": "middle"}, "temas"),
        ("temas", {"themes": [theme.pk], "tags": "lactancia, Presupuestos"}, "ofrezco-y-busco"),
        ("ofrezco-y-busco", {"offers": "Talleres", "seeks": "Datos"}, "sobre-mi"),
        ("sobre-mi", {"city": "Zapopan"} | closed(city="members"), "contacto"),
        ("contacto", {"telephone": "33 1"} | closed(telephone="duty"), "foto"),
    ]
    for section, typed, after in steps:
        answer = own.post(f"/mi-perfil/{section}/", typed)
        assert (answer.status_code, answer["Location"]) == (302, f"/mi-perfil/{after}/"), section
    herself.refresh_from_db()
    assert (herself.post_title, herself.offers, herself.city) == ("Jefa de área", "Talleres", "Zapopan")
    assert (herself.shows_city, herself.shows_telephone, herself.shows_email) == ("members", "duty", "nobody")
    assert sorted(tag.name for tag in herself.tags.all()) == ["Presupuestos", "lactancia"]
    assert own.post("/mi-perfil/trabajo/", {"volver": "1"})["Location"] == "/mi-perfil/"


def closed(**opened):
    return {field.switch: "nobody" for field in FIELDS if field.name != "photo"} | {
        f"shows_{name}": audience for name, audience in opened.items()
    }


def test_the_journal_keeps_that_she_wrote_and_nothing_of_what(own):
    own.post("/mi-perfil/ofrezco-y-busco/", {"offers": "Zarzamora", "seeks": ""})
    entry = Entry.objects.get(verb="edit_profile")
    assert (entry.before, entry.after) == ({}, {"fields": ["offers"]})


def test_what_was_typed_stays_where_something_is_wrong(own, herself):
    answer = own.post("/mi-perfil/sobre-mi/", {"biography": "x" * 1201, "city": "Zapopan"} | closed())
    assert (answer.status_code, answer.context["form"]["city"].value()) == (422, "Zapopan")
    answer = own.post("/mi-perfil/temas/", {"tags": ", ".join(f"palabra {n}" for n in range(13))})
    assert (answer.status_code, "Hasta 12 palabras" in text_of(answer.content)) == (422, True)
    answer = own.post("/mi-perfil/contacto/", closed(telephone="members"))
    assert answer.status_code == 422
    herself.refresh_from_db()
    assert herself.city == ""


def test_a_tag_is_written_as_those_whom_she_sees_write_it_and_never_as_a_hidden_one_does(own, herself):
    PersonFactory(visible=True).tags.add("Cuidados")
    PersonFactory().tags.add("OMM")
    own.post("/mi-perfil/temas/", {"tags": "cuidados, omm"})
    assert sorted(tag.name for tag in herself.tags.all()) == ["Cuidados", "omm"]
    assert PersonTag.objects.filter(name__iexact="omm").count() == 2


def test_a_photo_is_kept_small_and_without_what_the_camera_wrote(own, herself, private_place):
    answer = own.post("/mi-perfil/foto/", {"photo": a_photo(), "alt": "Con lentes", "shows_photo": "members"})
    assert answer.status_code == 302
    files = [path for path in private_place.rglob("*") if path.is_file()]
    kept = Image.open(files[0])
    assert (len(files), max(kept.size), dict(kept.getexif())) == (1, 640, {})
    content = files[0].read_bytes()
    assert [word in content for word in (b"Ximena", b"Fabricante", b"Exif", b"ICC")] == [False] * 4
    assert "foto" not in files[0].name


@pytest.mark.parametrize(
    ("photo", "words"),
    [
        (None, "Primero elija una foto"),
        (SimpleUploadedFile("foto.jpg", b"<svg onload=alert(1)>"), "JPEG o PNG"),
        (SimpleUploadedFile("foto.jpg", b""), "vací"),
    ],
    ids=["none", "another kind", "empty"],
)
def test_what_is_no_photo_is_refused_and_the_words_stay(photo, words, own):
    typed = {"alt": "Con lentes", "shows_photo": "duty"} | ({"photo": photo} if photo else {})
    answer = own.post("/mi-perfil/foto/", typed)
    assert (answer.status_code, words in text_of(answer.content)) == (422, True)
    assert answer.context["form"]["alt"].value() == "Con lentes"
    assert not Photo.objects.exists()


def put(own, **typed):
    own.post("/mi-perfil/foto/", {"photo": a_photo(), "alt": "", "shows_photo": "members"} | typed)
    photo = Photo.objects.get()
    return f"/integrantes/{photo.person.uid}/foto/{photo.uid}/"


@pytest.mark.parametrize(
    ("mode", "audience", "seeing"),
    [
        ("visible", "members", {"member", "liaison", "coordinator", "herself"}),
        ("visible", "duty", {"liaison", "coordinator", "herself"}),
        ("visible", "nobody", {"herself"}),
        ("limitada", "members", {"liaison", "coordinator", "herself"}),
        ("oculta", "members", {"liaison", "coordinator", "herself"}),
        ("protegida", "members", {"herself"}),
    ],
)
def test_the_photo_goes_to_whoever_sees_it_on_her_page(own, herself, log_in, mode, audience, seeing):
    address = put(own, shows_photo=audience)
    Person.objects.filter(pk=herself.pk).update(visibility=mode, alias="Luna")
    clients = {
        "member": log_in(Role.MEMBER),
        "liaison": log_in(Role.LIAISON, scope=ScopeKind.INSTITUTION, key="salud"),
        "coordinator": log_in(Role.COORDINATOR),
        "analyst": log_in(Role.ANALYST),
        "administrator": log_in(Role.ADMINISTRATOR),
        "herself": own,
    }
    got = {name: client.get(address) for name, client in clients.items()}
    seeing = seeing | ({"administrator"} if "member" in seeing else set())
    assert {name for name, answer in got.items() if answer.status_code == 200} == seeing
    assert {answer.status_code for name, answer in got.items() if name not in seeing} <= {404}
    assert {answer["Cache-Control"] for answer in got.values()} == {"no-store, private"}
    assert Client().get(address).status_code == 302


def test_a_new_photo_has_a_new_address_and_the_old_file_is_gone(
    own, private_place, django_capture_on_commit_callbacks
):
    first = put(own)
    with django_capture_on_commit_callbacks(execute=True):
        second = put(own)
    assert (own.get(first).status_code, own.get(second).status_code) == (404, 200)
    assert len([path for path in private_place.rglob("*") if path.is_file()]) == 1
    with django_capture_on_commit_callbacks(execute=True):
        own.post("/mi-perfil/foto/quitar/")
    assert [path for path in private_place.rglob("*") if path.is_file()] == []
    assert own.get(second).status_code == 404


def test_the_file_goes_with_her(own, herself, private_place, django_capture_on_commit_callbacks):
    put(own)
    with django_capture_on_commit_callbacks(execute=True):
        herself.delete()
    assert [path for path in private_place.rglob("*") if path.is_file()] == []


def test_she_is_told_what_is_missing_and_after_a_year_asked_anew(own, herself):
    page = text_of(own.get("/mi-perfil/").content)
    assert ("Lleva 0 de 8 partes" in page, "Todavía no lo ha confirmado" in page) == (True, True)
    own.post("/mi-perfil/sigue-siendo-asi/")
    herself.refresh_from_db()
    assert herself.confirmed_on == timezone.localdate()
    assert not own.get("/mi-perfil/").context["is_stale"]
    Person.objects.update(confirmed_on=timezone.localdate() - dt.timedelta(days=366))
    assert own.get("/mi-perfil/").context["is_stale"]


@pytest.mark.parametrize("number", [1, 3])
def test_her_profile_takes_the_same_queries_for_one_and_three_of_everything(
    own, herself, number, django_assert_num_queries
):
    for place in range(number):
        herself.themes.add(ThemeFactory(code=f"t{place}"))
        herself.tags.add(f"palabra {place}")
        AffiliationFactory(person=herself, is_main=False, ended="2020" if place % 2 else "")
    with django_assert_num_queries(11):
        own.get("/mi-perfil/")


def eyes(own, code):
    answer = own.get(f"/mi-perfil/como-me-ven/?como={code}")
    return answer.context, text_of(answer.content)


def test_others_eyes_get_exactly_what_her_page_gives_them(own, herself, log_in):
    Person.objects.filter(pk=herself.pk).update(
        visibility="limitada", alias="Luna", post_title="Jefa", city="Zapopan", shows_city="members",
        telephone="33 5555", shows_telephone="duty", offers="Talleres",
    )  # fmt: skip
    refresh_all()
    clients = {
        "integrante": log_in(Role.MEMBER),
        "enlace": log_in(Role.LIAISON, scope=ScopeKind.INSTITUTION, key="salud"),
        "coordinadora": log_in(Role.COORDINATOR),
    }
    for code, client in clients.items():
        shown, _page = eyes(own, code)
        theirs = client.get(herself.get_absolute_url()).context
        assert shown["found"]["person"] == theirs["person"]
        listed = client.get("/integrantes/").context["page_obj"].object_list
        assert shown["cards"] == [one for one in listed if one.uid == str(herself.uid)]
    for code in ("visitante", "analista"):
        shown, page = eyes(own, code)
        assert (shown["found"], shown["cards"], shown["words"]) == (None, [], None)
        assert "No está en la lista" in page


def test_the_words_that_find_her_do_and_no_others(own, herself, log_in):
    Person.objects.filter(pk=herself.pk).update(visibility="limitada", alias="Luna", offers="Talleres")
    refresh_all()
    words = eyes(own, "integrante")[0]["words"]
    assert words == ["luna", "talleres"]
    member = log_in(Role.MEMBER)
    for word, number in (("luna", 1), ("talleres", 1), ("zuniga", 0), ("salud", 0)):
        found = member.get(f"/integrantes/?q={word}").context["page_obj"].paginator.count
        assert (word, found) == (word, number)
    assert "zuniga" in eyes(own, "coordinadora")[0]["words"]
    assert "salud" in eyes(own, "coordinadora")[0]["words"]


def test_the_first_login_asks_once_and_closes_no_other_page(herself):
    herself.account.set_password("jacaranda-47-lluvia")
    herself.account.save()
    herself.account.emailaddress_set.create(email=herself.account.email, verified=True, primary=True)

    def entered(where=""):
        client = Client()
        typed = {"login": herself.account.email, "password": "jacaranda-47-lluvia"}
        return client, client.post(f"/cuenta/login/{where}", typed)["Location"]

    client, led_to = entered()
    assert led_to == "/mi-perfil/como-quiero-ser-vista/"
    assert client.get("/integrantes/").status_code == 200
    client, led_to = entered("?next=/mesas/")
    assert led_to == "/mi-perfil/como-quiero-ser-vista/?next=%2Fmesas%2F"
    page = client.get(led_to)
    assert page.context["later"] == "/mesas/"
    said = {"visibility": "oculta", "alias": "", "shows_as_holder": "nobody", "next": "/mesas/"}
    assert client.post(led_to, said)["Location"] == "/mesas/"
    assert entered("?next=/mesas/")[1] == "/mesas/"


def test_she_is_led_to_no_other_site(own):
    page = own.get("/mi-perfil/como-quiero-ser-vista/?next=https://malo.invalid/")
    assert page.context["next"] == ""
    said = {"visibility": "oculta", "shows_as_holder": "nobody", "next": "https://malo.invalid/"}
    assert own.post("/mi-perfil/como-quiero-ser-vista/", said)["Location"] == "/mi-perfil/"


def test_looking_keeps_nothing_and_shows_what_each_would_get(own, herself):
    post = PostFactory(name="Enlace de prueba", publication="public")
    AppointmentFactory(post=post, person=herself)
    typed = {"visibility": "limitada", "alias": "Luna", "shows_as_holder": "public", "ver": "1"}
    answer = own.post("/mi-perfil/como-quiero-ser-vista/", typed)
    got = {
        preview.mode: [(person.name if person else "", posts) for _label, person, posts in preview.rows]
        for preview in answer.context["previews"]
    }
    name, none, beside = "Ximena Zúñiga", ("", ()), ("Enlace de prueba",)
    assert got == {
        "visible": [("", beside), (name, beside), (name, beside), (name, beside), ("", beside)],
        "limitada": [none, ("Luna", ()), (name, beside), (name, beside), none],
        "oculta": [none, none, (name, beside), (name, beside), none],
        "protegida": [none] * 5,
    }
    before = (herself.visibility, herself.alias, herself.chose_visibility)
    herself.refresh_from_db()
    assert (herself.visibility, herself.alias, herself.chose_visibility) == before
    assert not Entry.objects.filter(verb="choose_openness").exists()


@pytest.mark.parametrize(
    ("alias", "words"),
    [("", "Escriba el nombre"), ("ximena del mar", "está en su nombre"), ("  ", "Escriba")],
)
def test_an_alias_that_hides_nobody_is_refused(own, herself, alias, words):
    typed = {"visibility": "limitada", "alias": alias, "shows_as_holder": "nobody"}
    answer = own.post("/mi-perfil/como-quiero-ser-vista/", typed)
    assert (answer.status_code, words in text_of(answer.content)) == (422, True)
    herself.refresh_from_db()
    assert herself.visibility == "visible"


def test_her_choice_settles_what_an_import_proposed(own, herself):
    Person.objects.update(visibility="oculta", proposed_visibility="visible")
    assert "proponía «Visible»" in text_of(own.get("/mi-perfil/como-quiero-ser-vista/").content)
    own.post("/mi-perfil/como-quiero-ser-vista/", {"visibility": "oculta", "shows_as_holder": "nobody"})
    herself.refresh_from_db()
    assert (herself.visibility, herself.proposed_visibility, herself.chose_visibility) == ("oculta", "", True)
    assert "proponía" not in text_of(own.get("/mi-perfil/como-quiero-ser-vista/").content)
