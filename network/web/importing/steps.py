"""The steps of a list: its sheet and header, its columns, its departments, who may be twice."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, re_path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.exchange import drafts
from network.exchange.list_drafts import (
    COLUMNS,
    DEPARTMENTS,
    EMPTY,
    NEW,
    PEOPLE,
    SAME,
    SHEET,
    STEPS,
    ListDraft,
)
from network.exchange.listing import names
from network.exchange.listing.designations import COLUMN, LIAISON
from network.exchange.listing.entries import GIVEN_FIRST, SURNAMES_FIRST, Reading
from network.exchange.listing.fields import BY_CODE, FIELDS, INSTITUTION, NAME, POST, SOLE
from network.exchange.listing.folding import fold
from network.exchange.models import Draft, State

from ..attachment import attachment
from ..audience import coordinators
from .corrected import corrected
from .draft import begin_checking

ROWS_SHOWN, SAMPLES, PAIRS_SHOWN = 15, 3, 50
MOST_NAMES = 2_000  # of institutions, that a field proposes as one types
LABELS = {
    SHEET: gettext_lazy("Sheet and header"),
    COLUMNS: gettext_lazy("Columns"),
    DEPARTMENTS: gettext_lazy("Departments"),
    PEOPLE: gettext_lazy("Twice?"),
}


@coordinators
def step(request: HttpRequest, uid: str, name: str) -> HttpResponse:
    draft = get_object_or_404(Draft.objects.select_related("package"), uid=uid, kind=Draft.Kind.LIST)
    if draft.package is not None and (draft.package.state != State.STAGED or draft.package.asked):
        return redirect("import_done", uid=draft.package.uid)
    viewer = request.viewer  # type: ignore[attr-defined]
    found = ListDraft(draft, viewer)
    if name in (DEPARTMENTS, PEOPLE) and "columns" not in found.choices:
        return redirect("import_step", uid=uid, name=COLUMNS)
    shown, save = _STEPS[name]
    wrong: list[str] = []
    if request.method == "POST":
        wrong = save(found, request.POST)
        if not wrong:
            return _next(ListDraft(Draft.objects.get(pk=draft.pk), viewer), name)
    context = {"draft": draft, "wrong": wrong, "tabs": _tabs(found, name), **shown(found, request.POST)}
    return render(
        request, f"network/importing/{_TEMPLATES[name]}.html", context, status=422 if wrong else 200
    )


def _next(found: ListDraft, name: str) -> HttpResponse:
    coming = found.next_step()
    if name == SHEET and coming == "":
        coming = COLUMNS
    if coming:
        return redirect("import_step", uid=found.draft.uid, name=coming)
    return begin_checking(found.draft)


def _tabs(found: ListDraft, current: str) -> list[dict[str, Any]]:
    offered = STEPS if "columns" in found.choices else STEPS[:2]
    return [
        {
            "label": LABELS[name],
            "url": reverse("import_step", args=[found.draft.uid, name]),
            "is_current": name == current,
        }
        for name in offered
    ]


def _done(found: ListDraft, name: str) -> list[str]:
    return [*dict.fromkeys([*found.choices.get("steps", []), name])]


# The sheet and its header


def _show_sheet(found: ListDraft, posted: QueryDict) -> dict[str, Any]:
    sheets = enumerate(found.sheets)
    rows = enumerate(found.sheet.rows[:ROWS_SHOWN])
    return {
        "sheets": [(at, sheet.name, sheet.filled, at == found.sheet_number) for at, sheet in sheets],
        "rows": [(at, row[:8], at == found.header) for at, row in rows if any(row)],
        "cut": found.sheet.cut,
    }


def _save_sheet(found: ListDraft, posted: QueryDict) -> list[str]:
    number, header = posted.get("hoja", "0"), posted.get("encabezado", "")
    if not number.isdigit() or int(number) >= len(found.sheets):
        return [_("Choose one of the sheets.")]
    if int(number) != found.sheet_number:
        drafts.forget_choices(draft=found.draft)
        drafts.choose(draft=found.draft, sheet=int(number), steps=[SHEET])
        return []
    if not header.isdigit() or int(header) >= len(found.sheet.rows):
        return [_("Choose the row that holds the headings.")]
    if int(header) != found.header:
        drafts.forget_choices(draft=found.draft)
    drafts.choose(draft=found.draft, sheet=int(number), header=int(header), steps=[SHEET])
    return []


# Columns


def _show_columns(found: ListDraft, posted: QueryDict) -> dict[str, Any]:
    chosen = posted.getlist("columna") or found.choices.get("columns") or found.suggested_columns()
    chosen = [*chosen, *[""] * len(found.headings)][: len(found.headings)]
    below = found.sheet.rows[found.header + 1 :]
    columns = []
    for at, heading in enumerate(found.headings):
        filled = [row[at] for row in below if at < len(row) and row[at]]
        columns.append((heading, list(dict.fromkeys(filled))[:SAMPLES], chosen[at]))
    remembered = found.remembered or {}
    order = posted.get("orden") or found.choices.get("order") or remembered.get("order") or ""
    designated_to = (
        posted.get("designada") or found.choices.get("designated_to") or remembered.get("designated_to") or ""
    )
    reading = Reading(found.header, tuple(chosen))
    return {
        "columns": columns,
        "fields": [(field.code, field.label) for field in FIELDS],
        "order": order,
        "asks_order": NAME in chosen,
        "designated_to": designated_to,
        "asks_post": reading.asks_post,
        "offers_column": POST in chosen,
        "examples": _examples(found, chosen),
        "is_remembered": bool(remembered) and "columns" not in found.choices,
        "row_count": sum(any(row) for row in below),
    }


def _examples(found: ListDraft, chosen: list[str]) -> dict[str, str]:
    """The first names of the list, read in either order."""
    if NAME not in chosen:
        return {}
    at = chosen.index(NAME)
    cells = [row[at] for row in found.sheet.rows[found.header + 1 :] if at < len(row) and row[at]][:SAMPLES]
    plain = [names.in_case(names.split_title(cell)[1]) for cell in cells]
    return {GIVEN_FIRST: ", ".join(plain), SURNAMES_FIRST: ", ".join(map(names.turned, plain))}


def _save_columns(found: ListDraft, posted: QueryDict) -> list[str]:
    chosen = posted.getlist("columna")
    if len(chosen) != len(found.headings) or any(code and code not in BY_CODE for code in chosen):
        return [_("Choose for every column what it holds.")]
    wrong = []
    for code in SOLE:
        if chosen.count(code) > 1:
            wrong.append(
                _("Two columns hold “%(field)s”: leave one of them.") % {"field": BY_CODE[code].label}
            )
    reading = Reading(found.header, tuple(chosen))
    if not reading.has_name:
        wrong.append(_("No column holds names: say which one does."))
    order = posted.get("orden", "")
    if reading.asks_order and order not in (GIVEN_FIRST, SURNAMES_FIRST):
        wrong.append(_("Say how the names are to be read: which of the two is right?"))
    designated_to = posted.get("designada", "")
    if reading.designates and INSTITUTION not in chosen:
        wrong.append(_("Say which column holds the institution: a designation is to a post of it."))
    if reading.asks_post and designated_to not in (LIAISON, *([COLUMN] if POST in chosen else [])):
        wrong.append(_("Say to which post these people were designated."))
    if not wrong:
        if chosen != found.choices.get("columns") or order != found.choices.get("order"):
            kept = {name: found.choices[name] for name in ("sheet", "header") if name in found.choices}
            drafts.forget_choices(draft=found.draft)
            drafts.choose(draft=found.draft, **kept, header=found.header, steps=[SHEET])
        drafts.choose(
            draft=found.draft,
            columns=chosen,
            order=order if reading.asks_order else "",
            designated_to=designated_to if reading.asks_post else "",
            without_wrong="sin_errores" in posted,
        )
    return wrong


# Departments


def _show_departments(found: ListDraft, posted: QueryDict) -> dict[str, Any]:
    questions = []
    for at, one in enumerate(found.department_questions()):
        siblings = [(f"{SAME}{fold(name)}", name) for name in one.siblings]
        typed = posted.get(f"otra-{at}", "").strip()
        chosen = posted.get(f"dependencia-{at}", one.chosen)
        searched = found.known.search(typed) if typed else []
        if searched and chosen not in {other.id for other in searched}:
            chosen = searched[0].id if len(searched) == 1 else ""
        present = [found.known.by_id[chosen]] if chosen in found.known.by_id else []
        offered = {other.id for other in one.suggestions}
        others = {other.id: other.name for other in [*searched, *present] if other.id not in offered}
        questions.append((at, one, siblings, chosen, typed, list(others.items())))
    parent = posted.get("superior", "")
    if not parent and (kept := found.choices.get("parent")) and kept in found.known.by_id:
        parent = found.known.by_id[kept].name
    return {
        "questions": questions,
        "recognised": found.recognised,
        "parent": parent,
        "institutions": sorted({one.name for one in found.known.by_id.values()})[:MOST_NAMES],
        "without": sum(not entry.department for entry in found.entries),
        "new": NEW,
        "empty": EMPTY,
    }


def _save_departments(found: ListDraft, posted: QueryDict) -> list[str]:
    answers, unanswered, wrong = {}, [], []
    for at, one in enumerate(found.department_questions()):
        answer, typed = posted.get(f"dependencia-{at}", ""), posted.get(f"otra-{at}", "").strip()
        siblings = {f"{SAME}{fold(name)}" for name in one.siblings}
        if typed:
            searched = {other.id for other in found.known.search(typed)}
            exact = found.known.exact(typed)
            if exact or answer in searched:
                answers[one.key] = exact or answer
            else:
                text = (
                    _("“%(name)s”: choose among the institutions that “%(typed)s” may mean.")
                    if searched
                    else _("“%(name)s”: no institution is called “%(typed)s”. Write it otherwise.")
                )
                wrong.append(text % {"name": one.spelling, "typed": typed[:80]})
        elif answer in {NEW, EMPTY} | siblings or answer in found.known.by_id:
            answers[one.key] = answer
        else:
            unanswered.append(one.spelling)
    if unanswered:
        wrong.append(_("Say what these mean: %(names)s.") % {"names": "; ".join(unanswered[:8])})
    parent, typed = "", posted.get("superior", "").strip()
    if typed:
        parent = found.known.exact(typed)
        if not parent:
            wrong.append(
                _("No institution is called “%(name)s”: choose one of the list, or leave it empty.")
                % {"name": typed[:80]}
            )
    if not wrong:
        drafts.choose(draft=found.draft, departments=answers, parent=parent, steps=_done(found, DEPARTMENTS))
    return wrong


# People who may be twice


def _show_people(found: ListDraft, posted: QueryDict) -> dict[str, Any]:
    questions = found.person_questions
    return {
        "pairs": [
            (at, pair, posted.get(f"persona-{at}", "same" if pair.likely else ""))
            for at, pair in enumerate(questions[:PAIRS_SHOWN])
        ],
        "more": max(0, len(questions) - PAIRS_SHOWN),
    }


def _save_people(found: ListDraft, posted: QueryDict) -> list[str]:
    answers, unanswered = {}, 0
    for at, pair in enumerate(found.person_questions[:PAIRS_SHOWN]):
        if posted.get(f"id-{at}") != pair.id or posted.get(f"persona-{at}") not in ("same", "other"):
            unanswered += 1
            continue
        answers[pair.id] = pair.other_id if posted[f"persona-{at}"] == "same" else pair.id
    drafts.choose(draft=found.draft, people={**found.choices.get("people", {}), **answers})
    found.choices["people"] = {**found.choices.get("people", {}), **answers}
    found.__dict__.pop("_pairs", None)
    return [_("Say of each pair whether it is the same person.")] if unanswered else []


_STEPS = {
    SHEET: (_show_sheet, _save_sheet),
    COLUMNS: (_show_columns, _save_columns),
    DEPARTMENTS: (_show_departments, _save_departments),
    PEOPLE: (_show_people, _save_people),
}
_TEMPLATES = {SHEET: "sheet", COLUMNS: "columns", DEPARTMENTS: "departments", PEOPLE: "people"}


@coordinators
def corrected_file(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The list as it came, with one more column that says of each row what is to be mended."""
    draft = get_object_or_404(Draft, uid=uid, kind=Draft.Kind.LIST)
    if "columns" not in draft.choices:
        raise Http404
    found = ListDraft(draft, request.viewer)  # type: ignore[attr-defined]
    problems = draft.problems or [problem.as_dict() for problem in found.problems]
    return attachment(corrected(found.sheet, found.header, problems), "lista-por-corregir.xlsx")


_UID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
urlpatterns = [
    path("gestion/importar/<uuid:uid>/corregir.xlsx", corrected_file, name="import_corrected"),
    re_path(
        rf"^gestion/importar/(?P<uid>{_UID})/paso/(?P<name>{'|'.join(STEPS)})/$", step, name="import_step"
    ),
]
