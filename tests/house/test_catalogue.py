"""No migration is missing, and every text has its Spanish."""

import io
import re
from pathlib import Path

import polib
import pytest
from django.core.management import call_command

from config.translations import CATALOGUE, ROOT, messages_in_sources, untranslated


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, stdout=io.StringIO())


def test_every_msgid_is_translated() -> None:
    assert untranslated() == {}


def test_no_text_to_translate_stands_inside_an_f_string() -> None:
    """There nobody finds it who looks for texts without Spanish: three were read in English for weeks."""
    inside = re.compile(r"""\bf(["'])(?:(?!\1).)*\{(?:_|n?gettext|n?pgettext)\(""")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for room in ("network", "training", "events", "site")
        for path in sorted((ROOT / room).rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if inside.search(line)
    ]
    assert found == []


@pytest.mark.long
def test_a_msgid_without_spanish_is_found(tmp_path: Path) -> None:
    catalogue = tmp_path / "django.po"
    polib.POFile().save(str(catalogue))
    assert set(untranslated(catalogue)) == set(messages_in_sources())


@pytest.mark.long
def test_a_text_without_a_context_leaves_the_one_that_has_a_context(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "django.po"
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="May", msgctxt="month", msgstr="mayo"))
    catalogue.save(str(place))
    monkeypatch.setattr("config.management.commands.messages.CATALOGUE", place)
    monkeypatch.setattr("config.management.commands.messages.compile_catalogues", lambda: None)
    new = tmp_path / "es.json"
    new.write_text('{"May": "puede"}', "utf-8")
    call_command("messages", merge=str(new), stdout=io.StringIO())
    kept = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in polib.pofile(str(place))}
    assert kept == {("month", "May"): "mayo", (None, "May"): "puede"}


def test_what_is_to_be_filled_in_is_the_same_in_both_languages() -> None:
    """`%(name)s` in the English must stand in the Spanish, and nothing else may."""
    named = re.compile(r"%\((\w+)\)[sd]")
    wrong = []
    for entry in polib.pofile(str(CATALOGUE)):
        wanted = set(named.findall(entry.msgid)) | set(named.findall(entry.msgid_plural or ""))
        for text in [entry.msgstr] if entry.msgstr else entry.msgstr_plural.values():
            if not set(named.findall(text)) <= wanted or (
                entry.msgstr and set(named.findall(text)) != wanted
            ):
                wrong.append((entry.msgid, text))
    assert wrong == []
