"""From the reply to the designation: the post, the name, one button."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.accounts.viewer import Viewer
from network.institutions.models import Post
from network.people.models import Person
from network.people.namesakes import Namesake, namesakes
from network.requests.designations import Designated, designate, posts_offered, suggested_post
from network.requests.enums import State
from network.requests.models import RequestRecipient
from network.ties.enums import Capacity
from network.ties.models import Appointment
from network.ties.panels import coverage_badge

from ...audience import coordinators
from ..posts.appointing import NEWCOMER
from ..posts.fields import PartialDateInput
from ..posts.refusals import tell
from .doors import recipient_or_404, trail

NEW_POST = "nuevo"


class DesignateForm(forms.Form):
    post = forms.ChoiceField(label=gettext_lazy("For which post"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=gettext_lazy("Name of the person"),
        max_length=200,
        help_text=gettext_lazy(
            "First names and both surnames. If she is not in the platform she is entered."
        ),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        help_text=gettext_lazy("Only for somebody new. It is shown to nobody."),
    )
    capacity = forms.ChoiceField(
        label=gettext_lazy("In what capacity"), choices=Capacity.choices, widget=forms.RadioSelect
    )
    started = PartialDateInput(label=gettext_lazy("Since when"))

    def __init__(self, *args: Any, posts: list[Post], kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(post.package_id, f"{post.name}: {coverage_badge(post).label}") for post in posts]
        opened = _("Open a new post: %(name)s") % {"name": suggested_post(kind).name}
        self.fields["post"].choices = [*offered, (NEW_POST, opened)]  # type: ignore[attr-defined]


@coordinators
def designating(request: HttpRequest, uid: uuid.UUID, recipient: uuid.UUID) -> HttpResponse:
    row = recipient_or_404(request, uid, recipient)
    if row.state != State.ANSWERED:
        messages.error(request, _("Record the answer first: it is what founds the designation."))
        return redirect(row)
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    posts = posts_offered(row, viewer)
    started = row.reply.issued_on if row.reply and row.reply.issued_on else str(row.answered_on)
    initial = {
        "post": posts[0].package_id if posts else NEW_POST,
        "capacity": Capacity.TITULAR.value,
        "started": started,
    }
    form = DesignateForm(request.POST or None, initial=initial, posts=posts, kind=row.request.kind)
    found: list[Namesake] = []
    if request.method == "POST" and form.is_valid():
        found = namesakes(form.cleaned_data["name"], form.cleaned_data["email"], viewer)
        if _made(request, form, row, posts, found) is not None:
            messages.success(request, _("The designation is recorded."))
            return redirect(row)
    context = {
        "form": form,
        "row": row,
        "title": _("Turn the answer into a designation"),
        "kicker": row.institution.name,
        "lead": _("By %(document)s.") % {"document": row.reply}
        if row.reply
        else _("The answer has no document, so the designation will stand without one."),
        "submit": _("Record the designation"),
        "found": found,
        "chosen": request.POST.get("person", ""),
        "newcomer": NEWCOMER,
        "cancel": row.get_absolute_url(),
        "breadcrumb": trail(row.request, row),
    }
    return render(request, "network/desk/requests/designate.html", context)


def _made(
    request: HttpRequest, form: DesignateForm, row: RequestRecipient, posts: list[Post], found: list[Namesake]
) -> Appointment | None:
    """The designation; or nothing, where a choice is still to be made or it was refused."""
    values, chosen = form.cleaned_data, request.POST.get("person", "")
    known = {one.person.uid for one in found}
    if found and chosen not in {*known, NEWCOMER}:
        form.add_error("name", _("Somebody with such a name is known. Choose whether it is she."))
        return None
    post = next((one for one in posts if one.package_id == values["post"]), None)
    says = Designated(
        capacity=Capacity(values["capacity"]),
        started=values["started"],
        person=Person.objects.get(uid=chosen) if chosen in known else None,
        name=values["name"],
        email=values["email"],
    )
    try:
        return designate(
            recipient=row,
            post=post or suggested_post(row.request.kind),
            says=says,
            by=request.user,  # type: ignore[arg-type]
        )
    except ValidationError as error:
        tell(form, error)
        return None


urlpatterns = [
    path(
        "gestion/solicitudes/<uuid:uid>/<uuid:recipient>/designar/",
        designating,
        name="desk_recipient_designate",
    )
]
