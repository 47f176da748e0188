"""Saying that one works with a colleague, and what the other answers. A refusal is told to nobody."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from network.accounts.limits import within
from network.peers.queries import approachable
from network.people.rules import shown_line
from network.ties.collaborating import confirm, declare, decline, withdraw
from network.ties.collaborations import own_collaborations

from ..audience import insiders
from ..desk.posts.fields import PartialDateInput
from ..desk.posts.refusals import tell
from ..own.herself import own_person

_MOST_A_DAY, _DAY = 30, 24 * 60 * 60
_DEEDS = {
    "confirmar": (confirm, gettext_lazy("Confirmed: it counts from now on.")),
    "declinar": (decline, gettext_lazy("Done. You are not asked again, and she is not told.")),
    "retirar": (withdraw, gettext_lazy("Withdrawn: it does not count any more.")),
}


class DeclarationForm(forms.Form):
    about = forms.CharField(
        label=gettext_lazy("In what do you work together?"),
        help_text=gettext_lazy("A few words that she reads too, such as: the harassment protocol. Optional."),
        max_length=200,
        required=False,
    )
    started = PartialDateInput(label=gettext_lazy("Since when"), required=False)


@insiders
def declaring(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    if viewer.person_id is None:
        raise Http404
    other = get_object_or_404(approachable(viewer), uid=uid)
    name = shown_line(other)[0]
    form = DeclarationForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _declared(request, form, other):
        said = _("%(name)s will be asked to confirm it. It counts once she does.") % {"name": name}
        messages.success(request, said)
        return redirect(f"{reverse('own_network')}#vinculos")
    context = {
        "form": form,
        "name": name,
        "title": _("I work with %(name)s") % {"name": name},
        "breadcrumb": [(_("Members"), reverse("people")), (name, other.get_absolute_url())],
    }
    return render(request, "network/peers/declare.html", context, status=422 if form.errors else 200)


def _declared(request: HttpRequest, form: DeclarationForm, other: Any) -> bool:
    if not within("collaborations", str(request.user.pk), at_most=_MOST_A_DAY, per=_DAY):
        form.add_error(None, _("That is a lot for one day. Go on tomorrow: what you typed is still here."))
        return False
    try:
        declare(
            person=own_person(request),
            other=other,
            viewer=request.viewer,  # type: ignore[attr-defined]
            by=request.user,  # type: ignore[arg-type]
            about=form.cleaned_data["about"],
            started=form.cleaned_data["started"],
        )
    except ValidationError as error:
        tell(form, error)
        return False
    return True


@require_POST
@insiders
def answering(request: HttpRequest, uid: uuid.UUID, deed: str) -> HttpResponse:
    """To one of her own, with somebody whom she may see."""
    if deed not in _DEEDS:
        raise Http404
    row = get_object_or_404(own_collaborations(request.viewer), uid=uid)  # type: ignore[attr-defined]
    act, said = _DEEDS[deed]
    act(collaboration=row, person=own_person(request), by=request.user)  # type: ignore[arg-type]
    messages.success(request, said)
    return redirect(f"{reverse('own_network')}#vinculos")


urlpatterns = [
    path("integrantes/<uuid:uid>/vinculo/", declaring, name="declare_collaboration"),
    path("mi-red/vinculos/<uuid:uid>/<slug:deed>/", answering, name="answer_collaboration"),
]
