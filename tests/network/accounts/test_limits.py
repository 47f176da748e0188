"""How often something may be done holds for all processes together, whatever a visitor says of herself."""

import time

import pytest
import time_machine
from django.db import connection
from django.test import Client, RequestFactory

from network.accounts.limits import place_of, within
from tests.network.ties.processes import ended, scratch

AT_ONCE = """
import os, sys, time
from pathlib import Path
import django; django.setup()
from network.accounts.limits import within
ready = Path(sys.argv[1])
(ready / str(os.getpid())).touch()
while len(list(ready.iterdir())) < int(sys.argv[2]):
    time.sleep(0.001)
print(sum(within("proof", "ana", at_most=20, per=600) for _ in range(15)))
"""
GUESS = """
import os, sys, time
from pathlib import Path
import django; django.setup()
from django.test import Client
ready, count, kind = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
(ready / str(os.getpid())).touch()
while len(list(ready.iterdir())) < count:
    time.sleep(0.001)
tried = 0
for turn in range(10):
    somewhere = f"198.18.{os.getpid() % 250}.{turn}"
    place, forged = ("198.51.100.7", somewhere) if kind == "one address" else (somewhere, "203.0.113.5")
    whom = "ana" if kind == "one account" else f"{os.getpid()}-{turn}"
    said = {"login": f"{whom}@ejemplo.invalid", "password": "adivina-adivinanza"}
    client = Client(REMOTE_ADDR=place, headers={"X-Forwarded-For": forged, "Host": "localhost"})
    answer = client.post("/cuenta/login/", said)
    page = answer.content.decode()
    assert answer.status_code in (200, 429)
    tried += "Demasiados intentos" not in page
print(tried)
"""
PREPARE = """
import django; django.setup()
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
kind = type(caches["default"]).__name__
if kind == "DatabaseCache":
    database = "cache" if "cache" in settings.DATABASES else "default"
    call_command("createcachetable", database=database, verbosity=0)
print(kind)
"""
SERVER = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "a-key-for-this-test-alone-which-is-long-enough-1234567890-ñandú",
    "REDIS_URL": "",
    "ALLOWED_HOSTS": "red.ejemplo.invalid",
    "CSRF_TRUSTED_ORIGINS": "https://red.ejemplo.invalid",
    "BASE_URL": "https://red.ejemplo.invalid",
}
PROCESSES = 4


@pytest.mark.long
@pytest.mark.django_db
def test_several_processes_together_stay_within_one_limit(tmp_path):
    """60 attempts of 4 processes at once, of which 20 are allowed: not one more."""
    with scratch(tmp_path) as start:
        ended(start(PREPARE))
        ready = tmp_path / "ready"
        ready.mkdir()
        running = [start(AT_ONCE, ready, PROCESSES) for _ in range(PROCESSES)]
        allowed = sum(int(ended(each)) for each in running)
    assert 20 - PROCESSES <= allowed <= 20


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="runs where DATABASE_URL names PostgreSQL")
def test_a_server_without_redis_holds_one_limit_in_its_database(tmp_path):
    """As the server's own settings choose it; the embedded run counts in a database of SQLite alike."""
    with scratch(tmp_path, **SERVER) as start:
        assert ended(start(PREPARE)) == "DatabaseCache"
        ready = tmp_path / "ready"
        ready.mkdir()
        running = [start(AT_ONCE, ready, PROCESSES) for _ in range(PROCESSES)]
        allowed = sum(int(ended(each)) for each in running)
    assert 20 - PROCESSES <= allowed <= 20


@pytest.mark.prove
@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["one address", "one account"])
def test_several_processes_together_let_ten_passwords_be_tried(tmp_path, kind):
    """From one address, which says each time that it is another; or of one account, from many addresses.

    As contract one more for each process.
    """
    with scratch(tmp_path) as start:
        ended(start(PREPARE))
        ready = tmp_path / "ready"
        ready.mkdir()
        running = [start(GUESS, ready, PROCESSES, kind) for _ in range(PROCESSES)]
        tried = sum(int(ended(each)) for each in running)
    assert 10 - PROCESSES <= tried <= 10 + PROCESSES


def test_what_is_too_old_counts_no_more_and_what_is_refused_never_did():
    with time_machine.travel(time.time(), tick=False) as clock:
        assert [within("a", "x", at_most=2, per=60) for _ in range(4)] == [True, True, False, False]
        assert within("a", "y", at_most=2, per=60)
        assert within("b", "x", at_most=2, per=60)
        clock.shift(61)
        assert within("a", "x", at_most=2, per=60)


@pytest.mark.parametrize(
    ("proxies", "said", "place"),
    [
        (0, "203.0.113.9", "198.51.100.7"),
        (1, "203.0.113.9, 192.0.2.44", "192.0.2.44"),
        (1, "203.0.113.9,203.0.113.10, 192.0.2.44", "192.0.2.44"),
        (2, "203.0.113.9, 192.0.2.44, 10.0.0.2", "192.0.2.44"),
        (1, None, "198.51.100.7"),
        (1, "2001:db8:1:2:aaaa::1", "2001:db8:1:2::"),
    ],
)
def test_of_x_forwarded_for_only_what_our_proxies_added_is_believed(settings, proxies, said, place):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {"X-Forwarded-For": said} if said else {}
    request = RequestFactory(REMOTE_ADDR="198.51.100.7", headers=headers).get("/")
    assert place_of(request) == place


@pytest.mark.django_db
def test_one_address_does_not_ask_without_end_what_holds_without_institutions(monkeypatch):
    monkeypatch.setattr("network.web.often.AT_MOST", 3)
    client = Client(REMOTE_ADDR="198.51.100.9")
    answers = [client.get("/red/sin/?sin=nadie").status_code for _ in range(4)]
    assert answers == [200, 200, 200, 429]
    forged = client.get("/red/sin/?sin=nadie", headers={"X-Forwarded-For": "203.0.113.1"})
    assert (forged.status_code, "Demasiados intentos" in forged.content.decode()) == (429, True)
    for other in ("respuesta.json", "separadas.csv", "informe.pdf"):
        assert client.get(f"/red/sin/{other}?sin=nadie").status_code == 429
    assert client.get("/red/sin/").status_code == 200
    assert Client(REMOTE_ADDR="198.51.100.10").get("/red/sin/?sin=nadie").status_code == 200
