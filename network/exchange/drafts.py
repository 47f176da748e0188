"""What somebody brought and has not decided on yet: kept step by step, checked and applied by the queue."""

import json
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import services
from .catalogue import file_name, tables
from .models import Deed, Draft, DraftFile, Import, State
from .preview import preview
from .problems import MOST_LISTED, PackageError, Problem
from .sheets.opening import ENDINGS, kind_of, read_sheets
from .sheets.refusal import SheetRefused
from .sheets.sheet import Sheet
from .source import from_uploads

SHEETS = "sheets.json"  # what was read of a list, in place of the file itself


def bring(*, files: Mapping[str, bytes], by: Any, language: str = "es") -> Draft:
    """Keep what was uploaded as a draft: a package or a list, whichever it is. Raises PackageError."""
    if not files:
        raise PackageError(
            [Problem("", None, "", _("No file was chosen."), _("Choose the file of the list."))]
        )
    known = {file_name(table) for table in tables().values()}
    first = next(iter(files))
    ending = f".{first.rpartition('.')[2].lower()}"
    if len(files) == 1 and first not in known and ending in ENDINGS:
        sheets = _sheets_of(first, files[first])
        if not any(f"{sheet.name}.csv" in known for sheet in sheets):
            return _keep_list(first, sheets, by, language)
    if len(files) == 1 and first not in known and ending not in {".zip", *ENDINGS}:
        raise PackageError([_neither(first, files[first])])
    source = from_uploads(files)
    return _keep(Draft(kind=Draft.Kind.PACKAGE, name=source.name[:250], language=language), source.files, by)


def _neither(name: str, content: bytes) -> Problem:
    """A photograph, a letter, a PDF: what it is where that is known, and what to bring in its place."""
    try:
        kind_of(content)
    except SheetRefused as refusal:
        return Problem(name, None, "", refusal.problem, refusal.remedy)
    return Problem(
        name,
        None,
        "",
        _("This is neither a list nor a data package."),
        _("Bring the list as .xlsx, .xls, .ods or .csv, or the package as .zip."),
    )


def _sheets_of(name: str, content: bytes) -> list[Sheet]:
    try:
        return read_sheets(name, content)
    except SheetRefused as refusal:
        raise PackageError([Problem(name, None, "", refusal.problem, refusal.remedy)]) from refusal


def _keep_list(name: str, sheets: list[Sheet], by: Any, language: str) -> Draft:
    content = json.dumps(
        [{"name": sheet.name, "rows": sheet.rows, "cut": sheet.cut} for sheet in sheets], ensure_ascii=False
    )
    draft = Draft(kind=Draft.Kind.LIST, name=name[:250], language=language)
    return _keep(draft, {SHEETS: zlib.compress(content.encode(), 1)}, by)


@transaction.atomic
def _keep(draft: Draft, files: Mapping[str, bytes], by: Any) -> Draft:
    draft.by = by
    draft.save()
    for name, content in files.items():
        DraftFile.objects.create(draft=draft, name=name, content=content)
    return draft


def sheets_of(draft: Draft) -> list[Sheet]:
    """What was read of a list when it came."""
    kept = json.loads(zlib.decompress(bytes(draft.files.get(name=SHEETS).content)))
    return [Sheet(one["name"], one["rows"], one["cut"]) for one in kept]


@transaction.atomic
def choose(*, draft: Draft, **choices: Any) -> Draft:
    """Keep what was chosen in a step. What had been checked before holds no longer."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    forget_check(draft)
    draft.choices = {**draft.choices, **choices}
    draft.save()
    return draft


@transaction.atomic
def forget_choices(*, draft: Draft) -> Draft:
    """Begin the questions anew, as when another sheet was chosen."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    forget_check(draft)
    draft.choices = {}
    draft.save()
    return draft


def forget_check(draft: Draft) -> None:
    if draft.package is not None and draft.package.state == State.STAGED:
        draft.package.delete()
    draft.package, draft.problems = None, []


@transaction.atomic
def ask(*, subject: Draft | Import, deed: Deed) -> bool:
    """Note that the queue is asked for a deed; whether this was not so already."""
    held = type(subject)._default_manager.select_for_update().get(pk=subject.pk)
    if held.asked == deed and is_alive(held):
        return False
    held.asked, held.beat_at, held.problems = deed, timezone.now(), []
    held.save()
    return True


PATIENCE = 90  # seconds without a sign of life after which one may ask again


def is_alive(subject: Draft | Import) -> bool:
    """Whether the queue, or a command, gave a sign of life lately of what it was asked."""
    if subject.beat_at is None or not (subject.asked or is_half(subject)):
        return False
    return (timezone.now() - subject.beat_at).total_seconds() < PATIENCE


def is_half(subject: Draft | Import) -> bool:
    """Whether a part of it is in the platform and a part is not, or may be so."""
    return isinstance(subject, Import) and subject.state in (State.APPLYING, State.UNDOING)


def check(
    *,
    draft: Draft,
    files: Mapping[str, bytes] | None = None,
    mapped: Callable[[Problem], Problem] = lambda problem: problem,
    told_apart: bool = False,
) -> Draft:
    """Find out what the draft would do, and stage it. What is wrong with it is kept in its `problems`.

    `files`: the tables of the package, where they are not the draft's own files; `mapped` tells a mistake in
    them in the words of what was brought.
    """
    if files is None:
        files = {file.name: bytes(file.content) for file in draft.files.all()}
    try:
        found = preview(from_uploads(files), told_apart=told_apart)
    except PackageError as error:
        return checked(
            draft, None, [mapped(problem).as_dict() for problem in error.problems[: 10 * MOST_LISTED]]
        )
    package = services.stage(found=found, by=draft.by)
    conflicts = [change.as_dict() for change in found.conflicts[:MOST_LISTED]]
    package.source = draft.name
    package.save(update_fields=["source"])
    choices = {"conflicts": conflicts, "territories": [str(place) for place in found.territories]}
    return checked(draft, package, [], **choices)


@transaction.atomic
def checked(draft: Draft, package: Import | None, problems: list[Any], **choices: Any) -> Draft:
    """Keep what came of a check: what it would do, or what is wrong."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    forget_check(draft)
    draft.package, draft.problems, draft.asked = package, problems, ""
    draft.choices = {**draft.choices, **choices}
    draft.save()
    return draft


def discard(*, draft: Draft) -> None:
    """Forget a draft with everything that was read; whatever of it was being written is taken back."""
    draft = Draft.objects.select_related("package").get(pk=draft.pk)
    if draft.package is not None and draft.package.state in (State.STAGED, State.APPLYING):
        services.discard_import(package=draft.package)
    draft.delete()
