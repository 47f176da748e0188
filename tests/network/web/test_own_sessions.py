"""Where an account is logged in: seen by her alone, ended one by one, or all others."""

import secrets

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from network.accounts.sessions import device
from tests.conftest import has_just_logged_in
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "jacaranda-47-lluvia"
ANDROID = "Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/131.0 Safari/537.36 Edg/131.0"


@pytest.fixture
def user():
    made = UserFactory(factor=False)
    made.set_password(PASSWORD)
    made.save()
    made.emailaddress_set.create(email=made.email, verified=True, primary=True)
    return made


def logged_in(user, agent: str = ANDROID) -> Client:
    place = f"198.18.{secrets.randbelow(256)}.{secrets.randbelow(256)}"
    client = Client(headers={"User-Agent": agent}, REMOTE_ADDR=place)
    answer = client.post("/cuenta/login/", {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get("/mis-sesiones/").status_code == 200


def test_she_sees_hers_by_device_and_nobody_elses(user):
    phone, desk = logged_in(user), logged_in(user, WINDOWS)
    other = UserFactory(factor=False)
    other.set_password(PASSWORD)
    other.save()
    other.emailaddress_set.create(email=other.email, verified=True, primary=True)
    logged_in(other, "Mozilla/5.0 (X11; Linux x86_64) Safari/1")
    page = phone.get("/mis-sesiones/").content.decode()
    assert ("Firefox, Android" in page, "Edge, Windows" in page, "Safari, Linux" in page) == (
        True,
        True,
        False,
    )
    assert is_in(desk)


def test_one_is_ended_and_the_others_go_on(user):
    phone, desk, lost = logged_in(user), logged_in(user), logged_in(user)
    row = UserSession.objects.get(session_key=lost.session.session_key)
    phone.post("/mis-sesiones/cerrar/", {"sesion": row.pk})
    assert (is_in(phone), is_in(desk), is_in(lost)) == (True, True, False)
    again = phone.post("/mis-sesiones/cerrar/", {"sesion": row.pk}, follow=True)
    assert "ya se había cerrado" in again.content.decode()


def test_a_colleagues_session_cannot_be_ended(user):
    mine, hers = logged_in(user), UserFactory(factor=False)
    hers.set_password(PASSWORD)
    hers.save()
    hers.emailaddress_set.create(email=hers.email, verified=True, primary=True)
    client = logged_in(hers)
    for said in (UserSession.objects.get(user=hers).pk, "otras", "x", "²", ""):
        mine.post("/mis-sesiones/cerrar/", {"sesion": said})
    assert is_in(client)


def test_all_others_are_ended(user):
    clients = [logged_in(user) for _ in range(3)]
    clients[1].post("/mis-sesiones/cerrar/", {"sesion": "otras"})
    assert [is_in(client) for client in clients] == [False, True, False]
    assert (Session.objects.count(), UserSession.objects.count()) == (1, 1)


def test_a_new_password_ends_all_others(user):
    phone, desk = logged_in(user), logged_in(user)
    said = {"oldpassword": PASSWORD, "password1": "otra-glicina-83", "password2": "otra-glicina-83"}
    assert phone.post("/cuenta/password/change/", said).status_code == 302
    assert (is_in(phone), is_in(desk)) == (True, False)
    assert phone.get("/mis-sesiones/").content.decode().count("card__title") == 1


def test_ending_asks_who_did_not_just_confirm_and_goes_on_with_what_was_sent(user):
    phone, lost = logged_in(user), logged_in(user)
    has_just_logged_in(phone, user, seconds_ago=601)
    asked = phone.post("/mis-sesiones/cerrar/", {"sesion": "otras"})
    assert asked["Location"].startswith("/cuenta/reauthenticate/")
    assert is_in(lost)
    assert phone.post(asked["Location"], {"password": PASSWORD})["Location"] == "/mis-sesiones/"
    assert (is_in(phone), is_in(lost)) == (True, False)


def test_a_visitor_is_sent_to_log_in():
    assert Client().get("/mis-sesiones/")["Location"].startswith("/cuenta/login/")
    assert (
        Client().post("/mis-sesiones/cerrar/", {"sesion": "otras"})["Location"].startswith("/cuenta/login/")
    )


def test_the_queries_do_not_grow_with_the_sessions(user):
    phone, counts = logged_in(user), []
    phone.get("/mis-sesiones/")
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            phone.get("/mis-sesiones/")
        counts.append(len(asked))
        logged_in(user), logged_in(user)
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("said", "told"), [(ANDROID, "Firefox, Android"), (WINDOWS, "Edge, Windows"), ("", "Equipo desconocido")]
)
def test_a_device_is_told_in_words(said, told):
    assert device(said) == told
