"""What a package does and what is wrong with it, as lines for a terminal."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from .catalogue import file_name, key_text, tables
from .changes import Change
from .preview import Preview
from .problems import MOST_LISTED, Problem
from .values import shortened

Write = Callable[[str], object]
_MOST_CHANGES = 20


def preview(write: Write, found: Preview) -> None:
    """The counts of each table, what changes, what conflicts, and which territories are new."""
    heads = [
        pgettext("rows", "new"),
        pgettext("rows", "changed"),
        pgettext("rows", "unchanged"),
        pgettext("rows", "conflicting"),
    ]
    write(f"{'':28}" + "".join(f"{head:>14}" for head in heads))
    for name, counts in found.tables.items():
        write(f"{file_name(tables()[name]):28}" + "".join(f"{count:>14}" for count in counts.values()))
    _changes(write, _("Changed rows:"), [change for change in found.changes if change.before])
    _changes(write, _("Rows kept as the platform has changed them since the last import:"), found.conflicts)
    if found.territories:
        names = "; ".join(str(place) for place in found.territories)
        write(_("New territories: %(names)s.") % {"names": names})


def problems(write: Write, found: Sequence[Problem]) -> None:
    """Every mistake with its place and its remedy; of very many, the first."""
    for problem in found[:MOST_LISTED]:
        write(f"{problem.place}: {problem.problem}\n    → {problem.remedy}")
    if (more := len(found) - MOST_LISTED) > 0:
        write(ngettext("… and %(number)s more.", "… and %(number)s more.", more) % {"number": more})


def _changes(write: Write, title: str, changes: Sequence[Change]) -> None:
    if not changes:
        return
    write(title)
    for change in changes[:_MOST_CHANGES]:
        write(f"  {file_name(tables()[change.table])}, {key_text(change.key)}")
        for name, (before, after) in change.columns().items():
            texts = {"name": name, "before": shortened(before), "after": shortened(after)}
            write("    " + _("%(name)s: “%(before)s” → “%(after)s”") % texts)
    if (more := len(changes) - _MOST_CHANGES) > 0:
        write("  " + ngettext("… and %(number)s more.", "… and %(number)s more.", more) % {"number": more})
