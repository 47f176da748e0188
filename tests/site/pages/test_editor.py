"""The editor: one door, no list of people, two languages."""

from io import BytesIO

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from wagtail.models import Locale
from wagtail.snippets.models import get_snippet_models
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from library.blocks import CallToActionBlock
from library.models import LibraryDocument, LibraryImage
from network.accounts.enums import Role
from network.people.models import PersonTag
from pages.models import ContentPage, HomePage
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(home: HomePage, log_in) -> Client:
    client = log_in(Role.COORDINATOR)
    client.user.groups.add(*Group.objects.filter(name__in=("Editors", "Moderators")))
    return client


@pytest.fixture
def superuser(home: HomePage, log_in) -> Client:
    return log_in(Role.ADMINISTRATOR, user=UserFactory(is_superuser=True))


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("door", ["/cms/login/", "/_util/login/", "/en/_util/login/"])
def test_every_login_door_leads_to_the_one(method: str, door: str) -> None:
    user = UserFactory()
    user.set_password("correcta-y-larga")
    user.save()
    client = Client()
    answer = getattr(client, method)(door, {"username": user.email, "password": "correcta-y-larga"})
    assert answer.status_code == 302
    assert answer["Location"].split("?")[0] == ("/en" if door.startswith("/en") else "") + "/cuenta/login/"
    assert "_auth_user_id" not in client.session


def test_the_editor_sends_visitors_to_that_door() -> None:
    assert Client().get("/cms/")["Location"] == "/cms/login/?next=/cms/"


@pytest.mark.parametrize("path", ["/cms/password_reset/", "/cms/password_reset/done/"])
def test_wagtails_password_reset_is_closed(path: str) -> None:
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize("role", [Role.MEMBER, Role.LIAISON, Role.ANALYST])
def test_whoever_does_not_edit_is_told_so_once_and_in_her_language(log_in, role: Role) -> None:
    client = log_in(role)
    answer = client.get("/cms/", follow=True, headers={"accept-language": "es"})
    assert (answer.status_code, answer.redirect_chain) == (403, [("/cms/login/?next=/cms/", 302)])
    assert "permission to access the admin" not in client.get("/instituciones/").content.decode()


def test_nobody_reads_accounts_or_peoples_tags_there(superuser: Client) -> None:
    PersonTag.objects.create(name="acompañamiento", slug="acompanamiento")
    user = UserFactory().pk
    for path in (
        "/cms/users/",
        "/cms/users/results/",
        "/cms/users/add/",
        f"/cms/users/edit/{user}/",
        f"/cms/users/history/{user}/",
        f"/cms/bulk/accounts/user/delete/?id={user}",
        f"/cms/bulk/accounts/user/set_active_state/?id={user}",
        "/cms/tag-autocomplete/people/persontag/?term=a",
    ):
        assert (superuser.get(path).status_code, superuser.post(path).status_code) == (404, 404), path


def test_the_menu_does_not_offer_it(superuser: Client) -> None:
    page = superuser.get("/cms/").content.decode()
    assert "/cms/users/" not in page
    assert "/cms/groups/" in page


def test_no_model_that_bears_a_person_is_registered() -> None:
    assert get_snippet_models() == []
    assert not apps.is_installed("django.contrib.admin")


def test_her_own_settings_hold_no_name_and_no_picture(coordinator: Client) -> None:
    page = coordinator.get("/cms/account/")
    assert page.status_code == 200
    assert sorted(panel.name for panels in page.context["panels_by_tab"].values() for panel in panels) == [
        "locale",
        "notifications",
        "theme",
    ]


def home_form() -> dict[str, str]:
    form: dict[str, str] = nested_form_data(
        {
            "title": "Inicio",
            "slug": "inicio",
            "hero_title": "Nuestra red",
            "hero_lead": "",
            "target": "150",
            "body": streamfield([("paragraph", rich_text("<p>Hola.</p>"))]),
            "invitation": rich_text("<p>Venga.</p>"),
            "who_may_join": rich_text(""),
            "how_to_ask": rich_text(""),
            "action-publish": "1",
        }
    )
    return form


