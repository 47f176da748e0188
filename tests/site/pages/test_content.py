"""Pages of free content, and the blocks of which they are made."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image
from wagtail.blocks import StreamBlockValidationError

from library.models import LibraryImage
from pages.models import ContentPage, HomePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture(settings, tmp_path) -> LibraryImage:
    settings.MEDIA_ROOT = tmp_path
    out = BytesIO()
    Image.new("RGB", (40, 20), "purple").save(out, "PNG")
    return LibraryImage.objects.create(title="archivo", file=ContentFile(out.getvalue(), name="a.png"))


def page_with(home: HomePage, body: list, **fields: object) -> ContentPage:
    page = home.add_child(
        instance=ContentPage(title="Quiénes somos", locale=home.locale, body=body, **fields)
    )
    page.save_revision().publish()
    return page


def text(page: ContentPage) -> str:
    return " ".join(Client().get(page.url).content.decode().split())


def test_every_block_is_shown(home: HomePage, picture: LibraryImage) -> None:
    picture_value = {"image": picture.pk, "decorative": False, "alt_text": "Mesa de trabajo"}
    page = page_with(
        home,
        [
            {"type": "paragraph", "value": "<h2>Historia</h2><p>Empezó en 2019.</p>"},
            {
                "type": "key_facts",
                "value": {
                    "title": "En breve",
                    "facts": [{"value": "7", "text": "contenidos"}],
                    "source": "Informe de 2021",
                },
            },
            {
                "type": "call_to_action",
                "value": {
                    "title": "¿Busca un enlace?",
                    "text": "Están en el directorio.",
                    "button": "Ir al directorio",
                    "page": None,
                    "address": "/instituciones/",
                },
            },
            {
                "type": "call_to_action",
                "value": {"title": "B", "text": "", "button": "C", "page": home.pk, "address": ""},
            },
            {"type": "illustration", "value": {"image": picture_value, "caption": "Primera sesión"}},
        ],
        lead="Lo que somos.",
    )
    shown = text(page)
    for piece in (
        '<p class="lead">Lo que somos.</p>',
        "<h2>Historia</h2>",
        '<dt class="figure-tile__caption">contenidos</dt> <dd class="figure-tile__number">7</dd>',
        "Informe de 2021",
        '<a class="button" href="/instituciones/">Ir al directorio</a>',
        '<a class="button" href="/">C</a>',
        'alt="Mesa de trabajo"',
        "Primera sesión",
    ):
        assert piece in shown


def test_a_picture_without_words_is_not_accepted(home: HomePage, picture: LibraryImage) -> None:
    body = ContentPage.body.field.stream_block
    value = {"image": picture.pk, "decorative": False, "alt_text": ""}
    stream = body.to_python([{"type": "illustration", "value": {"image": value, "caption": ""}}])
    with pytest.raises(StreamBlockValidationError):
        body.clean(stream)
    value["decorative"] = True
    body.clean(body.to_python([{"type": "illustration", "value": {"image": value, "caption": ""}}]))


def test_a_neutral_title_keeps_the_tab_silent(home: HomePage) -> None:
    page = page_with(home, [], neutral_title=True, search_description="Violencia en el trabajo")
    head = text(page).split("</head>")[0]
    assert "<title>Red interinstitucional de género · Entramado</title>" in head
    assert "Violencia" not in head
    assert "Quiénes somos" not in head


def test_the_foot_leads_to_the_version_of_the_notice_that_is_in_force(home: HomePage) -> None:
    assert 'href="/privacidad/"' in text(home)
    said = Client().get("/privacidad/").content.decode()
    assert "Versión 1" in said
    assert "por revisar por el área jurídica" in said


def test_only_what_pages_show_is_handed_out(settings) -> None:
    settings.ENTRAMADO_SERVES_IMAGES = True
    for path in ("/media/original_images/a.png", "/media/documents/a.pdf", "/media/../demo_password"):
        assert Client().get(path).status_code == 404
