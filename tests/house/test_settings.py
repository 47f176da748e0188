"""Two runs, chosen by the environment alone: the embedded one and the server's."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.long
ROOT = Path(__file__).resolve().parents[2]
SERVER = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "a-key-for-this-test-alone-which-is-long-enough-1234567890-ñandú",
    "DATABASE_URL": "postgres://somebody:secret@db.example:5433/entramado",
    "REDIS_URL": "redis://cache.example:6380/2",
    "EMAIL_URL": "smtp+tls://user:pass@mail.example:587",
    "ALLOWED_HOSTS": "red.example",
}


def python(code: str, **env: str) -> subprocess.CompletedProcess[str]:
    clean = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    path = os.pathsep.join((str(ROOT), str(ROOT / "site")))
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**clean, "PYTHONPATH": path, "PYTHONUTF8": "1", **env},
        capture_output=True,
        text=True,
    )


def settings(*names: str, **env: str) -> dict[str, object]:
    code = (
        "import json; from django.conf import settings;"
        f"print(json.dumps({{n: getattr(settings, n) for n in {names!r}}}, default=str))"
    )
    said = python(code, **env)
    assert said.returncode == 0, said.stderr
    found: dict[str, object] = json.loads(said.stdout)
    return found


def test_the_server_takes_all_from_the_environment() -> None:
    found = settings("DATABASES", "CACHES", "CHANNEL_LAYERS", "EMAIL_HOST", "ALLOWED_HOSTS", **SERVER)
    database = found["DATABASES"]["default"]  # type: ignore[index]
    assert (database["ENGINE"], database["HOST"], database["PORT"], database["NAME"]) == (
        "django.db.backends.postgresql",
        "db.example",
        5433,
        "entramado",
    )
    assert found["CACHES"]["default"]["LOCATION"] == SERVER["REDIS_URL"]  # type: ignore[index]
    assert found["CHANNEL_LAYERS"]["default"]["CONFIG"]["hosts"] == [SERVER["REDIS_URL"]]  # type: ignore[index]
    assert (found["EMAIL_HOST"], found["ALLOWED_HOSTS"]) == ("mail.example", ["red.example"])


def test_the_server_is_ready_to_be_deployed() -> None:
    code = (
        "import django; django.setup(); from django.core.management import call_command;"
        "call_command('check', deploy=True, fail_level='WARNING')"
    )
    said = python(code, **SERVER)
    assert said.returncode == 0, said.stderr


@pytest.mark.parametrize("hosts", ["*", "red.example,*", "."])
def test_a_server_that_answers_to_any_host_is_refused(hosts: str) -> None:
    code = (
        "import django; django.setup(); from django.core.management import call_command;"
        "call_command('check', deploy=True, tags=['security'])"
    )
    said = python(code, **{**SERVER, "ALLOWED_HOSTS": hosts})
    assert (said.returncode, "config.E001" in said.stderr) == (1, True)


def test_a_server_with_accounts_of_the_demonstration_is_refused() -> None:
    """Their password is printed: they enter without a second factor, on one machine alone."""
    code = (
        "from config.settings import production;"
        "production.ENTRAMADO_DEMO_ACCOUNTS = frozenset({'demo@ejemplo.invalid'});"
        "import django; django.setup(); from django.core.management import call_command;"
        "call_command('check', deploy=True, tags=['security'])"
    )
    said = python(code, **SERVER)
    assert (said.returncode, "config.E002" in said.stderr) == (1, True)


def test_a_server_without_redis_counts_and_keeps_in_its_database_and_may_be_deployed() -> None:
    alone = {**SERVER, "REDIS_URL": ""}
    found = settings("CACHES", **alone)
    assert found["CACHES"]["default"]["BACKEND"].endswith("DatabaseCache")  # type: ignore[index]
    code = (
        "import django; django.setup(); from django.core.management import call_command;"
        "call_command('check', deploy=True, fail_level='WARNING')"
    )
    said = python(code, **alone)
    assert said.returncode == 0, said.stderr


@pytest.mark.parametrize("address", ["http://clima.example/", "https://red.example/", "clima"])
def test_a_quick_exit_that_leads_nowhere_safe_is_refused(address: str) -> None:
    code = (
        "import django; django.setup(); from django.core.management import call_command;"
        "call_command('check', deploy=True, tags=['security'])"
    )
    said = python(code, **{**SERVER, "QUICK_EXIT_URL": address})
    assert (said.returncode, "config.E003" in said.stderr) == (1, True)


def test_the_server_does_not_start_without_its_secret() -> None:
    without = {name: value for name, value in SERVER.items() if name != "SECRET_KEY"}
    said = python("import config.settings.production", **without)
    assert (said.returncode, "SECRET_KEY" in said.stderr) == (1, True)


def test_the_embedded_run_keeps_everything_below_its_folder(tmp_path: Path) -> None:
    env = {"DJANGO_SETTINGS_MODULE": "config.settings.embedded", "ENTRAMADO_VAR": str(tmp_path)}
    found = settings("DATABASES", "MEDIA_ROOT", "STATIC_ROOT", "SECRET_KEY", **env)
    names = {alias: Path(db["NAME"]) for alias, db in found["DATABASES"].items()}  # type: ignore[attr-defined]
    assert names == {"default": tmp_path / "entramado.sqlite3", "cache": tmp_path / "cache.sqlite3"}
    assert (found["MEDIA_ROOT"], found["STATIC_ROOT"]) == (str(tmp_path / "media"), str(tmp_path / "static"))
    key = tmp_path / "secret_key"
    assert key.read_text("ascii") == found["SECRET_KEY"]
    assert key.stat().st_mode & 0o077 == 0
    assert settings("SECRET_KEY", **env)["SECRET_KEY"] == found["SECRET_KEY"]


def test_the_embedded_run_takes_the_write_lock_at_once(tmp_path: Path) -> None:
    env = {"DJANGO_SETTINGS_MODULE": "config.settings.development", "ENTRAMADO_VAR": str(tmp_path)}
    options = settings("DATABASES", **env)["DATABASES"]["default"]["OPTIONS"]  # type: ignore[index]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]
