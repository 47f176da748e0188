"""Inviting people who are listed and have no account: choose them, prepare the invitation in every form."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Max, QuerySet
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.joining.inviting import invite
from network.messages.enums import MessageKind
from network.messages.models import Outgoing
from network.messages.queries import is_public_address, visible_to
from network.messages.services import MOST
from network.people.models import Affiliation, Person
from network.people.queries import current_affiliations, in_care_of
from network.people.queries import visible_to as people_visible_to
from network.people.rules import shown_line

from ...audience import coordinators
from ...listing import Choice, choice, matching
from ..posts.refusals import tell

NOT_YET, INVITED = "sin", "ya"


class InviteForm(forms.Form):
    uid = forms.UUIDField(widget=forms.HiddenInput)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the invitation"), choices=settings.LANGUAGES, initial="es"
    )
    is_neutral = forms.BooleanField(
        label=gettext_lazy("Neutral subject for all of them"),
        help_text=gettext_lazy(
            "The subject and the names of files say nothing of the network. For whoever chose not to be seen "
            "by everyone it is always so."
        ),
        required=False,
    )


def without_account(viewer: Viewer) -> QuerySet[Person]:
    """The people in her care, by name, whom nobody needs to invite twice: without an account, not herself."""
    listed = in_care_of(Person.objects.filter(account=None), viewer).exclude(pk=viewer.person_id or 0)
    return people_visible_to(listed, viewer).filter(sees_name=True)  # type: ignore[misc]


@coordinators
def invitations(request: HttpRequest) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    everyone = without_account(viewer)
    last = _last_invited(viewer)
    choices = _choices(request, everyone)
    rows = _narrowed(request, everyone, choices, last)
    number = rows.count()
    form = InviteForm(request.POST or None, initial={"uid": uuid.uuid4(), "language": "es"})
    chosen = request.POST.getlist("persona")
    if request.method == "POST" and form.is_valid():
        wanted = rows if "todas" in request.POST else everyone.filter(uid__in=_uids(chosen))
        try:
            mailing = invite(
                to=_with_institutions(wanted.order_by(Lower("name"), "pk")[: MOST + 1]),
                language=form.cleaned_data["language"],
                by=request.user,
                is_neutral=form.cleaned_data["is_neutral"],
                uid=form.cleaned_data["uid"],
            )
        except ValidationError as error:
            tell(form, error)
        else:
            return redirect("desk_mailing", mailing.uid)
    shown = list(rows.order_by(Lower("name"), "pk")[:MOST])
    context = {
        "form": form,
        "rows": [_row(person, affiliation, last, chosen) for person, affiliation in _with_places(shown)],
        "count": ngettext("%(n)s person without an account", "%(n)s people without an account", number)
        % {"n": number},
        "number": number,
        "most": MOST,
        "is_cut": number > MOST,
        "choices": choices,
        "q": request.GET.get("q", ""),
        "is_narrowed": bool(request.GET.get("q") or any(one.value for one in choices)),
        "is_local": not is_public_address(settings.WAGTAILADMIN_BASE_URL),
        "breadcrumb": [(_("Desk"), reverse("desk")), (_("Messages"), reverse("desk_messages"))],
    }
    return render(request, "network/desk/messages/invitations.html", context)


def _choices(request: HttpRequest, everyone: QuerySet[Person]) -> tuple[Choice, ...]:
    here = current_affiliations().filter(person__in=everyone.order_by().values("pk")).values("institution")
    where = Institution.objects.filter(pk__in=here).order_by(Lower("name"), "pk")
    states = [(NOT_YET, _("Not invited yet")), (INVITED, _("Invited already"))]
    return (
        choice(request, "institucion", _("Institution"), where.values_list("package_id", "name")),
        choice(request, "estado", _("Invitation"), states),
    )


def _narrowed(
    request: HttpRequest, everyone: QuerySet[Person], choices: Sequence[Choice], last: dict[int, Any]
) -> QuerySet[Person]:
    where, state = (one.value for one in choices)
    rows = everyone
    if where:
        here = current_affiliations().filter(institution__package_id=where).values("person")
        rows = rows.filter(pk__in=here)
    if state == NOT_YET:
        rows = rows.exclude(pk__in=list(last))
    elif state == INVITED:
        rows = rows.filter(pk__in=list(last))
    return matching(rows, request.GET.get("q", ""), "name", "post_title")


def _last_invited(viewer: Viewer) -> dict[int, Any]:
    """Person → when an invitation was last prepared for her."""
    rows = visible_to(Outgoing.objects.order_by(), viewer)
    rows = rows.filter(mailing__kind=MessageKind.INVITATION, person__isnull=False)
    return dict(rows.values_list("person").annotate(Max("mailing__prepared_at")))


def _with_places(people: Sequence[Person]) -> list[tuple[Person, Affiliation | None]]:
    """Each with where she works now, her main place first."""
    rows = current_affiliations().filter(person__in=[person.pk for person in people])
    found: dict[int, Affiliation] = {}
    for row in rows.select_related("institution").order_by("person", "-is_main", "pk"):
        found.setdefault(row.person_id, row)
    return [(person, found.get(person.pk)) for person in people]


def _with_institutions(people: Iterable[Person]) -> list[tuple[Person, Institution | None]]:
    return [
        (person, affiliation.institution if affiliation else None)
        for person, affiliation in _with_places(list(people))
    ]


def _row(
    person: Person, affiliation: Affiliation | None, last: dict[int, Any], chosen: Sequence[str]
) -> dict[str, Any]:
    name, post_title = shown_line(person)
    where = affiliation.institution.called if affiliation else ""
    return {
        "uid": str(person.uid),
        "name": name,
        "facts": [fact for fact in (post_title, where) if fact],
        "has_email": bool(person.email),
        "invited": last.get(person.pk),
        "is_chosen": str(person.uid) in chosen,
    }


def _uids(chosen: Iterable[str]) -> list[uuid.UUID]:
    found = []
    for one in chosen:
        try:
            found.append(uuid.UUID(one))
        except ValueError:
            continue
    return found


urlpatterns = [path("gestion/invitaciones/", invitations, name="desk_invitations")]
