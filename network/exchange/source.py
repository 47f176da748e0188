"""The files of a package, from a folder, a .zip or a workbook, read with caution: nothing goes to disk."""

import csv
import hashlib
import io
import lzma
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

from .catalogue import file_name, tables
from .problems import PackageError, Problem
from .sheets.limits import MOST_BYTES as LARGEST_WORKBOOK
from .sheets.opening import read_sheets
from .sheets.refusal import SheetRefused
from .sheets.sheet import Sheet
from .values import did_you_mean, shortened

MOST_FILES = 64
MOST_BYTES = 64 * 1024 * 1024  # of all files together, uncompressed
MOST_RATIO = 100  # of uncompressed to compressed bytes, in a file larger than …
RATIO_COUNTS_FROM = 1024 * 1024
_WORKBOOKS = (".xlsx", ".ods", ".xls", ".xlsm")
_IGNORED_SUFFIXES = (".md", ".txt")
_NOT_A_ZIP = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    zlib.error,
    lzma.LZMAError,
)


@dataclass(frozen=True)
class Source:
    """The files by name, and a digest of them all."""

    name: str
    files: dict[str, bytes]

    @property
    def digest(self) -> str:
        digest = hashlib.sha256()
        for name in sorted(self.files):
            digest.update(name.encode() + b"\0" + hashlib.sha256(self.files[name]).digest())
        return digest.hexdigest()


def open_package(path: Path | str) -> Source:
    """Read the package at `path`. Raises PackageError where it cannot be one."""
    if not str(path).strip():
        raise _refused('""', _("No path was given."), _("Give the path of a folder, or of a .zip."))
    path = Path(path)
    try:
        is_folder, is_file = path.is_dir(), path.is_file()
    except OSError as error:  # a path that is too long, or in a folder that may not be entered
        raise _unreadable(shortened(str(path))) from error
    if is_folder:
        files = _from_folder(path)
    elif is_file:
        files = _from_file(path)
    else:
        raise _refused(
            str(path), _("There is no such folder or file."), _("Check the path; it may be mistyped.")
        )
    return _whole(path.name, files)


def from_uploads(uploads: Mapping[str, bytes]) -> Source:
    """The package in files that came one by one: its tables, or one .zip or .xlsx that holds them all."""
    if len(uploads) == 1:
        [(name, content)] = uploads.items()
        if name.lower().endswith((".zip", *_WORKBOOKS)):
            return _whole(name, _from_archive(name, content))
    if sum(map(len, uploads.values())) > MOST_BYTES:
        raise _too_large(", ".join(uploads)[:100])
    names = _known(list(uploads))
    return _whole(", ".join(sorted(names))[:100], {name: uploads[name] for name in sorted(names)})


def _whole(name: str, files: dict[str, bytes]) -> Source:
    if not files:
        raise _refused(
            name,
            _("It holds no table of the data package."),
            _("Put files such as institutions.csv or groups.csv in it."),
        )
    return Source(name, files)


def _from_file(path: Path) -> dict[str, bytes]:
    if not path.name.lower().endswith(_WORKBOOKS):
        return _from_zip(path.name, path)
    try:
        with path.open("rb") as opened:
            content = opened.read(LARGEST_WORKBOOK + 1)
    except OSError as error:
        raise _unreadable(str(path)) from error
    return _from_archive(path.name, content)


def _from_archive(name: str, content: bytes) -> dict[str, bytes]:
    if name.lower().endswith(_WORKBOOKS):
        return _from_workbook(name, content)
    return _from_zip(name, io.BytesIO(content))


def _from_workbook(name: str, content: bytes) -> dict[str, bytes]:
    """Each sheet that is called as a table is that table."""
    try:
        sheets = {sheet.name: sheet for sheet in read_sheets(name, content)}
    except SheetRefused as refusal:
        raise _refused(name, refusal.problem, refusal.remedy) from refusal
    wanted = _known([f"{sheet}.csv" for sheet in sheets])
    return {file: _as_csv(sheets[file.removesuffix(".csv")]) for file in sorted(wanted)}


def _as_csv(sheet: Sheet) -> bytes:
    """As the file that the parser reads: every row as wide as its header, row numbers as they were."""
    width = len(sheet.rows[0]) if sheet.rows else 0
    kept = io.StringIO(newline="")
    writer = csv.writer(kept, lineterminator="\n")
    for row in sheet.rows:
        writer.writerow([*row, *[""] * (width - len(row))])
    return kept.getvalue().encode()


