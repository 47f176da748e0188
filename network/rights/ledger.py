"""Who was erased, kept outside of the database, so that a backup that comes back does not bring her back.

A line for each, with SHA-256 of the random identifiers that her record and her account had: they tell
nothing of her, and find her in an older copy alone. The file lies in VAR, in every backup, and beside it.
"""

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings

NAME = "erasures.jsonl"


def place() -> Path:
    return Path(settings.VAR) / NAME


def digest(uid: UUID) -> str:
    return hashlib.sha256(f"entramado:{uid}".encode()).hexdigest()


def add(uids: Iterable[UUID], *, on: str) -> None:
    """On the disk before this returns; who stands there already is not written twice."""
    known = read()
    new = [digest(uid) for uid in uids if digest(uid) not in known]
    _write(place(), [json.dumps({"digest": key, "on": on}) for key in new])


def read(path: Path | None = None) -> dict[str, str]:
    """Digest → day. Lines that a full disk left half written are passed over."""
    file, found = path or place(), {}
    if file.is_file():
        for line in file.read_text("utf-8").splitlines():
            try:
                row = json.loads(line)
                found[str(row["digest"])] = str(row["on"])
            except (ValueError, KeyError, TypeError):
                continue
    return found


def merge(into: Path, *others: Path) -> None:
    """What the others know and `into` does not is added to it; nothing is ever taken out."""
    known = read(into)
    new = {key: on for other in others for key, on in read(other).items() if key not in known}
    _write(into, [json.dumps({"digest": key, "on": on}) for key, on in new.items()])


def _write(path: Path, lines: list[str]) -> None:
    if not lines:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(opened, ("\n" + "\n".join(lines) + "\n").encode())
        os.fsync(opened)
    finally:
        os.close(opened)
