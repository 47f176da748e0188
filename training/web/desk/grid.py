"""The grid of an edition: for whoever runs it, and for whoever teaches in it, of what she teaches."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from events.enums import Attendance
from network.exchange.sheets.limits import MOST_BYTES
from network.vocabulary.panels import Badge
from network.web.attachment import attachment
from network.web.audience import insiders
from network.web.desk.posts.refusals import tell_all
from network.web.importing.corrected import corrected
from network.web.xlsx_download import xlsx_download
from training.completion import Step
from training.desk_items import edition_title
from training.enums import EditionState, MarkSource
from training.models import Edition
from training.progress.checklist import step_badge
from training.progress.grid import Grid, Row, Said, at_risk, grid_of, note_grid, options
from training.progress.pasted import Read, read_progress
from training.progress.reminding import remind
from training.progress.teaching import may_open_progress
from training.queries import editions_kept_by
from training.rules import enrolment_badge

from ..doors import own_trail, trail, viewer_of
from ..own import work_badge

_DONE, _NOT = "si", "no"


@insiders
def progress(request: HttpRequest, package_id: str) -> HttpResponse:
    edition = _edition(request, package_id)
    found = grid_of(edition, viewer_of(request))
    if request.method == "POST":
        try:
            said = _typed(request, found)
            attended, marked = note_grid(edition=edition, by=request.user, said=said)  # type: ignore[arg-type]
        except ValidationError as error:
            tell_all(request, error)
        else:
            _noted(request, attended, marked)
            return redirect("edition_progress", package_id)
    return render(request, "training/progress/grid.html", _context(request, found))


class PasteForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Paste it here, with the names of the columns"),
        required=False,
        max_length=400_000,
        widget=forms.Textarea({"rows": 8, "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=gettext_lazy("Or choose the file"),
        help_text=gettext_lazy("A spreadsheet (.xlsx, .ods, .csv)."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not str(said.get("text", "")).strip() and not said.get("file"):
            raise ValidationError(_("Paste the table, or choose the file."))
        return said


@insiders
def pasted(request: HttpRequest, package_id: str) -> HttpResponse:
    """Read first, written once she agrees: all of it or nothing."""
    edition = _edition(request, package_id)
    found = grid_of(edition, viewer_of(request))
    form = PasteForm(request.POST or None, request.FILES or None)
    read: Read | None = None
    if request.method == "POST" and form.is_valid():
        name, content = _handed(form)
        read = read_progress(found, name, content)
        if "corrected" in request.POST and read.sheet is not None and read.problems:
            return attachment(corrected(read.sheet, 0, read.problems), "avance-por-corregir.xlsx")
        if "apply" in request.POST and read.is_good:
            try:
                attended, marked = note_grid(
                    edition=edition,
                    by=request.user,  # type: ignore[arg-type]
                    said=read.said,
                    source=MarkSource.IMPORTED,
                )
            except ValidationError as error:
                tell_all(request, error)
            else:
                _noted(request, attended, marked)
                return redirect("edition_progress", package_id)
    context = {
        "title": _("Bring progress from a spreadsheet"),
        "name": edition_title(edition),
        "edition": edition,
        "form": form,
        "read": read,
        "again": _as_text(read),
        "new": _new(found, read) if read is not None and read.is_good else [],
        "codes": [(f"S{one.number}", one.event.title) for one in found.sessions]
        + [(one.code, str(one.content)) for one in found.units],
        "breadcrumb": [(edition_title(edition), reverse("edition_progress", args=[package_id]))],
    }
    wrong = form.errors or (read is not None and not read.is_good)
    return render(request, "training/progress/pasted.html", context, status=422 if wrong else 200)


@insiders
def sheet(request: HttpRequest, package_id: str) -> HttpResponse:
    """The grid as it stands, to be filled in elsewhere and pasted back."""
    found = grid_of(_edition(request, package_id), viewer_of(request))
    header = [_("Name"), *(f"S{one.number}" for one in found.sessions), *(one.code for one in found.units)]
    letters = {"present": "P", "visitor": "P", "absent": "A", "excused": "J"}
    rows = [
        [
            row.name,
            *(letters.get(row.states.get(one.pk, ""), "") for one in found.sessions),
            *({True: _("yes"), False: _("no")}.get(row.marks.get(one.pk), "") for one in found.units),  # type: ignore[arg-type]
        ]
        for row in found.rows
    ]
    return xlsx_download("avance", header, rows)


@require_POST
@insiders
def reminders(request: HttpRequest, package_id: str) -> HttpResponseBase:
    number = remind(edition=_edition(request, package_id), by=request.user)  # type: ignore[arg-type]
    told = ngettext("%(n)s person was told.", "%(n)s people were told.", number) % {"n": number}
    messages.success(request, told)
    return redirect("edition_progress", package_id)


def _edition(request: HttpRequest, package_id: str) -> Edition:
    rows = Edition.objects.select_related("version__curriculum")
    edition = get_object_or_404(rows, package_id=package_id)
    if not may_open_progress(edition, viewer_of(request)):
        raise Http404
    return edition


def _context(request: HttpRequest, found: Grid) -> dict[str, Any]:
    edition = found.edition
    keeps = editions_kept_by(Edition.objects.filter(pk=edition.pk), viewer_of(request)).exists()
    warned = at_risk(found)
    package_id = edition.package_id
    return {
        "title": _("Progress"),
        "name": edition_title(edition),
        "edition": edition,
        "is_open": edition.state == EditionState.OPEN,
        "grid": found,
        "lines": [_line(found, row) for row in found.rows],
        "warned": [
            (
                row.name,
                _("can no longer complete it") if missed else _("cannot miss the next session"),
            )
            for row, missed in warned
        ],
        "reserved": found.reserved,
        "enrolments": reverse("desk_enrolments", args=[package_id]) if keeps else "",
        "results": reverse("desk_edition_results", args=[package_id]) if keeps else "",
        "certificates": reverse("desk_edition_certificates", args=[package_id]) if keeps else "",
        "breadcrumb": trail(edition=edition) if keeps else own_trail(),
    }


def _line(found: Grid, row: Row) -> dict[str, Any]:
    key = row.enrolment.uid
    return {
        "name": row.name,
        "badge": _badge(found, row),
        "sessions": [
            {
                "field": f"s-{key}-{one.uid}",
                "label": f"{row.name}, S{one.number}",
                "head": f"S{one.number}",
                "state": row.states.get(one.pk, ""),
                "noted": Attendance(row.states[one.pk]).label if row.states.get(one.pk) else "",
                "options": [
                    (state, Attendance(state).label) for state in options(row.places.get(one.pk), one)
                ],
            }
            for one in found.sessions
        ],
        "units": [
            {
                "field": f"u-{key}-{one.uid}",
                "label": f"{row.name}, {one.content}",
                "head": str(one.content),
                "state": {True: _DONE, False: _NOT}.get(row.marks.get(one.pk), ""),  # type: ignore[arg-type]
                "by_attendance": one.code in row.done and not row.marks.get(one.pk, False),
            }
            for one in found.units
        ],
        "works": [(work, work_badge(work)) for work in row.works],
    }


def _badge(found: Grid, row: Row) -> Badge:
    """How she stands; of a closed edition how it ended for her, whatever the rule said."""
    if found.edition.state == EditionState.CLOSED:
        return enrolment_badge(row.enrolment)
    return step_badge(row.step) if row.step != Step.OPEN else Badge(_("going on"), "accent")


def _typed(request: HttpRequest, found: Grid) -> Said:
    """What was changed in the form; an empty choice changes nothing."""
    attendance, units = {}, {}
    for row in found.rows:
        key = row.enrolment.uid
        for one in found.sessions:
            state = request.POST.get(f"s-{key}-{one.uid}", "")
            if state and state != row.states.get(one.pk, ""):
                attendance[row.enrolment.pk, one.pk] = state
        for unit in found.units:
            said = request.POST.get(f"u-{key}-{unit.uid}", "")
            if said in (_DONE, _NOT):
                units[row.enrolment.pk, unit.pk] = said == _DONE
    return Said(attendance, units)


def _noted(request: HttpRequest, attended: int, marked: int) -> None:
    told = {"a": attended, "b": marked}
    messages.success(request, _("Noted: %(a)s of attendance, %(b)s of contents.") % told)


def _handed(form: PasteForm) -> tuple[str, bytes]:
    upload = form.cleaned_data.get("file")
    if upload:
        return str(upload.name), upload.read(MOST_BYTES + 1)
    return "pegado.csv", str(form.cleaned_data["text"]).encode()


def _as_text(read: Read | None) -> str:
    """What was read, to be sent again when she agrees, whatever file it came in."""
    if read is None or read.sheet is None:
        return ""
    return "\n".join(
        "\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in row) for row in read.sheet.rows
    )


def _new(found: Grid, read: Read) -> list[tuple[str, str]]:
    """What would be noted, line by line."""
    rows = {row.enrolment.pk: row for row in found.rows}
    sessions, units = {one.pk: one for one in found.sessions}, {one.pk: one for one in found.units}
    told: dict[str, list[str]] = {}
    for (learner, key), state in read.said.attendance.items():
        if rows[learner].states.get(key) != state:
            words = f"S{sessions[key].number}: {Attendance(state).label}"
            told.setdefault(rows[learner].name, []).append(words)
    for (learner, key), is_done in read.said.units.items():
        if rows[learner].marks.get(key, False) != is_done:
            words = f"{units[key].content}: " + (_("yes") if is_done else _("no"))
            told.setdefault(rows[learner].name, []).append(words)
    return [(name, "; ".join(words)) for name, words in told.items()]


_HERE = "formacion/avance/<slug:package_id>/"
urlpatterns = [
    path(_HERE, progress, name="edition_progress"),
    path(f"{_HERE}pegar/", pasted, name="edition_progress_pasted"),
    path(f"{_HERE}avance.xlsx", sheet, name="edition_progress_sheet"),
    path(f"{_HERE}recordar/", reminders, name="edition_progress_remind"),
]
