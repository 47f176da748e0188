"""Opening, changing and closing a post."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.institutions.enums import Publication
from network.institutions.models import Institution, Mechanism, Post
from network.institutions.services import PostParticulars, change_post, create_post
from network.ties.services import close_post, reopen_post
from network.vocabulary.terms import terms

from ...audience import coordinators
from ..institutions_field import InstitutionsField
from .fields import PartialDateInput
from .post import post_or_404
from .publication import in_a_line, readings
from .refusals import tell


class PostForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name of the post"), max_length=250)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    mechanism = forms.ModelChoiceField(
        label=gettext_lazy("Mechanism it serves"),
        queryset=Mechanism.objects.order_by(Lower("name"), "pk"),
        to_field_name="package_id",
        required=False,
        empty_label=gettext_lazy("No mechanism"),
    )
    publication = forms.ChoiceField(
        label=gettext_lazy("Who may know whether it is covered"), widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=gettext_lazy("Everyone reads it. Write no name of a person and no telephone here."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Choose one")), *terms("post_kind").items()]  # type: ignore[attr-defined]
        self.fields["publication"].choices = [(one.value, in_a_line(one)) for one in Publication]  # type: ignore[attr-defined]

    def says(self) -> PostParticulars:
        values = self.cleaned_data
        return PostParticulars(
            name=values["name"],
            kind=values["kind"],
            publication=Publication(values["publication"]),
            mechanism=values["mechanism"],
            note=values["note"],
        )


class NewPostForm(PostForm):
    institution = InstitutionsField(
        label=gettext_lazy("Institution"),
        help_text=gettext_lazy("Its name, acronym or another name by which it is known."),
        single=True,
        max_length=250,
    )
    field_order = ("institution", "name", "kind", "mechanism", "publication", "note")


class ChangedPostForm(PostForm):
    reason = forms.CharField(
        label=gettext_lazy("Why it changes"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Kept in the journal. Needed only to open a reserved post."),
    )


class ClosingForm(forms.Form):
    closed_on = PartialDateInput(label=gettext_lazy("Since when it no longer exists"))
    reason = forms.CharField(label=gettext_lazy("Why it is closed"), max_length=300)


class ReopeningForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why it is opened again"), max_length=300)


@coordinators
def new_post(request: HttpRequest) -> HttpResponse:
    asked = Institution.objects.filter(package_id=request.GET.get("institucion", "")).first()
    form = NewPostForm(
        request.POST or None, initial={"institution": asked, "publication": Publication.NETWORK.value}
    )
    if request.method == "POST" and form.is_valid():
        where = form.cleaned_data["institution"]
        try:
            made = create_post(institution=where, says=form.says(), by=request.user)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The post is recorded. Designate whoever holds it."))
            return redirect("desk_post", made.package_id)
    context = {
        "form": form,
        "title": _("New post"),
        "kicker": asked.name if asked else "",
        "lead": _("A post outlives the people who hold it: name what is to be done, not who does it."),
        "submit": _("Record the post"),
        "breadcrumb": [(_("Desk"), reverse("desk")), (_("Posts"), reverse("desk_posts"))],
        "cancel": reverse("desk_posts"),
        "settings": _settings(),
    }
    return render(request, "network/desk/posts/form.html", context)


@coordinators
def changed_post(request: HttpRequest, package_id: str) -> HttpResponse:
    record = post_or_404(package_id)
    initial = {
        "name": record.name,
        "kind": record.kind,
        "mechanism": record.mechanism.package_id if record.mechanism else "",
        "publication": record.publication,
        "note": record.note,
    }
    form = ChangedPostForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            change_post(post=record, says=form.says(), by=request.user, reason=reason)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The post was changed."))
            return redirect("desk_post", record.package_id)
    context = {
        **frame(record),
        "form": form,
        "title": _("Change the post"),
        "lead": "",
        "submit": _("Save"),
        "settings": _settings(),
    }
    return render(request, "network/desk/posts/form.html", context)


@coordinators
def closed_post(request: HttpRequest, package_id: str) -> HttpResponse:
    record = post_or_404(package_id)
    form = ClosingForm(request.POST or None, initial={"closed_on": timezone.localdate().isoformat()})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            close_post(post=record, on=values["closed_on"], reason=values["reason"], by=request.user)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The post is closed. Its history stays."))
            return redirect("desk_post", record.package_id)
    context = {
        **frame(record),
        "form": form,
        "title": _("Close the post"),
        "lead": _("For a post that no longer exists. One that is merely vacant stays open."),
        "submit": _("Close the post"),
        "settings": [],
    }
    return render(request, "network/desk/posts/form.html", context)


@coordinators
def reopened_post(request: HttpRequest, package_id: str) -> HttpResponse:
    record = post_or_404(package_id)
    form = ReopeningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reopen_post(post=record, reason=form.cleaned_data["reason"], by=request.user)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The post is open again."))
            return redirect("desk_post", record.package_id)
    title = _("Open the post again")
    context = {**frame(record), "form": form, "title": title, "lead": "", "submit": title, "settings": []}
    return render(request, "network/desk/posts/form.html", context)


def frame(record: Post) -> dict[str, Any]:
    """What surrounds every form about one post."""
    here = reverse("desk_post", args=[record.package_id])
    return {
        "kicker": f"{record.name} · {record.institution.called}",
        "breadcrumb": [
            (_("Desk"), reverse("desk")),
            (_("Posts"), reverse("desk_posts")),
            (record.name, here),
        ],
        "cancel": here,
    }


def _settings() -> list[tuple[str, Any]]:
    return [(in_a_line(one), readings(one)) for one in Publication]


urlpatterns = [
    path("gestion/puestos/nuevo/", new_post, name="desk_post_new"),
    path("gestion/puestos/<slug:package_id>/cambiar/", changed_post, name="desk_post_change"),
    path("gestion/puestos/<slug:package_id>/cerrar/", closed_post, name="desk_post_close"),
    path("gestion/puestos/<slug:package_id>/reabrir/", reopened_post, name="desk_post_reopen"),
]
