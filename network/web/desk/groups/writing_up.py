"""The page for after the meeting: attendance, earlier acuerdos, minutes and new acuerdos, saved at once."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from network.groups.attending import Row, attendance_rows
from network.groups.enums import AcuerdoStatus, SessionStatus
from network.groups.models import Acuerdo, GroupSession
from network.groups.session_queries import acuerdos_visible_to, with_responsible
from network.groups.session_rules import responsible_words, session_name
from network.groups.writing_up import Agreed, Outcome, RefusedError, Review, write_up
from network.institutions.models import Institution
from network.vocabulary.partial_date import PartialDate
from network.vocabulary.words import minutes_name

from ...audience import coordinators
from ..institutions_field import InstitutionsField
from ..posts.fields import PartialDateInput
from ..posts.refusals import tell
from .attendance import OthersForm, attended, lines_of
from .doors import session_or_404, session_place, trail
from .planning import SessionForm
from .told import ages, told_acuerdo

_EMPTY, _MORE, _MOST = 3, 3, 30


class HeldForm(SessionForm):
    """When and where it really was, and the minutes."""

    minutes = forms.CharField(
        label=gettext_lazy("What was said"),
        required=False,
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("An empty line begins a new paragraph. No cases, nothing about victims."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happens_on"].required = True

    @property
    def when_and_where(self) -> list[Any]:
        return [self[name] for name in SessionForm.base_fields]

    @property
    def has_folded_errors(self) -> bool:
        return any(name in self.errors for name in SessionForm.base_fields)


class ReviewForm(forms.Form):
    outcome = forms.ChoiceField(
        label=pgettext_lazy("acuerdo", "What became of it"),
        choices=Outcome.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    on = PartialDateInput(label=gettext_lazy("Done on"), required=False, help_text="")
    due_on = PartialDateInput(
        label=gettext_lazy("New date"),
        required=False,
        help_text=gettext_lazy("Left empty, the date stays as it is."),
    )
    words = forms.CharField(label=gettext_lazy("Note or reason"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("outcome") == Outcome.DROPPED and not values.get("words", "").strip():
            self.add_error("words", _("Say why it is dropped."))
        if values.get("outcome") == Outcome.DONE and not values.get("on") and "on" not in self.errors:
            self.add_error("on", _("Write when it was done: a year is enough."))
        return values


class AgreedForm(forms.Form):
    """One new acuerdo; without a text it says nothing."""

    uid = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("What was agreed"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    who = forms.ChoiceField(label=gettext_lazy("Who answers for it"), required=False)
    others = InstitutionsField(
        label=gettext_lazy("Others that answer for it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 1}),
        max_length=2000,
    )
    due_on = PartialDateInput(label=gettext_lazy("Until when"), required=False)

    def __init__(self, *args: Any, seated: Sequence[Institution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seated = {one.package_id: one for one in seated}
        names = [(one.package_id, one.called) for one in seated]
        self.fields["who"].choices = [("", _("Nobody named yet")), *names]  # type: ignore[attr-defined]

    @property
    def is_said(self) -> bool:
        return bool(self.cleaned_data.get("text", "").strip())

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        said = any(values.get(name) for name in ("who", "others", "due_on"))
        if said and not values.get("text", "").strip() and "text" not in self.errors:
            self.add_error("text", _("Write what was agreed, or leave the whole line empty."))
        return values

    def agreed(self) -> Agreed:
        values = self.cleaned_data
        first = [self.seated[values["who"]]] if values["who"] else []
        return Agreed(
            uid=values["uid"],
            text=values["text"],
            responsible=tuple(dict.fromkeys([*first, *values["others"]])),
            due_on=values["due_on"],
        )


class Page:
    """All the forms of the page, empty or as they were sent."""

    def __init__(self, request: HttpRequest, session: GroupSession) -> None:
        viewer = request.viewer  # type: ignore[attr-defined]
        self.session = session
        self.data = data = request.POST if request.method == "POST" else None
        self.rows: list[Row] = attendance_rows(session, viewer)
        self.lines = lines_of(self.rows, data, everyone=data is not None and "todas" in data)
        self.held = HeldForm(data, initial=_begun(session))
        self.others = OthersForm(data)
        self.earlier = earlier_open(session, viewer)
        known = ages(self.earlier)
        on = self.held.initial["happens_on"]
        self.reviews: list[dict[str, Any]] = [
            {"told": told_acuerdo(one, known), "form": _review(data, one, on)} for one in self.earlier
        ]
        seated = [row.institution for row in self.rows]
        self.agreed = [_line(data, f"n{place}", seated) for place in range(_number(data))]

    @property
    def forms(self) -> list[forms.Form]:
        return [self.held, self.others, *(one["form"] for one in self.reviews), *self.agreed]

    @property
    def is_held(self) -> bool:
        return self.session.status == SessionStatus.HELD

    def is_valid(self) -> bool:
        judged = [form.is_valid() for form in self.forms]  # all of them, so that all is told at once
        return all(judged)

    def save(self, by: Any) -> bool:
        """Whether it was written; what was refused stands beside its form."""
        values = dict(self.held.cleaned_data)
        said = [form for form in self.agreed if form.is_said]
        try:
            write_up(
                session=self.session,
                by=by,
                attended=attended(self.lines, self.others),
                reviews=[
                    Review(acuerdo=one["told"]["acuerdo"], **one["form"].cleaned_data) for one in self.reviews
                ],
                agreed=[form.agreed() for form in said],
                **values,
            )
        except RefusedError as refused:
            forms_of: dict[str, list[forms.Form]] = {
                "held": [self.held],
                "attended": [self.others],
                "review": [one["form"] for one in self.reviews],
                "agreed": [*said],
            }
            names = {"done_on": "on", "reason": "words", "responsible": "others", "attended": "others"}
            tell(forms_of[refused.part][refused.place], refused.error, names)
            return False
        return True


def _review(data: Any, acuerdo: Acuerdo, on: str) -> ReviewForm:
    """How it stands is asked; one that was opened while the page was filled in is still to be looked at."""
    prefix = f"r-{acuerdo.uid}"
    sent = data if data is not None and f"{prefix}-outcome" in data else None
    return ReviewForm(sent, prefix=prefix, initial={"on": on, "outcome": Outcome.STAYS.value})


def _line(data: Any, prefix: str, seated: Sequence[Institution]) -> AgreedForm:
    """A line as it was sent; one that was just added is empty."""
    sent = data if data is not None and f"{prefix}-uid" in data else None
    return AgreedForm(sent, prefix=prefix, seated=seated, initial={"uid": uuid.uuid4()})


def _number(data: Any) -> int:
    """How many lines for new acuerdos: as many as were sent, and some more where that is asked for."""
    if data is None:
        return _EMPTY
    sent = data.get("lineas", "")
    number = int(sent) if sent.isdecimal() and len(sent) < 3 else _EMPTY
    return min(number + (_MORE if "mas" in data else 0), _MOST)


def _begun(session: GroupSession) -> dict[str, Any]:
    values = {name: getattr(session, name) for name in (*SessionForm.base_fields, "minutes")}
    today = timezone.localdate()
    if session.status == SessionStatus.PLANNED:
        known = session.happens_on
        # A plan that said only the month, or a day still to come: it was today, unless she says otherwise.
        if not known or len(known) < len("2020-03-03") or PartialDate(known).first_day > today:
            values["happens_on"] = today.isoformat()
    return values


def earlier_open(session: GroupSession, viewer: Any) -> list[Acuerdo]:
    """What earlier sessions of the group left open, the oldest first."""
    rows = Acuerdo.objects.filter(session__group=session.group_id, status=AcuerdoStatus.OPEN)
    rows = acuerdos_visible_to(rows.exclude(session=session), viewer)
    if session.happens_on:
        rows = rows.exclude(session__happens_on__gt=session.happens_on)
    return list(with_responsible(rows).order_by("session__happens_on", "session", "number"))


@coordinators
def write(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    session = session_or_404(request, uid)
    if session.status == SessionStatus.CANCELLED:
        messages.error(request, _("It was cancelled. Put it back on the calendar first."))
        return redirect(session_place(session))
    page = Page(request, session)
    only_shown = page.data is not None and ("todas" in page.data or "mas" in page.data)
    if only_shown:
        for form in page.forms:  # nothing is judged while lines are added or ticked
            form._errors = ErrorDict()  # type: ignore[attr-defined]
    elif request.method == "POST" and page.is_valid() and page.save(request.user):
        messages.success(request, _("It is kept: attendance, acuerdos and minutes."))
        return redirect(session_place(session))
    context = {
        "title": _("Write up the session"),
        "kicker": session.group.name,
        "lead": session_name(session),
        "page": page,
        "summary": [form for form in page.forms if form.errors],
        "session": session,
        "agenda": [line for line in session.agenda.splitlines() if line.strip()],
        "minutes_name": minutes_name(),
        "recorded": [(one, responsible_words(one)) for one in _recorded(session, request)],
        "may_add": len(page.agreed) < _MOST,
        "breadcrumb": trail(session.group, session),
    }
    return render(request, "network/desk/groups/write.html", context)


def _recorded(session: GroupSession, request: HttpRequest) -> list[Acuerdo]:
    """The acuerdos that this session has already."""
    rows = acuerdos_visible_to(Acuerdo.objects.filter(session=session), request.viewer)  # type: ignore[attr-defined]
    return list(with_responsible(rows).order_by("number"))


urlpatterns = [path("gestion/mesas/sesiones/<uuid:uid>/levantar/", write, name="desk_session_write")]