def _from_folder(folder: Path) -> dict[str, bytes]:
    try:
        entries = sorted(entry for entry in folder.iterdir() if entry.is_file())
    except OSError as error:
        raise _unreadable(str(folder)) from error
    names = _known([entry.name for entry in entries])
    files: dict[str, bytes] = {}
    left = MOST_BYTES
    for entry in entries:
        if entry.name in names:
            try:
                with entry.open("rb") as opened:
                    files[entry.name] = opened.read(left + 1)
            except OSError as error:
                raise _refused(
                    entry.name, _("The file cannot be read."), _("Check that you may open it.")
                ) from error
            left -= len(files[entry.name])
            if left < 0:
                raise _too_large(folder.name)
    return files


def _from_zip(name: str, opened: Path | io.BytesIO) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(opened) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            _check_size(name, members)
            found = _flat(name, members)
            names = _known(list(found))
            return {file: _unpacked(archive, member) for file, member in found.items() if file in names}
    except _NOT_A_ZIP as error:
        raise _refused(
            name,
            _("The file is not a .zip that can be opened."),
            _("Give a folder of CSV files, or a .zip of them without a password."),
        ) from error


def _check_size(archive: str, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_FILES:
        raise _refused(
            archive,
            _("It holds %(number)s files; a package has at most %(most)s.")
            % {"number": len(members), "most": MOST_FILES},
            _("Put only the files of the package in it."),
        )
    if sum(member.file_size for member in members) > MOST_BYTES:
        raise _too_large(archive)
    for member in members:
        if member.file_size > max(RATIO_COUNTS_FROM, MOST_RATIO * member.compress_size):
            raise _refused(
                archive,
                _("“%(name)s” grows suspiciously when it is unpacked.") % {"name": member.filename},
                _("Make the .zip again from the CSV files; nothing was unpacked."),
            )


def _flat(archive: str, members: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """The members by name. One folder around all of them is what one gets by compressing a folder."""
    found: dict[str, zipfile.ZipInfo] = {}
    folders: set[str] = set()
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if not path.parts:
            raise _nested(archive, member.filename)
        if path.parts[0] == "__MACOSX":
            continue
        folders.add(str(path.parent))
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0] or len(path.parts) > 2:
            raise _nested(archive, member.filename)
        if path.name in found:
            raise _refused(
                archive,
                _("“%(name)s” is in it twice.") % {"name": path.name},
                _("Leave one of the two and make the .zip again."),
            )
        found[path.name] = member
    if len(folders) > 1:
        raise _nested(archive, max(folders))
    return found


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """The bytes of a member, never more than it announces: what it announces has been checked."""
    with archive.open(member) as opened:
        content = opened.read(member.file_size + 1)
    if len(content) > member.file_size:
        raise _too_large(member.filename)
    return content


def _known(names: list[str]) -> set[str]:
    known = tuple(file_name(table) for table in tables().values())
    problems = []
    for name in names:
        if name in known or name.startswith(".") or name.lower().endswith(_IGNORED_SUFFIXES):
            continue
        problems.append(
            Problem(
                name,
                None,
                "",
                _("The data package has no file of this name."),
                did_you_mean(name, known) or _("Its files are: %(names)s.") % {"names": ", ".join(known)},
            )
        )
    if problems:
        raise PackageError(problems)
    return set(names) & set(known)


def _refused(file: str, problem: str, remedy: str) -> PackageError:
    return PackageError([Problem(file, None, "", problem, remedy)])


def _unreadable(path: str) -> PackageError:
    return _refused(
        path, _("The path cannot be read."), _("Check that it is not too long and that you may open it.")
    )


def _too_large(file: str) -> PackageError:
    return _refused(
        file,
        _("The package is larger than %(most)s MiB.") % {"most": MOST_BYTES // 1024 // 1024},
        _("Divide it into several packages and import one after the other."),
    )


def _nested(archive: str, member: str) -> PackageError:
    return _refused(
        archive,
        _("“%(name)s” lies in a folder where no file of a package belongs.") % {"name": member},
        _("Put all CSV files together, without folders inside, and make the .zip again."),
    )