def test_a_coordinator_edits_and_publishes_the_home(coordinator: Client, home: HomePage) -> None:
    answer = coordinator.post(f"/cms/pages/{home.pk}/edit/", home_form())
    assert answer.status_code == 302
    home.refresh_from_db()
    assert (home.hero_title, home.target, home.live) == ("Nuestra red", 150, True)
    assert "Nuestra red" in Client().get("/").content.decode()


def test_the_editors_frame_may_show_the_preview_and_nothing_else(coordinator: Client, home: HomePage) -> None:
    coordinator.post(f"/cms/pages/{home.pk}/edit/preview/", home_form())
    preview = coordinator.get(f"/cms/pages/{home.pk}/edit/preview/?in_preview_panel=true")
    assert preview.status_code == 200
    assert "frame-ancestors 'self'" in preview["Content-Security-Policy"]
    assert "unsafe-inline" not in preview["Content-Security-Policy"]
    assert preview["X-Frame-Options"] == "SAMEORIGIN"
    page = coordinator.get("/")
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"


def test_a_page_is_translated_with_wagtail_localize(coordinator: Client, home: HomePage) -> None:
    page = home.add_child(
        instance=ContentPage(
            title="Quiénes somos",
            locale=home.locale,
            body=[
                ("paragraph", "<p>Una red.</p>"),
                (
                    "key_facts",
                    {"title": "Datos", "facts": [{"value": "7", "text": "contenidos"}], "source": ""},
                ),
                (
                    "call_to_action",
                    {"title": "Directorio", "text": "", "button": "Ver", "page": None, "address": "/hitos/"},
                ),
            ],
        )
    )
    page.save_revision().publish()
    english = Locale.objects.get(language_code="en")
    assert coordinator.get(f"/cms/localize/submit/page/{page.pk}/").status_code == 200
    coordinator.post(f"/cms/localize/submit/page/{page.pk}/", {"locales": [english.pk]})
    translated = page.get_translation(english)
    editor = coordinator.get(f"/cms/pages/{translated.pk}/edit/")
    assert editor.status_code == 200
    assert "wagtail_localize/admin/edit_translation.html" in [template.name for template in editor.templates]


def test_a_picture_uploaded_in_the_editor_is_bare_and_needs_words_in_use(
    coordinator: Client, settings, tmp_path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    exif = Image.Exif()
    exif[0x010F] = "Telefono Secreto"
    out = BytesIO()
    Image.new("RGB", (40, 20), "purple").save(out, "JPEG", exif=exif)
    answer = coordinator.post(
        "/cms/images/add/",
        {
            "title": "Encuentro",
            "file": SimpleUploadedFile("foto.jpg", out.getvalue(), "image/jpeg"),
            "alt_text": "Mujeres en una mesa de trabajo",
            "description": "",
            "tags": "",
        },
    )
    assert answer.status_code == 302
    image = LibraryImage.objects.get()
    written = (tmp_path / image.file.name).read_bytes()
    assert b"Telefono Secreto" not in written
    assert image.file_size == len(written)
    assert image.default_alt_text == "Mujeres en una mesa de trabajo"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//ajeno.invalid/", "http://ajeno.invalid/", ""])
def test_a_call_to_action_leads_nowhere_strange(address: str) -> None:
    block = CallToActionBlock()
    value = block.to_python({"title": "A", "text": "", "button": "B", "page": None, "address": address})
    with pytest.raises(Exception) as refused:  # noqa: PT011  (wagtail's own error class has no message)
        block.clean(value)
    assert "address" in refused.value.block_errors


def test_what_an_editor_uploads_is_called_in_spanish():
    assert (str(LibraryImage._meta.verbose_name), str(LibraryDocument._meta.verbose_name)) == (
        "imagen",
        "documento",
    )
