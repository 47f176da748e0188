"""`/mi-formacion/historial/`: one's own record, and what one learned elsewhere."""

import json
import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.files.answering import file_response
from network.people.enums import Visibility
from network.people.models import Person
from network.vocabulary.panels import Badge
from network.vocabulary.spans import event_words
from network.web.answers import json_file
from network.web.audience import insiders
from network.web.desk.posts.refusals import tell, tell_all
from network.web.own.herself import own_person
from network.web.paper_files import docx_file, pdf_file
from training.enums import ExternalState
from training.models import ExternalTraining
from training.record.document import document_of
from training.record.handing_in import hand_in, mend, take_away
from training.record.history import History, history_of, validity_words
from training.record.papers import day_words, history_paper, hours_facts, hours_words, span_of_days
from training.record.queries import external_of

from .doors import own_trail, viewer_of
from .record_form import ExternalForm

_TONES = {
    ExternalState.HANDED_IN: "warn",
    ExternalState.RETURNED: "error",
    ExternalState.VERIFIED: "good",
}


def badge_of(state: str) -> Badge:
    known = ExternalState(state)
    return Badge(str(known.label), _TONES[known])


@insiders
def history(request: HttpRequest) -> HttpResponse:
    told = history_of(own_person(request))
    context = {
        "history": told,
        "hours": hours_facts(told),
        "held": [_held(one) for one in told.held],
        "taken": [
            (one, span_of_days(one.starts_on, one.ends_on), hours_words(one.hours)) for one in told.taken
        ],
        "taught": [
            (one, span_of_days(one.starts_on, one.ends_on), hours_words(one.hours)) for one in told.taught
        ],
        "elsewhere": [
            (one, badge_of(one.state), event_words(one.started, one.ended), hours_words(one.hours))
            for one in told.elsewhere
        ],
        "breadcrumb": own_trail(),
    }
    return render(request, "training/history.html", context)


def _held(one: Any) -> dict[str, Any]:
    words = validity_words(one)
    return {
        "title": f"{one.order}. {one.content}",
        "badge": Badge(words, "good" if one.is_valid else "warn"),
        "since": day_words(one.since),
        "until": day_words(one.until),
        "known": ", ".join(filter(None, (one.how_words, one.where))),
    }


@insiders
def history_file(request: HttpRequest, ending: str) -> HttpResponseBase:
    told: History = history_of(own_person(request))
    name = "historial-formativo"
    if ending == "json":
        return json_file(name, json.dumps(document_of(told), ensure_ascii=False, indent=2))
    made = pdf_file if ending == "pdf" else docx_file
    return made(request, history_paper(told), name, back=reverse("own_training_history"))


@insiders
def new(request: HttpRequest) -> HttpResponse:
    person = own_person(request)
    form = ExternalForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            hand_in(person=person, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("It was handed in. You are told as soon as the office has decided."))
            return redirect("own_training_history")
    return _form(request, form, None)


@insiders
def one(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """What became of it; what waits or was returned can be mended here."""
    row = get_object_or_404(external_of(viewer_of(request)), uid=uid)
    if row.state == ExternalState.VERIFIED:
        return _form(request, None, row)
    form = ExternalForm(request.POST or None, request.FILES or None, training=row)
    if request.method == "POST" and form.is_valid():
        try:
            mend(training=row, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("It was handed in. You are told as soon as the office has decided."))
            return redirect("own_training_history")
    return _form(request, form, row)


def _form(request: HttpRequest, form: ExternalForm | None, row: ExternalTraining | None) -> HttpResponse:
    person: Person = own_person(request)
    context = {
        "form": form,
        "training": row,
        "badge": badge_of(row.state) if row else None,
        "facts": _facts(row) if row else [],
        "counted": [str(one.content) for one in row.learned.select_related("content")] if row else [],
        "choose_again": bool(form and form.errors and request.FILES),
        "is_protected": person.visibility == Visibility.PROTECTED,
        "breadcrumb": [*own_trail(), (_("My record of trainings"), reverse("own_training_history"))],
    }
    return render(request, "training/external.html", context, status=422 if form and form.errors else 200)


def _facts(row: ExternalTraining) -> list[tuple[str, str]]:
    found = [
        (_("Given by"), row.provider),
        (_("When"), event_words(row.started, row.ended)),
        (_("Hours"), hours_words(None if row.hours is None else float(row.hours))),
    ]
    return [(label, text) for label, text in found if text]


@insiders
@require_POST
def remove(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    row = get_object_or_404(external_of(viewer_of(request)), uid=uid)
    try:
        take_away(training=row, by=request.user)  # type: ignore[arg-type]
    except ValidationError as error:
        tell_all(request, error)
    else:
        messages.success(request, _("It is gone from your record, with its file."))
    return redirect("own_training_history")


@insiders
def evidence(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    return evidence_file(get_object_or_404(external_of(viewer_of(request)), uid=uid))


def evidence_file(row: ExternalTraining) -> HttpResponseBase:
    """Under a name that says nothing. A photo is looked at, a PDF is downloaded."""
    storage, name = row.file.storage, str(row.file.name)
    if not storage.exists(name):
        raise Http404
    called = _("evidence") + f"-{str(row.uid)[:8]}.{name.rpartition('.')[2]}"
    is_photo = row.content_type.startswith("image/")
    answer = file_response(storage.open(name), name=called, content_type=row.content_type, inline=is_photo)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


_HERE = "mi-formacion/historial/"
urlpatterns = [
    path(_HERE, history, name="own_training_history"),
    path(f"{_HERE}historial.pdf", history_file, {"ending": "pdf"}, name="own_training_history_pdf"),
    path(f"{_HERE}historial.docx", history_file, {"ending": "docx"}, name="own_training_history_docx"),
    path(f"{_HERE}historial.json", history_file, {"ending": "json"}, name="own_training_history_json"),
    path(f"{_HERE}externa/", new, name="own_external_new"),
    path(f"{_HERE}externa/<uuid:uid>/", one, name="own_external"),
    path(f"{_HERE}externa/<uuid:uid>/quitar/", remove, name="own_external_remove"),
    path(f"{_HERE}externa/<uuid:uid>/comprobante/", evidence, name="own_external_file"),
]
