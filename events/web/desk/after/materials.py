"""Materials of an event at the desk: add one, see for whom each is, take it away."""

import uuid

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from events.after.materials import add_material, remove_material
from events.enums import MaterialAudience
from network.web.audience import insiders
from network.web.desk.posts.refusals import tell, tell_all

from ...doors import kept_or_404, trail


class MaterialForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("What it is"), max_length=200)
    upload = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "PDF, JPEG or PNG, up to 15 MB. Who made it and what the camera noted are removed. Save a "
            "presentation or a text as PDF first."
        ),
        required=False,
    )
    link = forms.URLField(
        label=gettext_lazy("Or an address"),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput({"placeholder": "https://"}),
    )
    audience = forms.ChoiceField(label=gettext_lazy("For whom"), widget=forms.RadioSelect)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["upload"].widget.attrs["accept"] = "application/pdf,image/jpeg,image/png"
        self.fields["audience"].choices = [  # type: ignore[attr-defined]
            (one.value, capfirst(str(one.label))) for one in MaterialAudience
        ]


@insiders
def materials(request: HttpRequest, package_id: str) -> HttpResponse:
    event = kept_or_404(request, package_id)
    start = {"audience": MaterialAudience.ATTENDED.value}
    form = MaterialForm(request.POST or None, request.FILES or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            add_material(event=event, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("It is added."))
            return redirect("desk_event_materials", event.package_id)
    context = {
        "form": form,
        "event": event,
        "rows": event.materials.all(),
        "breadcrumb": trail(event),
    }
    status = 422 if form.errors else 200
    return render(request, "events/desk/after/materials.html", context, status=status)


@insiders
@require_POST
def remove(request: HttpRequest, package_id: str, uid: uuid.UUID) -> HttpResponse:
    event = kept_or_404(request, package_id)
    row = get_object_or_404(event.materials, uid=uid)
    try:
        remove_material(material=row, by=request.user)  # type: ignore[arg-type]
    except ValidationError as error:
        tell_all(request, error)
    else:
        messages.success(request, _("It is gone."))
    return redirect("desk_event_materials", event.package_id)


_HERE = "gestion/eventos/<slug:package_id>/materiales/"
urlpatterns = [
    path(_HERE, materials, name="desk_event_materials"),
    path(f"{_HERE}<uuid:uid>/quitar/", remove, name="desk_event_material_remove"),
]
