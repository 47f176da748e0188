"""One file that holds a whole installation: its database, reserved files and images, with their checksums.

A tar.gz: `manifest.json` first, then `database` (SQLite's own copy, or pg_dump's archive), `private/…`,
`media/…`, and who was erased by then (`erasures.jsonl`), which is kept beside the archives too. It is put in
its place only when it is whole, readable for its owner alone, and it comes back only into the kind of
database it was taken from.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from network.rights import ledger

FORMAT = 1
_FOLDERS = {"private": "PRIVATE_ROOT", "media": "MEDIA_ROOT"}


class BackupError(Exception):
    """Said in Spanish to whoever runs the command."""


def write_backup(target: Path) -> dict[str, Any]:
    """Write the archive; its manifest. Takes place while pages are being served.

    The database is of one moment and is copied first: a file that comes later than it is carried too, and
    harms nobody.
    """
    if target.exists():
        raise BackupError(f"{target} ya existe: elija otro nombre.")
    if not target.parent.is_dir():
        raise BackupError(f"No existe la carpeta {target.parent}.")
    with tempfile.TemporaryDirectory(prefix=".respaldo-", dir=target.parent) as made:
        folder = Path(made)
        _dump(folder / "database")
        members = {"database": folder / "database"}
        for name, setting in _FOLDERS.items():
            root = Path(getattr(settings, setting))
            for path in sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink()):
                members[f"{name}/{path.relative_to(root).as_posix()}"] = path
        if ledger.place().is_file():
            members[ledger.NAME] = ledger.place()
        manifest = {
            "format": FORMAT,
            "made_at": timezone.now().isoformat(timespec="seconds"),
            "database": connection.vendor,
            "migrations": sorted(map(list, MigrationRecorder(connection).applied_migrations())),
            "files": {name: _sha256(path) for name, path in members.items()},
        }
        (folder / "manifest.json").write_text(json.dumps(manifest, indent=1), "utf-8")
        whole = folder / "respaldo"
        made_for_its_owner = os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with (
            os.fdopen(made_for_its_owner, "wb") as opened,
            tarfile.open(fileobj=opened, mode="w:gz") as archive,
        ):
            archive.add(folder / "manifest.json", "manifest.json")
            for name, path in members.items():
                archive.add(path, name)
        os.replace(whole, target)
    ledger.merge(target.parent / ledger.NAME, ledger.place())
    return manifest


def read_backup(source: Path, *, replace: bool) -> dict[str, Any]:
    """Put an archive back; its manifest. Checked whole before anything here is touched.

    Refuses a database with records, or folders with files, unless `replace`. Stop pages and tasks before.
    """
    if not source.is_file():
        raise BackupError(f"No existe el archivo {source}.")
    taken = [] if replace else _taken()
    if taken:
        raise BackupError(f"Ya hay datos en {', '.join(taken)}. Para sustituirlos, repita con --replace.")
    Path(settings.VAR).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".respaldo-", dir=settings.VAR) as made:
        folder = Path(made)
        try:
            with tarfile.open(source, "r:gz") as archive:
                archive.extractall(folder, filter="data")
            manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
            files = dict(manifest["files"])
        except (OSError, EOFError, ValueError, KeyError, TypeError, tarfile.TarError) as error:
            raise BackupError(f"{source} no es un respaldo, o está incompleto.") from error
        _check(folder, manifest, files)
        # Before the data come back: whoever was erased since is erased again before a page is served.
        ledger.merge(ledger.place(), folder / ledger.NAME, source.parent / ledger.NAME)
        _load(folder / "database")
        for name, setting in _FOLDERS.items():
            root = Path(getattr(settings, setting))
            shutil.rmtree(root, ignore_errors=True)
            root.parent.mkdir(parents=True, exist_ok=True)
            if (folder / name).is_dir():
                shutil.move(folder / name, root)
    (Path(settings.VAR) / "prepared").unlink(missing_ok=True)  # the launcher prepares these data anew
    return manifest


def _check(folder: Path, manifest: dict[str, Any], files: dict[str, str]) -> None:
    if manifest.get("format") != FORMAT:
        raise BackupError("Este respaldo es de otra versión de la plataforma: actualícela primero.")
    if manifest["database"] != connection.vendor:
        raise BackupError(f"Este respaldo es de {manifest['database']} y aquí hay {connection.vendor}.")
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    if there != {*files, "manifest.json"} or "database" not in files:
        raise BackupError("Al respaldo le faltan archivos, o trae otros.")
    for name, digest in files.items():
        if _sha256(folder / name) != digest:
            raise BackupError(f"El archivo {name} del respaldo está dañado.")


def _taken() -> list[str]:
    found = ["la base de datos"] if _has_records() else []
    for setting in _FOLDERS.values():
        root = Path(getattr(settings, setting))
        if root.is_dir() and any(root.rglob("*")):
            found.append(str(root))
    return found


def _has_records() -> bool:
    """Whether anybody has worked here: `manage prepare` alone leaves no account and no institution."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in tables & {"accounts_user", "institutions_institution", "office_office"}:
            cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})")  # noqa: S608
            if cursor.fetchone()[0]:
                return True
    return False


def _dump(target: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(target) as copy:
            connection.connection.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        copy.close()
        return
    _postgres("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def _load(source: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        kept = sqlite3.connect(source)
        try:
            kept.backup(connection.connection)
        finally:
            kept.close()
        connections.close_all()
        return
    connections.close_all()
    _postgres(
        *("pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges", "--exit-on-error"),
        *("--single-transaction", f"--dbname={connection.settings_dict['NAME']}", str(source)),
    )


def _postgres(command: str, *arguments: str) -> None:
    """The password goes by the environment: arguments can be read by anyone on the machine."""
    told = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    env = {name: str(told[key]) for name, key in names.items() if told.get(key)}
    if shutil.which(command) is None:
        raise BackupError(f"Falta {command}: sudo apt install postgresql-client")
    base = [] if command == "pg_restore" else [f"--dbname={told['NAME']}"]
    done = subprocess.run(  # noqa: S603  (our own words, and names of this installation's settings)
        [command, *base, *arguments], env={**os.environ, **env}, capture_output=True, text=True
    )
    if done.returncode:
        raise BackupError(f"{command} no pudo: {done.stderr.strip()[-1500:]}")


def _sha256(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
