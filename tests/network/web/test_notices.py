"""The bell, the list behind it, and how she wants her notices."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from network.accounts.enums import Role
from network.notices.models import Notice, Preference
from tests.factories.accounts import UserFactory
from tests.network.notices.tried import tell, use

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    use(monkeypatch)


@pytest.fixture
def ana(log_in):
    return log_in(Role.MEMBER)


def page(client, address="/mis-avisos/"):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_each_sees_hers_alone(ana, log_in):
    tell(ana.user, words={"place": "la mesa de Ana"})
    eva = log_in(Role.ADMINISTRATOR)
    assert "la mesa de Ana" in page(ana)
    assert "la mesa de Ana" not in page(eva)
    hers = Notice.objects.get()
    assert eva.get(hers.get_absolute_url()).status_code == 404
    eva.post("/mis-avisos/leidos/", {"aviso": hers.uid})
    eva.post("/mis-avisos/leidos/")
    hers.refresh_from_db()
    assert hers.read_at is None


def test_following_one_reads_it_and_leads_on_in_the_language_she_came_in(ana):
    tell(ana.user, link="/mesas/una/")
    found = Notice.objects.get()
    assert ana.get(f"/en/mis-avisos/{found.uid}/").url == "/en/mesas/una/"
    found.refresh_from_db()
    assert found.read_at is not None


def test_one_is_marked_or_all_of_them_and_she_comes_back_to_her_page(ana):
    for key in range(23):
        tell(ana.user, key=str(key))
    html = page(ana, "/mis-avisos/?page=2")
    assert html.count('name="aviso"') == 3
    one = Notice.objects.last()
    answer = ana.post("/mis-avisos/leidos/", {"aviso": one.uid, "pagina": "2"})
    assert answer.url == "/mis-avisos/?page=2"
    assert Notice.objects.filter(read_at=None).count() == 22
    assert ana.post("/mis-avisos/leidos/").url == "/mis-avisos/"
    assert not Notice.objects.filter(read_at=None).exists()
    assert ana.post("/mis-avisos/leidos/", {"aviso": "x", "pagina": "y"}).url == "/mis-avisos/"


def test_looking_at_the_list_is_seeing_not_reading(ana):
    tell(ana.user)
    page(ana)
    found = Notice.objects.get()
    assert found.seen_at is not None
    assert found.read_at is None


def test_a_list_of_three_asks_no_more_than_one_of_one(ana, django_assert_num_queries):
    for number in (1, 3):
        while Notice.objects.count() < number:
            tell(ana.user, key=str(Notice.objects.count()))
        page(ana)
        with django_assert_num_queries(9):
            page(ana)


def test_the_bell_costs_no_page_a_query_and_stands_without_script(ana, django_assert_num_queries):
    ana.user.unread = 2
    ana.user.save()
    html = page(ana, "/cuenta/email/")
    assert html.count('class="bell"') == 1
    assert "2 avisos sin leer" in html
    assert 'class="bell"' not in Client().get("/cuenta/login/").content.decode()


def test_who_is_no_insider_has_no_bell(log_in):
    client = log_in()
    assert 'class="bell"' not in page(client, "/cuenta/email/")
    for address in ("/mis-avisos/", "/mis-avisos/preferencias/", "/mis-avisos/cuantos/"):
        assert client.get(address).status_code == 404


def test_the_number_is_asked_of_the_rows(ana):
    tell(ana.user)
    assert 'data-bell-count="1"' in page(ana, "/mis-avisos/cuantos/")


def test_each_kind_is_chosen_and_the_language_of_e_mails(ana):
    html = page(ana, "/mis-avisos/preferencias/")
    assert 'name="roles"' not in html
    assert "Su cuenta y sus permisos" in html
    said = dict.fromkeys(choices(html), "bell")
    answer = ana.post("/mis-avisos/preferencias/", {**said, "tried": "weekly", "language": "en"})
    assert answer.url == reverse("notice_preferences")
    assert Preference.objects.get(kind="tried").delivery == "weekly"
    ana.user.refresh_from_db()
    assert ana.user.language == "en"
    assert 'value="weekly" selected' in page(ana, "/mis-avisos/preferencias/")


def test_nobody_is_asked_about_notices_that_only_others_get(ana, log_in):
    of_a_role = {"pace", "relay_reports", "imports"}
    assert choices(page(ana, "/mis-avisos/preferencias/")).isdisjoint(of_a_role)
    runs = log_in(Role.ADMINISTRATOR)
    assert of_a_role <= choices(page(runs, "/mis-avisos/preferencias/"))


def test_what_is_no_choice_is_told_and_the_others_are_kept_as_typed(ana):
    said = dict.fromkeys(choices(page(ana, "/mis-avisos/preferencias/")), "daily")
    html = ana.post("/mis-avisos/preferencias/", {**said, "tried": "x", "language": "es"}).content.decode()
    assert "error-summary" in html
    assert 'value="daily" selected' in html
    assert not Preference.objects.exists()


def choices(html):
    return set(re.findall(r'<select name="(\w+)"', html)) - {"language"}


def test_a_visitor_is_sent_to_log_in_for_any_notice():
    tell(UserFactory())
    for uid in (Notice.objects.get().uid, "8d9a3b6e-0000-4000-8000-000000000000"):
        answer = Client().get(f"/mis-avisos/{uid}/")
        assert answer.status_code == 302
        assert answer.url.startswith("/cuenta/login/")
