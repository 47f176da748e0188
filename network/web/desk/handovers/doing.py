"""Writing the note of whoever leaves, and keeping the file when the post is handed over."""

import datetime as dt
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.accounts.viewer import Viewer
from network.institutions.models import Post
from network.reports.services import hand_over, write_note
from network.ties.history import history
from network.ties.models import Appointment
from network.vocabulary.partial_date import PartialDate

from ...audience import coordinators
from ..posts.changing import frame
from ..posts.refusals import tell
from .today import post_to_hand_over


class NoteForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Note of whoever leaves the post"),
        widget=forms.Textarea(attrs={"rows": 12}),
        max_length=20_000,
        required=False,
        help_text=gettext_lazy(
            "What is urgent, where things are, with whom to speak first. Nothing about health or family, and "
            "no telephone of anybody who did not agree. Whoever holds the post later reads it."
        ),
    )


class KeepForm(forms.Form):
    left = forms.ChoiceField(label=gettext_lazy("Who hands over"), required=False)
    taken = forms.ChoiceField(
        label=gettext_lazy("Who takes over"),
        required=False,
        help_text=gettext_lazy("Leave it open if nobody is designated yet. You can say it later."),
    )
    handed_on = forms.DateField(
        label=gettext_lazy("Date of the handover"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, post: Post, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everyone = designations(post, viewer)
        coming = designations(post, viewer, after=timezone.localdate())
        self.fields["left"].choices = [("", _("Nobody is designated")), *everyone]  # type: ignore[attr-defined]
        self.fields["taken"].choices = [("", _("Not known yet")), *coming]  # type: ignore[attr-defined]


def designations(post: Post, viewer: Viewer, *, after: dt.date = dt.date.min) -> list[tuple[str, str]]:
    """Of the post's history as the viewer may read it: (uid, what it says in a line).

    With a day, those that were not over before it.
    """
    return [
        (str(row.uid), f"{row.name or _('Name not shown')}: {row.capacity}, {row.span}")
        for row in history(post, viewer)
        if not row.ended or PartialDate(row.ended).last_day >= after
    ]


def designation(post: Post, uid: str) -> Appointment | None:
    return Appointment.objects.filter(post=post, uid=UUID(uid)).first() if uid else None


@coordinators
def handover_note(request: HttpRequest, package_id: str) -> HttpResponse:
    post = post_to_hand_over(request, package_id)
    note = getattr(post, "handover_note", None)
    form = NoteForm(request.POST or None, initial={"text": note.text if note else ""})
    if request.method == "POST" and form.is_valid():
        write_note(post=post, text=form.cleaned_data["text"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("The note is kept. You can go on with it at any time."))
        return redirect("handover_today", package_id)
    lead = _("A draft until the file is kept: then it goes with it and does not change any more.")
    return _form(request, post, form, title=_("Write the note"), lead=lead, submit=_("Save"))


@coordinators
def handover_keep(request: HttpRequest, package_id: str) -> HttpResponse:
    post, viewer = post_to_hand_over(request, package_id), request.viewer  # type: ignore[attr-defined]
    current = [str(row.uid) for row in history(post, viewer) if row.is_current]
    initial = {"left": current[0] if current else "", "handed_on": timezone.localdate().isoformat()}
    form = KeepForm(request.POST or None, initial=initial, post=post, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            kept = hand_over(
                post=post,
                left=designation(post, values["left"]),
                taken=designation(post, values["taken"]),
                on=values["handed_on"],
                viewer=viewer,
                by=request.user,  # type: ignore[arg-type]
            )
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The file is kept as it is now. Print it, and sign it on paper."))
            return redirect("handover", kept.uid)
    lead = _(
        "The file is kept as it is today. Names of people are not kept in it: whoever opens it later sees "
        "those whom she may see then."
    )
    title = _("Keep and hand over")
    return _form(request, post, form, title=title, lead=lead, submit=title)


def _form(
    request: HttpRequest, post: Post, form: forms.Form, *, title: str, lead: str, submit: str
) -> HttpResponse:
    context = {**frame(post), "form": form, "title": title, "lead": lead, "submit": submit, "settings": []}
    here = reverse("handover_today", args=[post.package_id])
    context["breadcrumb"] = [*context["breadcrumb"], (_("Handover file"), here)]
    context["cancel"] = here
    return render(request, "network/desk/posts/form.html", context)


_PLACE = "gestion/puestos/<slug:package_id>/entrega"

urlpatterns = [
    path(f"{_PLACE}/nota/", handover_note, name="handover_note"),
    path(f"{_PLACE}/entregar/", handover_keep, name="handover_keep"),
]
