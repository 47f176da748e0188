"""Her photo: how it comes in, and the only way by which it goes out."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from network.files.answering import file_response
from network.files.checking import Checked
from network.files.pictures import small_picture
from network.people.enums import FieldAudience
from network.people.models import Person
from network.people.photos import describe_photo, put_photo, remove_photo
from network.people.queries import visible_to
from network.people.rules import seen

from ..audience import insiders
from .herself import crumbs, own_person
from .profile import audience_field, next_section


class PhotoForm(forms.Form):
    photo = forms.FileField(
        label=gettext_lazy("Photo"),
        help_text=gettext_lazy(
            "JPEG or PNG. A small copy is kept, without the place, the day and the device that the camera "
            "wrote into it; the original is not."
        ),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )
    alt = forms.CharField(
        label=gettext_lazy("What is to be seen in it"),
        help_text=gettext_lazy(
            "For colleagues who use a screen reader. For instance: woman with glasses, smiling."
        ),
        max_length=200,
        required=False,
    )
    shows_photo = audience_field("photo")

    def __init__(self, person: Person, data: Any = None, files: Any = None) -> None:
        self.kept = getattr(person, "photo", None)
        shown = person.shows_photo if self.kept else FieldAudience.MEMBERS
        initial = {"alt": self.kept.alt if self.kept else "", "shows_photo": shown}
        super().__init__(data, files, initial=initial)

    def clean_photo(self) -> Checked | None:
        upload = self.cleaned_data["photo"]
        if not upload and not self.kept:
            raise forms.ValidationError(_("Choose a photo first."))
        return small_picture(upload) if upload else None


@insiders
def own_photo(request: HttpRequest) -> HttpResponse:
    person = own_person(request)
    form = PhotoForm(person, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        how = {"alt": said["alt"], "shown_to": FieldAudience(said["shows_photo"]), "by": request.user}
        if said["photo"]:
            put_photo(person=person, photo=said["photo"], **how)
        else:
            describe_photo(person=person, **how)
        messages.success(request, _("Saved."))
        return next_section(request, "foto")
    context = {
        "form": form,
        "person": person,
        "photo": form.kept,
        "title": _("Your photo"),
        "breadcrumb": crumbs(),
    }
    return render(request, "network/own/photo.html", context, status=422 if form.errors else 200)


@insiders
@require_POST
def without_photo(request: HttpRequest) -> HttpResponse:
    remove_photo(person=own_person(request), by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("The photo is gone."))
    return redirect("own_photo")


@insiders
def photo(request: HttpRequest, uid: uuid.UUID, photo: uuid.UUID) -> FileResponse:
    """For whoever sees it on her page at this moment; for everyone else there is none."""
    rows = visible_to(Person.objects.select_related("photo"), request.viewer)  # type: ignore[attr-defined]
    found = get_object_or_404(rows, uid=uid, photo__uid=photo)
    if seen(found).photo is None:
        raise Http404
    kept = found.photo
    return file_response(kept.file.open(), name="foto.jpg", content_type=kept.content_type, inline=True)


urlpatterns = [
    path("mi-perfil/foto/", own_photo, name="own_photo"),
    path("mi-perfil/foto/quitar/", without_photo, name="remove_photo"),
    path("integrantes/<uuid:uid>/foto/<uuid:photo>/", photo, name="person_photo"),
]
