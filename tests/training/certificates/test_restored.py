"""A backup comes back on another machine under another name: papers handed out before still verify."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.network.ties.processes import scratch_database
from tests.site.config.test_backups import SERVER, Installed
from tests.tables import put_empty_tables

OLD, NEW = "red.ejemplo.invalid", "otra-red.ejemplo.invalid"
KEPT = "a-key-that-its-owner-took-along-which-is-long-enough-1234567890"
ISSUE = """
import json, sys
import django; django.setup()
from django.utils import timezone
from network.office.services import describe_office
from network.people.models import Person
from training.certificates.due import Ground, due
from training.certificates.issuing import issue
from training.certificates.papers import check_address
from training.enums import CertificateKind
from training.models import Curriculum, CurriculumVersion, Edition
describe_office(by=None, network_name="Red", office_name="Oficina", signer_name="Firma Prueba")
course = Curriculum.objects.create(title="Diplomado en presupuestos", kind="diplomado")
today = timezone.localdate()
version = CurriculumVersion.objects.create(curriculum=course, number=1, state="in_force", in_force_on=today)
edition = Edition.objects.create(version=version, state="closed", published_at=timezone.now(),
    closed_at=timezone.now(), starts_on=today, ends_on=today)
person = Person.objects.create(name=sys.argv[1])
row = edition.enrolments.create(person=person, state="in")
row.state, row.completed_on = "completed", today
row.save()
ground = Ground(CertificateKind.COMPLETED, edition=edition)
(made,) = [issue(ground=ground, one=one, by=None, language="es") for one in due(ground)]
print(json.dumps([made.code, check_address(made.code, "es"), made.signature, made.key.public]))
"""
LOOK = """
import json, re, sys
from urllib.parse import urlsplit
import django; django.setup()
from django.conf import settings
from django.contrib.staticfiles import storage as static
from django.core.management import call_command
from django.test import Client
from network.paper.pdf import PaperUnavailableError, as_pdf
from training.certificates.papers import check_address, paper
from training.certificates.signing import is_genuine
from training.models import Certificate, SigningKey
static.staticfiles_storage._wrapped = static.StaticFilesStorage()  # a server's files are not collected here
if "cache" in settings.DATABASES:
    call_command("createcachetable", database="cache", verbosity=0)  # as its start does
found = []
for address in sys.argv[1:]:  # what the camera read from a paper of then, at the name of now
    answer = Client().get(urlsplit(address).path, secure=True, HTTP_HOST=settings.ALLOWED_HOSTS[0])
    said = answer.content.decode()
    row = Certificate.objects.select_related("key").get(code=address.rstrip("/").rpartition("/")[2])
    try:
        pages = len(as_pdf(paper(row)))
    except PaperUnavailableError:
        pages = 1
    found.append([answer.status_code, "está vigente" in said, row.content["name"] in said, is_genuine(row),
                  check_address(row.code, "es"), row.signature, row.key.public, bool(pages)])
stranger = Client().get("/constancias/" + "A" * 28 + "/", secure=True, HTTP_HOST=settings.ALLOWED_HOSTS[0])
print(json.dumps([found, SigningKey.objects.count(), stranger.status_code]))
"""


def said(done: Any) -> Any:
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.strip().splitlines()[-1])


def named(name: str) -> dict[str, str]:
    return {"ALLOWED_HOSTS": name, "BASE_URL": f"https://{name}", "CSRF_TRUSTED_ORIGINS": f"https://{name}"}


def verifies_elsewhere(here: Installed, there: Installed, archive: Path, *, keys: int) -> None:
    """Issued here, restored there: verified by the same key and signature; one issued there stands beside it.

    `keys` is how many pairs there are then: another where the secret of the installation is another.
    """
    code, address, signature, public = said(here.run("-c", ISSUE, "Ana López Prado"))
    assert address == f"https://{OLD}/constancias/{code}/"
    for done in (here.manage("backup", str(archive)), there.manage("restore", str(archive))):
        assert done.returncode == 0, done.stderr
    as_it_was = [200, True, True, True, f"https://{NEW}/constancias/{code}/", signature, public, True]
    assert said(there.run("-c", LOOK, address)) == [[as_it_was], 1, 404], "no key is made by looking"
    _code, later, _signature, key = said(there.run("-c", ISSUE, "Eva Ruiz Casas"))
    assert (key == public) is (keys == 1)
    (before, after), number, _status = said(there.run("-c", LOOK, address, later))
    assert (before, after[:4], number) == (as_it_was, [200, True, True, True], keys)


@pytest.mark.prove
def test_it_verifies_under_another_name_though_the_secret_was_lost(tmp_path: Path) -> None:
    here, there = (
        Installed(tmp_path / folder, **named(name)) for folder, name in (("red", OLD), ("otra", NEW))
    )
    here.folder.mkdir()
    put_empty_tables(here.folder)
    verifies_elsewhere(here, there, tmp_path / "respaldo.tar.gz", keys=2)


@pytest.mark.prove
def test_whoever_took_the_secret_along_signs_on_with_the_same_key(tmp_path: Path) -> None:
    here, there = (
        Installed(tmp_path / folder, SECRET_KEY=KEPT, **named(name))
        for folder, name in (("red", OLD), ("otra", NEW))
    )
    here.folder.mkdir()
    put_empty_tables(here.folder)
    verifies_elsewhere(here, there, tmp_path / "respaldo.tar.gz", keys=1)


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="runs where DATABASE_URL names PostgreSQL")
def test_on_postgresql_it_verifies_under_another_name(tmp_path: Path) -> None:
    with scratch_database(with_tables=True) as first, scratch_database(with_tables=False) as second:
        here, there = (
            Installed(tmp_path / folder, **{**SERVER, **named(name)}, DATABASE_URL=url)
            for folder, name, url in (("red", OLD, first), ("otra", NEW, second))
        )
        verifies_elsewhere(here, there, tmp_path / "respaldo.tar.gz", keys=1)
