"""A backup is whole or it is not taken, and it comes back only where nothing is lost by it."""

import io
import json
import sqlite3
import stat
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.network.ties.processes import scratch_database
from tests.tables import environment, put_empty_tables

pytestmark = pytest.mark.long
ROOT = Path(settings.ROOT)
SERVER = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "a-key-for-this-test-alone-which-is-long-enough-1234567890-ñandú",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "ALLOWED_HOSTS": "red.ejemplo.invalid",
    "CSRF_TRUSTED_ORIGINS": "https://red.ejemplo.invalid",
    "BASE_URL": "https://red.ejemplo.invalid",
}
READ = (
    "import django; django.setup(); from network.institutions.models import Institution as I;"
    "print(list(I.objects.values_list('name', flat=True)))"
)
WRITE = (
    "import django; django.setup(); from network.institutions.models import Institution as I;"
    "I.objects.create(name='Instituto {}', kind='other')"
)


class Installed:
    """An installation of this test's own, in processes of its own: on SQLite, unless told otherwise."""

    def __init__(self, folder: Path, **told: str) -> None:
        self.folder = folder
        self.environment = {**environment(folder), **told}

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command], env=self.environment, capture_output=True, text=True
        )

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run(str(ROOT / "site" / "manage.py"), *arguments)

    def names(self) -> str:
        return self.run("-c", READ).stdout.strip()

    def fill(self) -> None:
        done = self.run("-c", WRITE.format("uno"))
        assert done.returncode == 0, done.stderr
        for name in ("private/office/escaneo.pdf", "media/images/foto.png"):
            (self.folder / name).parent.mkdir(parents=True)
            (self.folder / name).write_bytes(b"contenido de " + name.encode())


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    made = Installed(tmp_path_factory.mktemp("filled"))
    put_empty_tables(made.folder)
    made.fill()
    return made


@pytest.fixture(scope="module")
def taken(filled: Installed) -> Path:
    target = filled.folder / "respaldo.tar.gz"
    done = filled.manage("backup", str(target))
    assert done.returncode == 0, done.stderr
    return target


def test_it_comes_back_whole_in_another_folder(filled: Installed, taken: Path, tmp_path: Path) -> None:
    assert stat.S_IMODE(taken.stat().st_mode) == 0o600
    other = Installed(tmp_path / "otra")
    done = other.manage("restore", str(taken))
    assert done.returncode == 0, done.stderr
    assert other.names() == "['Instituto uno']"
    assert (
        other.folder / "private/office/escaneo.pdf"
    ).read_bytes() == b"contenido de private/office/escaneo.pdf"
    assert (other.folder / "media/images/foto.png").read_bytes() == b"contenido de media/images/foto.png"
    assert (other.folder / "secret_key").read_text() != (filled.folder / "secret_key").read_text()


@pytest.mark.prove
def test_what_is_there_is_replaced_only_when_that_is_said(taken: Path, tmp_path: Path) -> None:
    other = Installed(tmp_path / "otra")
    assert other.manage("restore", str(taken)).returncode == 0
    assert other.run("-c", WRITE.format("dos")).returncode == 0
    refused = other.manage("restore", str(taken))
    assert refused.returncode == 1
    assert "--replace" in refused.stderr
    assert other.names() == "['Instituto dos', 'Instituto uno']"
    assert other.manage("restore", "--replace", str(taken)).returncode == 0
    assert other.names() == "['Instituto uno']"


def test_a_backup_is_never_written_over(filled: Installed, taken: Path) -> None:
    before = taken.read_bytes()
    assert "ya existe" in filled.manage("backup", str(taken)).stderr
    assert taken.read_bytes() == before


def altered(taken: Path, target: Path, change: str) -> Path:
    with tarfile.open(taken) as source, tarfile.open(target, "w:gz") as archive:
        for member in source:
            content = source.extractfile(member).read()  # type: ignore[union-attr]
            if member.name == "media/images/foto.png" and change == "missing":
                continue
            if member.name == "media/images/foto.png" and change == "damaged":
                content = b"x" * len(content)
            if member.name == "manifest.json" and change == "other database":
                content = json.dumps({**json.loads(content), "database": "postgresql"}).encode()
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
        if change == "outside":
            stray = tarfile.TarInfo("../fuera")
            archive.addfile(stray, io.BytesIO())
    return target


