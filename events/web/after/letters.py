"""Her letters: to ask for leave before, to show that she was there after. They name nobody else.

The link of a place names nobody either: whoever opens it without having logged in writes the name herself,
and for the letter of attendance it has to be the one under which the place was taken.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.after.papers import attendance_letter, leave_letter, leave_text
from events.after.writing import stop_later
from events.models import Registration
from events.rules import outward
from network.accounts.viewer import Viewer
from network.office.queries import office
from network.vocabulary.words import folded
from network.web.joining.door import is_too_often, open_door, wait
from network.web.paper_files import docx_file, pdf_file

from ..doors import viewer_of
from ..own_after import letters_for
from ..place_words import placed
from ..places import link_over

LEAVE, ATTENDANCE = "permiso", "constancia"
_PAGES = {LEAVE: "event_leave_letter", ATTENDANCE: "event_attendance_letter"}


class NameForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Your name, as it is to stand in the letter"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
    )

    def __init__(self, *args: Any, row: Registration, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.kind = row, kind
        if kind == LEAVE:
            self.fields["name"].help_text = _("Left empty, there is a line to write it on by hand.")
        else:
            self.fields["name"].required = True
            self.fields["name"].help_text = _("As you gave it when you took your place.")

    def clean_name(self) -> str:
        said = " ".join(self.cleaned_data["name"].split())
        if self.kind == ATTENDANCE and folded(said) != folded(recorded_name(self.row)):
            raise forms.ValidationError(
                _(
                    "The place was not taken under this name. Write it as you gave it then, or ask whoever "
                    "organised the activity for your letter."
                )
            )
        return recorded_name(self.row) if self.kind == ATTENDANCE else said


def recorded_name(row: Registration) -> str:
    return row.person.name if row.person is not None else row.name


def is_herself(row: Registration, viewer: Viewer) -> bool:
    return row.person_id is not None and row.person_id == viewer.person_id


@open_door
def letter(request: HttpRequest, token: str, kind: str) -> HttpResponseBase:
    row = placed(token)
    label = letters_for(row).get(_PAGES[kind]) if row is not None else None
    if row is None or label is None:
        return link_over(request)
    hers = is_herself(row, viewer_of(request))
    start = {"name": recorded_name(row) if hers else ""}
    form = NameForm(request.POST or None, initial=start, row=row, kind=kind)
    ending = request.POST.get("como", "")
    if request.method == "POST":
        if kind == ATTENDANCE and not hers and is_too_often(request, "event_letter", str(row.uid)):
            return wait(request)
        if form.is_valid() and ending in ("pdf", "docx"):
            return _file(request, row, kind, form.cleaned_data["name"], ending)
    told = form.cleaned_data["name"] if form.is_bound and form.is_valid() else start["name"]
    context = {
        "form": form,
        "title": label,
        "lead": outward(row.event),
        "text": leave_text(row, told) if kind == LEAVE else "",
        "is_leave": kind == LEAVE,
        "place": reverse("event_place", args=[token]),
        "breadcrumb": [(_("My place"), reverse("event_place", args=[token]))],
    }
    return render(request, "events/after/letter.html", context, status=422 if form.errors else 200)


def _file(request: HttpRequest, row: Registration, kind: str, name: str, ending: str) -> HttpResponseBase:
    made = leave_letter if kind == LEAVE else attendance_letter
    paper, back = made(row, name, office()), request.path
    answer = pdf_file if ending == "pdf" else docx_file
    return answer(request, paper, kind, back=back)


@open_door
def stop(request: HttpRequest, token: str) -> HttpResponseBase:
    """She is written to about later activities no more."""
    row = placed(token)
    if row is None:
        return link_over(request)
    if request.method == "POST":
        stop_later(place=row)
        messages.success(request, _("You are not written to about later activities any more."))
    return redirect("event_place", token)


urlpatterns = [
    path(f"eventos/mi-lugar/<str:token>/{LEAVE}/", letter, {"kind": LEAVE}, name=_PAGES[LEAVE]),
    path(
        f"eventos/mi-lugar/<str:token>/{ATTENDANCE}/",
        letter,
        {"kind": ATTENDANCE},
        name=_PAGES[ATTENDANCE],
    ),
    path("eventos/mi-lugar/<str:token>/no-escribir/", stop, name="event_stop_later"),
]
