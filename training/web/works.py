"""Handing a work in, and looking at what was handed in."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.files.answering import file_response
from network.files.checking import Checked, checked_scan
from network.web.audience import insiders
from network.web.desk.posts.refusals import tell
from training.desk_items import edition_title
from training.listed import learner_name
from training.models import Assignment, Work
from training.progress.works import decide, hand_in, works_judged_by
from training.queries import people_named_to

from .doors import own_trail, viewer_of
from .own import own_or_404, work_badge


class WorkForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Your work, as text"),
        help_text=gettext_lazy("Write it here, or choose a file below. Nothing about cases or victims."),
        max_length=10_000,
        required=False,
        widget=forms.Textarea({"rows": 10}),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        help_text=gettext_lazy("PDF, or a picture in JPEG or PNG, of up to 15 MB."),
        required=False,
        widget=forms.FileInput({"accept": "application/pdf,image/png,image/jpeg"}),
    )

    def clean_file(self) -> Checked | None:
        upload = self.cleaned_data["file"]
        return checked_scan(upload) if upload else None


@insiders
def own_work(request: HttpRequest, uid: uuid.UUID, assignment: uuid.UUID) -> HttpResponse:
    row = own_or_404(request, uid)
    asked = get_object_or_404(
        Assignment.objects.select_related("module"), uid=assignment, module__version=row.edition.version_id
    )
    last = Work.objects.filter(enrolment=row, assignment=asked).order_by("-handed_in_at", "-pk").first()
    form = WorkForm(request.POST or None, request.FILES or None, initial={"text": last.text if last else ""})
    if request.method == "POST" and form.is_valid():
        try:
            hand_in(enrolment=row, assignment=asked, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("It is handed in. You are told once somebody has looked at it."))
            return redirect("own_enrolment", row.uid)
    context = {
        "title": asked.title,
        "kicker": edition_title(row.edition),
        "assignment": asked,
        "work": last,
        "badge": work_badge(last),
        "form": form,
        "may_hand_in": row.state == "in" and (last is None or last.state != "approved"),
        "breadcrumb": [*own_trail(), (edition_title(row.edition), reverse("own_enrolment", args=[row.uid]))],
    }
    return render(request, "training/progress/work.html", context, status=422 if form.errors else 200)


@insiders
def work_file(request: HttpRequest, uid: uuid.UUID) -> FileResponse:
    """For her who handed it in, and for whoever decides on it."""
    viewer = viewer_of(request)
    work = works_judged_by(viewer).filter(uid=uid).first()
    if work is None and viewer.person_id is not None:
        work = Work.objects.filter(uid=uid, enrolment__person=viewer.person_id).first()
    if work is None or not work.file or not work.file.storage.exists(str(work.file.name)):
        raise Http404
    ending = str(work.file.name).rpartition(".")[2]
    return file_response(work.file.open("rb"), name=f"trabajo.{ending}", content_type=work.content_type)


class DecideForm(forms.Form):
    comment = forms.CharField(
        label=gettext_lazy("Comment"),
        help_text=gettext_lazy("She alone reads it. To return a work, say what is to be mended."),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )


@insiders
def judged(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A work before whoever decides on it."""
    viewer = viewer_of(request)
    rows = works_judged_by(viewer).select_related(
        "enrolment__edition__version__curriculum", "assignment__module", "enrolment__person"
    )
    work = get_object_or_404(rows, uid=uid)
    row = work.enrolment
    people = people_named_to(type(row).objects.filter(pk=row.pk), viewer)
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            approves = request.POST.get("deed") == "approve"
            decide(work=work, by=request.user, approves=approves, **form.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("It is noted, and she is told."))
            return redirect("edition_progress", row.edition.package_id)
    back = reverse("edition_progress", args=[row.edition.package_id])
    context: dict[str, Any] = {
        "title": work.assignment.title,
        "kicker": learner_name(row, people),
        "work": work,
        "badge": work_badge(work),
        "form": form,
        "may_decide": work.state == "handed_in",
        "breadcrumb": [(edition_title(row.edition), back)],
    }
    return render(request, "training/progress/judged.html", context, status=422 if form.errors else 200)


urlpatterns = [
    path("mi-formacion/<uuid:uid>/trabajos/<uuid:assignment>/", own_work, name="own_work"),
    path("formacion/trabajos/<uuid:uid>/", judged, name="judged_work"),
    path("formacion/trabajos/<uuid:uid>/archivo/", work_file, name="work_file"),
]
