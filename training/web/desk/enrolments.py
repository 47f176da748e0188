"""Who is in an edition or asks for it: the list, deciding, inviting, and one enrolment."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.web.desk.typed import invited_named, people_offered
from network.messages.enums import MailState
from network.office.queries import office
from network.people.models import Person
from network.web.audience import insiders
from network.web.desk.posts.refusals import tell, tell_all
from training.desk_items import SILENT
from training.enrolling import answer_for_superior, decide, invite, waits_for_consent, withdraw
from training.enums import ConsentWay, EditionState, EnrolmentState
from training.late import has_ended
from training.listed import Listed, listed
from training.machine import ALIVE, WAITS
from training.mails import awaits, consent_mail, consent_text
from training.models import Edition, Enrolment
from training.progress.waiting import silent
from training.queries import enrolments_kept_by

from ..doors import form_page, kept_edition_or_404, trail, viewer_of
from ..words import told_edition

_PER_PAGE = 50


class DecideForm(forms.Form):
    told = forms.CharField(
        label=gettext_lazy("What they are told"),
        help_text=gettext_lazy("A sentence of yours, added to the message to each."),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


@insiders
def enrolments(request: HttpRequest, package_id: str) -> HttpResponse:
    edition = kept_edition_or_404(request, package_id)
    viewer = viewer_of(request)
    rows = enrolments_kept_by(viewer).filter(edition=edition)
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _decided(request, edition, rows, form.cleaned_data["told"])
    counts = rows.order_by().values("state").annotate(n=Count("pk"))
    numbers = {row["state"]: row["n"] for row in counts}
    asked = request.GET.get("estado", "")
    unanswered = silent(rows)
    if edition.asks_consent and (number := unanswered.count()):
        numbers[SILENT] = number
    shown = rows.filter(state=asked) if asked in EnrolmentState.values else rows
    shown = unanswered if asked == SILENT else shown
    shown = shown.select_related("institution", "place", "consent", "edition").order_by("created_at", "pk")
    page = Paginator(shown, _PER_PAGE).get_page(request.GET.get("page"))
    lines = listed(list(page.object_list), viewer)
    page.object_list = lines  # type: ignore[assignment]
    context = {
        "edition": edition,
        "told": told_edition(edition),
        "states": [
            (state, capfirst(str(label)), numbers[state])
            for state, label in (*EnrolmentState.choices, (SILENT, _("without their superior's answer")))
            if state in numbers
        ],
        "asked": asked,
        "page": page,
        "querystring": f"estado={asked}" if asked else "",
        "form": form,
        "decides": any(line.is_to_decide for line in lines),
        "criteria": edition.criteria,
        "may_invite": edition.state in (EditionState.DRAFT, EditionState.OPEN),
        "breadcrumb": trail(edition=edition),
    }
    return render(request, "training/desk/enrolments.html", context)


def _decided(request: HttpRequest, edition: Edition, rows: Any, told: str) -> HttpResponse:
    marked = {uid for uid in map(_uid, request.POST.getlist("inscripcion")) if uid is not None}
    chosen = list(rows.filter(uid__in=marked).order_by("created_at", "pk"))
    accepts = request.POST.get("deed") == "accept"
    back = redirect(reverse("desk_enrolments", args=[edition.package_id]))
    if not chosen:
        messages.error(request, _("Mark those of whom you decide."))
        return back
    try:
        done = decide(enrolments=chosen, by=request.user, accepts=accepts, told=told)  # type: ignore[arg-type]
    except ValidationError as error:
        tell_all(request, error)
        return back
    if accepts:
        words = ngettext("%(n)s is in, and is told.", "%(n)s are in, and are told.", len(done))
    else:
        words = ngettext(
            "%(n)s was not selected, and is told.", "%(n)s were not selected, and are told.", len(done)
        )
    messages.success(request, words % {"n": len(done)})
    return back


def _uid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


class InviteForm(forms.Form):
    people = forms.CharField(
        label=gettext_lazy("Whom you invite"),
        help_text=gettext_lazy("One person to a line, by name as in the list of members, or by e-mail."),
        max_length=40_000,
        widget=forms.Textarea({"rows": 6}),
    )

    def __init__(self, *args: Any, offered: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered

    def clean_people(self) -> list[Person]:
        return invited_named(self.cleaned_data["people"], self.offered)


@insiders
def inviting(request: HttpRequest, package_id: str) -> HttpResponse:
    edition = kept_edition_or_404(request, package_id)
    form = InviteForm(request.POST or None, offered=people_offered(viewer_of(request)))
    if request.method == "POST" and form.is_valid():
        try:
            made = invite(edition=edition, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            words = ngettext("%(n)s was invited.", "%(n)s were invited.", len(made)) % {"n": len(made)}
            messages.success(request, words)
            return redirect("desk_enrolments", edition.package_id)
    context = form_page(
        form=form,
        title=_("Invite"),
        lead=told_edition(edition).title,
        submit=_("Invite them"),
        breadcrumb=trail(edition=edition),
        cancel=reverse("desk_enrolments", args=[edition.package_id]),
    )
    return render(request, "network/desk/posts/form.html", context, status=422 if form.errors else 200)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why"), help_text=gettext_lazy("She is told."), max_length=300
    )


@insiders
def enrolment(request: HttpRequest, package_id: str, uid: uuid.UUID) -> HttpResponse:
    edition = kept_edition_or_404(request, package_id)
    viewer = viewer_of(request)
    rows = enrolments_kept_by(viewer).filter(edition=edition)
    joined = rows.select_related("institution", "place__event", "consent", "edition", "person__account")
    row = get_object_or_404(joined, uid=uid)
    line = listed([row], viewer)[0]
    asked = request.POST.get("deed", "")
    form = ReasonForm(request.POST if asked == "withdraw" else None)
    if request.method == "POST":
        done = _done(request, row, asked, form)
        if done:
            return redirect("desk_enrolment", edition.package_id, row.uid)
    asks = awaits(row)
    context = {
        "edition": edition,
        "line": line,
        "facts": _facts(line) if not line.is_reserved else [],
        "form": form if row.state in ALIVE else None,
        "asks_paper": asks,
        "superior": _for_superior(row, line) if asks and not line.is_reserved else None,
        "mails": _mails(row) if not line.is_reserved else [],
        "place": reverse("desk_event_place", args=[row.place.event.package_id, row.place.uid])
        if row.place is not None
        else "",
        "waits": row.state in WAITS and waits_for_consent(row),
        "breadcrumb": [
            *trail(edition=edition),
            (_("Enrolments"), reverse("desk_enrolments", args=[edition.package_id])),
        ],
    }
    return render(request, "training/desk/enrolment.html", context, status=422 if form.errors else 200)


def _done(request: HttpRequest, row: Enrolment, asked: str, form: ReasonForm) -> bool:
    """Whether the button led anywhere; else the form says what it wants."""
    by: Any = request.user
    try:
        if asked in ("consents", "refuses") and hasattr(row, "consent"):
            yes = asked == "consents"
            answer_for_superior(consent=row.consent, consents=yes, way=ConsentWay.PAPER, by=by)
            row.refresh_from_db(fields=["state"])
            if yes and has_ended(row):
                words = _("It is noted. The training had begun: her request ended, and she is told.")
                messages.warning(request, words)
            else:
                messages.success(request, _("Her superior's answer is noted."))
        elif asked == "copy":  # the button where no script copies
            messages.info(request, _("Select the text and copy it with Ctrl+C."))
        elif asked == "withdraw":
            if not form.is_valid():
                return False
            withdraw(enrolment=row, by=by, **form.cleaned_data)
            messages.success(request, _("She is not in it any more, and is told."))
    except ValidationError as error:
        tell_all(request, error)
    return True


def _for_superior(row: Enrolment, line: Listed) -> dict[str, Any]:
    """What her superior is asked: as text to copy, and where its letter and its e-mail are."""
    mail = consent_mail(row)
    forms: list[tuple[str, str]] = []
    if mail is not None:
        key = row.edition.package_id
        letter, word = (
            reverse("desk_enrolment_message_letter", args=[key, mail.uid, kind]) for kind in ("pdf", "docx")
        )
        forms = [
            (_("Letter to print (PDF)"), letter),
            (_("Letter to work on (Word)"), word),
            (
                _("Download the e-mail file (.eml)"),
                reverse("desk_enrolment_message_eml", args=[key, mail.uid]),
            ),
        ]
    return {"text": consent_text(row, office(), name=line.name), "forms": forms}


def _facts(line: Listed) -> list[tuple[str, str]]:
    row = line.row
    said = (
        (_("Post"), line.post),
        (_("Institution"), line.institution),
        (_("E-mail"), row.email),
        (_("How she came into it"), line.way),
        (_("Why she asks for it"), row.reasons),
        (_("Her superior's consent"), line.consent),
        (_("What she was told"), row.told),
    )
    return [(str(name), str(text)) for name, text in said if text]


def _mails(row: Enrolment) -> list[tuple[str, str, Any]]:
    """What was written about it: what it says, how its e-mail stands, and where its other forms are."""
    return [
        (
            capfirst(str(mail.get_says_display())),
            str(MailState(mail.mail_state).label),
            reverse("desk_enrolment_message", args=[row.edition.package_id, mail.uid]),
        )
        for mail in row.mails.order_by("-at", "-pk")
    ]


_ONE = "gestion/formacion/ediciones/<slug:package_id>/inscripciones/"
urlpatterns = [
    path(_ONE, enrolments, name="desk_enrolments"),
    path(f"{_ONE}invitar/", inviting, name="desk_enrolment_invite"),
    path(f"{_ONE}<uuid:uid>/", enrolment, name="desk_enrolment"),
]