@pytest.mark.parametrize("change", ["missing", "damaged", "other database", "outside", "cut", "no archive"])
def test_what_is_not_whole_is_refused_before_anything_is_touched(
    taken: Path, tmp_path: Path, change: str
) -> None:
    bad = tmp_path / "malo.tar.gz"
    if change == "cut":
        bad.write_bytes(taken.read_bytes()[:-2000])
    elif change == "no archive":
        bad.write_text("hola", "utf-8")
    else:
        altered(taken, bad, change)
    other = Installed(tmp_path / "otra")
    done = other.manage("restore", str(bad))
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert not (other.folder / "media").exists()
    assert not (tmp_path / "fuera").exists()
    with sqlite3.connect(other.folder / "entramado.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    database.close()


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="runs where DATABASE_URL names PostgreSQL")
def test_on_postgresql_it_comes_back_whole_and_replaces_only_when_that_is_said(tmp_path: Path) -> None:
    with scratch_database(with_tables=True) as here, scratch_database(with_tables=False) as there:
        first, second = (
            Installed(tmp_path / name, DATABASE_URL=url, **SERVER)
            for name, url in (("primera", here), ("segunda", there))
        )
        first.fill()
        archive = tmp_path / "respaldo.tar.gz"
        done = first.manage("backup", str(archive))
        assert done.returncode == 0, done.stderr
        assert stat.S_IMODE(archive.stat().st_mode) == 0o600

        done = second.manage("restore", str(archive))
        assert done.returncode == 0, done.stderr
        assert second.names() == "['Instituto uno']"
        scan = "private/office/escaneo.pdf"
        assert (second.folder / scan).read_bytes() == (first.folder / scan).read_bytes()
        assert second.run("-c", WRITE.format("dos")).returncode == 0
        refused = second.manage("restore", str(archive))
        assert (refused.returncode, "--replace" in refused.stderr) == (1, True)
        assert second.names() == "['Instituto dos', 'Instituto uno']"
        assert second.manage("restore", "--replace", str(archive)).returncode == 0
        assert second.names() == "['Instituto uno']"

        other = Installed(tmp_path / "otra")
        refused = other.manage("restore", str(archive))
        assert (refused.returncode, "aquí hay sqlite" in refused.stderr) == (1, True)


MAKE_HER = (
    "import django; django.setup(); from network.people.models import Person; from network.accounts.models "
    "import User; u = User.objects.create_user('zqx@ejemplo.invalid', 'una clave larga 123');"
    "Person.objects.create(name='Zqxana Zqxperez', account=u);"
    "Person.objects.create(name='Otra Persona')"
)
ERASE_HER = (
    "import django; django.setup(); from network.people.models import Person;"
    "from network.accounts.models import User; from network.accounts.services import grant;"
    "from network.accounts.viewer import GrantFact, Viewer;"
    "from network.rights.erasing import erase; from network.rights.services import answer, ask;"
    "by = User.objects.create_user('jefa@ejemplo.invalid', 'una clave larga 123');"
    "grant(user=by, role='administrator', by=None);"
    "viewer = Viewer(user_id=by.pk, grants=frozenset({GrantFact('administrator')}));"
    "asked = ask(right='erasure', by=by, person=Person.objects.get(name='Zqxana Zqxperez'), identity='INE');"
    "answer(request=asked, granted=True, text='Procede', by=by);"
    "erase(request=asked, reason='Lo pidió', by=by, viewer=viewer)"
)
WHO = (
    "import django; django.setup(); from network.people.models import Person as P;"
    "from network.accounts.models import User as U;"
    "print(list(P.objects.values_list('name', flat=True)), U.objects.count())"
)
FIRST_PAGE = (
    "import django; django.setup(); from django.conf import settings; from django.test import Client;"
    "Client(raise_request_exception=False)"
    ".get('/cuenta/login/', secure=True, HTTP_HOST=settings.ALLOWED_HOSTS[0]);"
)


def comes_back_without_her(here: Installed, target: Path) -> None:
    """A backup is taken, she is erased, the backup comes back: the first page finds her gone."""
    assert here.run("-c", MAKE_HER).returncode == 0
    assert here.manage("backup", str(target)).returncode == 0
    erased = here.run("-c", ERASE_HER)
    assert erased.returncode == 0, erased.stderr
    restored = here.manage("restore", "--replace", str(target))
    assert restored.returncode == 0, restored.stderr
    assert "Zqxana" in here.run("-c", WHO).stdout  # the older copy holds her, as it must
    first = here.run("-c", FIRST_PAGE + WHO)
    assert first.stdout.strip() == "['Otra Persona'] 0", first.stderr


@pytest.mark.prove
def test_whoever_was_erased_does_not_come_back_with_an_older_backup(tmp_path: Path) -> None:
    here = Installed(tmp_path / "red")
    here.folder.mkdir()
    put_empty_tables(here.folder)
    comes_back_without_her(here, tmp_path / "respaldo.tar.gz")


@pytest.mark.prove
def test_a_backup_taken_later_tells_another_machine_who_was_erased(tmp_path: Path) -> None:
    here, older, folder = Installed(tmp_path / "red"), tmp_path / "b" / "1.tar.gz", tmp_path / "b"
    here.folder.mkdir()
    put_empty_tables(here.folder)
    folder.mkdir()
    assert here.run("-c", MAKE_HER).returncode == 0
    assert here.manage("backup", str(older)).returncode == 0
    assert here.run("-c", ERASE_HER).returncode == 0
    assert here.manage("backup", str(folder / "2.tar.gz")).returncode == 0
    elsewhere = Installed(tmp_path / "otra")  # the first machine is lost, its folder of backups is not
    assert elsewhere.manage("restore", str(older)).returncode == 0
    first = elsewhere.run("-c", FIRST_PAGE + WHO)
    assert first.stdout.strip() == "['Otra Persona'] 0", first.stderr


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="runs where DATABASE_URL names PostgreSQL")
def test_on_postgresql_neither(tmp_path: Path) -> None:
    with scratch_database(with_tables=True) as url:
        comes_back_without_her(Installed(tmp_path / "red", DATABASE_URL=url, **SERVER), tmp_path / "r.tar.gz")
