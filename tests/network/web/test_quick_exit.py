"""The quick exit stands on whatever is about persons or touches violence, and on nothing of the desk."""

import re

import pytest

from network.accounts.enums import Role
from network.office.models import Office
from network.web.quick_exit import stands_on
from tests.factories.records import GroupFactory

pytestmark = pytest.mark.django_db

DOOR = "data-quick-exit"


def page(text):
    return f"<header>Violencia</header><main><p>{text}</p></main><footer>datos de víctimas</footer>"


@pytest.mark.parametrize(
    ("path", "text", "stands"),
    [
        ("/integrantes/", "Nada", True),
        ("/en/integrantes/x/", "Nothing", True),
        ("/mis-mensajes/", "Nada", True),
        ("/mi-perfil/", "Nada", True),
        ("/rutas/", "Ruta de atención a la violencia de pareja", True),
        ("/materiales/", "Protocolo contra el hostigamiento", True),
        ("/en/materiales/", "Sexual harassment", True),
        ("/convenios/", "Presupuesto con perspectiva de género", False),
        ("/mesas/", "Aquí no se registran casos ni datos de víctimas.", False),
        ("/gestion/mensajes/", "Violencia", False),
    ],
)
def test_one_rule_decides(path, text, stands):
    assert stands_on(path, page(text)) is stands


@pytest.mark.parametrize(
    "address", ["/integrantes/", "/mis-mensajes/", "/mis-avisos/", "/mi-perfil/", "/mi-perfil/bloqueos/"]
)
def test_pages_about_persons_have_it_before_everything_else(log_in, address):
    from tests.network.relay.test_writing import member

    person = member()
    client = log_in(user=person.account)
    for asked in (address, person.get_absolute_url()):
        shown = client.get(asked, follow=True).content.decode()
        assert shown.index(DOOR) < shown.index('class="skip-link"')
        assert 'rel="noreferrer nofollow"' in shown


def test_a_group_on_violence_has_it_and_another_has_not(client):
    on, off = GroupFactory(name="Mesa contra la violencia"), GroupFactory(name="Mesa de presupuesto")
    assert DOOR in client.get(on.get_absolute_url()).content.decode()
    assert DOOR not in client.get(off.get_absolute_url()).content.decode()


def test_the_desk_has_none(log_in):
    assert DOOR not in log_in(Role.COORDINATOR).get("/gestion/").content.decode()


def test_it_leads_where_the_installation_says(client, settings):
    settings.QUICK_EXIT_URL = "https://tiempo.ejemplo.invalid/"
    group = GroupFactory(name="Mesa contra la violencia")
    shown = client.get(group.get_absolute_url()).content.decode()
    assert 'href="https://tiempo.ejemplo.invalid/"' in shown


def described(client, **said):
    answer = {"network_name": "Red", "office_name": "Oficina", **said}
    return client.post("/gestion/oficina/", answer)


def test_the_office_says_on_its_page_where_it_leads_also_without_a_script(
    client, log_in, settings, django_capture_on_commit_callbacks
):
    group = GroupFactory(name="Mesa contra la violencia")
    with django_capture_on_commit_callbacks(execute=True):
        answer = described(log_in(Role.COORDINATOR), quick_exit="clima.ejemplo.invalid/hoy")
    assert answer.status_code == 302
    shown = client.get(group.get_absolute_url()).content.decode()
    link = re.search(r"<a [^>]*data-quick-exit[^>]*>", shown).group()
    assert 'href="https://clima.ejemplo.invalid/hoy"' in link
    with django_capture_on_commit_callbacks(execute=True):
        described(log_in(Role.COORDINATOR), quick_exit="")
    assert f'href="{settings.QUICK_EXIT_URL}"' in client.get(group.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://clima.ejemplo.invalid/", "empiece con https://"),
        ("https://ana@clima.ejemplo.invalid/", "empiece con https://"),
        ("javascript:alert(1)", "URL"),
        ("https://red.ejemplo.invalid/materiales/", "de este mismo sitio"),
        ("https://otra.red.invalid/", "de este mismo sitio"),
        ("https://desde.ejemplo.invalid/", "de este mismo sitio"),
    ],
)
def test_a_way_out_that_leads_back_or_is_read_on_the_way_is_refused_and_stays_typed(
    log_in, settings, address, said
):
    settings.WAGTAILADMIN_BASE_URL = "https://red.ejemplo.invalid"
    settings.ALLOWED_HOSTS = [".red.invalid", "*"]
    coordinator = log_in(Role.COORDINATOR)
    coordinator.defaults["HTTP_HOST"] = "desde.ejemplo.invalid"
    shown = described(coordinator, quick_exit=address).content.decode()
    assert said in shown
    assert f'value="{address}"' in shown
    assert not Office.objects.exists()
