"""What this office did, as far as the viewer may know the records; and taking back what can be taken back."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.db.models.functions import TruncDate
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.accounts.enums import Role
from network.accounts.models import Grant
from network.accounts.viewer import Viewer
from network.journal.models import Entry
from network.people.queries import names_of_accounts
from network.vocabulary.contributions import contributions
from network.vocabulary.deeds import Deed, DeedsOf, DeedsTogether, Undo
from network.vocabulary.panels import Link

from ..audience import coordinators
from ..listing import PER_PAGE, choice
from .posts.refusals import tell

_DAYS = 30


class UndoForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why you take it back"),
        help_text=gettext_lazy("The journal keeps it. No names, no cases."),
        max_length=300,
    )


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of the journal as the viewer reads it. `undo` leads to the page where it is taken back."""

    at: dt.datetime
    who: str
    deed: Any
    record: Link
    undo: str
    is_undone: bool
    stays: Any  # why it cannot be taken back


@coordinators
def journal(request: HttpRequest) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    rooms = list(dict.fromkeys(str(kind.room) for kind in known().values()))
    room = choice(request, "seccion", _("Room"), [(name, name) for name in rooms])
    entries = readable(viewer, room.value)
    day = choice(request, "dia", _("Day"), _days(entries))
    if day.value:
        entries = entries.filter(at__date=day.value)
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    number = page.paginator.count
    context = {
        "choices": (room, day),
        "page_obj": page,
        "rows": told(list(page.object_list), viewer),
        "querystring": kept.urlencode(),
        "count": ngettext("%(n)s deed", "%(n)s deeds", number) % {"n": number},
        "is_narrowed": bool(room.value or day.value),
        "breadcrumb": [(_("Desk"), reverse("desk"))],
    }
    return render(request, "network/desk/journal.html", context)


@coordinators
def undo(request: HttpRequest, subject: uuid.UUID, verb: str) -> HttpResponse:
    """Ask whether, and why; then let the room take it back by its own verb."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    entry = readable(viewer).filter(subject_uid=subject).first()
    kind = known().get(entry.subject_type) if entry else None
    if entry is None or not isinstance(kind, DeedsOf) or entry.verb != verb:
        raise Http404
    way = _way(entry, kind, viewer)
    if way is None or way.run is None:
        raise Http404
    form = UndoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            way.run(kind.visible(viewer).get(uid=subject), request.user, form.cleaned_data["reason"])
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("It is taken back. The journal keeps both."))
            return redirect("desk_journal")
    (row,) = told([entry], viewer)
    context = {
        "form": form,
        "title": _("Take it back?"),
        "kicker": row.record.label,
        "lead": f"{capfirst(row.who)} · {row.deed} · {formats.date_format(timezone.localtime(row.at))}",
        "submit": _("Take it back"),
        "settings": [],
        "cancel": reverse("desk_journal"),
        "breadcrumb": [(_("Desk"), reverse("desk")), (_("What was done"), reverse("desk_journal"))],
    }
    return render(request, "network/desk/posts/form.html", context, status=422 if form.errors else 200)


def known() -> dict[str, DeedsOf | DeedsTogether]:
    return {kind.subject_type: kind for module in contributions("undo") for kind in module.DEEDS}


def readable(viewer: Viewer, room: str = "") -> QuerySet[Entry]:
    """The entries on records that she may see, the latest first."""
    allowed = Q(pk__in=())
    for kind in known().values():
        if room and str(kind.room) != room:
            continue
        told = Q(subject_type=kind.subject_type, verb__in=list(kind.deeds))
        if isinstance(kind, DeedsOf):
            allowed |= told if kind.gone else told & Q(subject_uid__in=kind.visible(viewer).values("uid"))
        elif kind.named(viewer):
            allowed |= told
    return Entry.objects.filter(allowed).order_by("-pk")


def told(entries: list[Entry], viewer: Viewer) -> list[Told]:
    later, actors = _later(entries), _actors(entries, viewer)
    names = {**_gone(entries, later), **_named(entries, viewer)}
    found = []
    for entry in entries:
        kind = known()[entry.subject_type]
        deed: Deed = kind.deeds[entry.verb]
        after = next((one for one in later[entry.subject_uid] if one.pk > entry.pk), None)
        way = _way(entry, kind, viewer) if after is None else None
        record = names[(entry.subject_type, entry.subject_uid)]
        found.append(
            Told(
                at=entry.at,
                who=actors[entry.actor_id],
                deed=deed.label,
                record=record,
                undo=_place(entry, way, record) if way else "",
                is_undone=after is not None and _took_back(deed.undo, after),
                stays="" if deed.undo else deed.stays,
            )
        )
    return found


def latest_to_undo(request: HttpRequest) -> str:
    """Where she takes back what she did in the last moments, if that can be; for the message after a deed."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    just_now = timezone.now() - dt.timedelta(seconds=10)
    entry = Entry.objects.filter(actor=viewer.user_id, at__gte=just_now).order_by("-pk").first()
    kind = known().get(entry.subject_type) if entry else None
    way = _way(entry, kind, viewer) if entry and kind else None
    if entry is None or not isinstance(kind, DeedsOf) or way is None:
        return ""
    row = kind.visible(viewer).filter(uid=entry.subject_uid).first()
    return _place(entry, way, kind.named(row)) if row else ""


def _place(entry: Entry, way: Undo, record: Link) -> str:
    """The page that asks why; for what is taken back on its own page, that."""
    return reverse("desk_undo", args=[entry.subject_uid, entry.verb]) if way.run else record.url


def _way(entry: Entry, kind: DeedsOf | DeedsTogether, viewer: Viewer) -> Undo | None:
    """How the last entry of a record is taken back, where the viewer may."""
    deed = kind.deeds.get(entry.verb)
    if deed is None or deed.undo is None or isinstance(kind, DeedsTogether) or not kind.may(viewer):
        return None
    return deed.undo if deed.undo.may(entry.before, entry.after) else None


def _took_back(way: Undo | None, after: Entry) -> bool:
    return way is not None and after.verb == way.verb and way.did(after.before, after.after)


def _named(entries: Iterable[Entry], viewer: Viewer) -> dict[tuple[str, Any], Link]:
    """How each record is called; one query for each kind of them."""
    keys: dict[str, set[Any]] = {}
    for entry in entries:
        keys.setdefault(entry.subject_type, set()).add(entry.subject_uid)
    found: dict[tuple[str, Any], Link] = {}
    for subject_type, uids in keys.items():
        kind = known()[subject_type]
        if isinstance(kind, DeedsTogether):
            link = kind.named(viewer) or Link(str(kind.room), "")
            found |= {(subject_type, uid): link for uid in uids}
            continue
        for row in kind.visible(viewer).filter(uid__in=uids):
            found[(subject_type, row.uid)] = kind.named(row)
    return found


def _gone(entries: Iterable[Entry], later: Mapping[Any, list[Entry]]) -> dict[tuple[str, Any], Link]:
    """How each record of a kind that tells of those removed was called, by what was last written of it."""
    found = {}
    for entry in entries:
        kind = known()[entry.subject_type]
        if isinstance(kind, DeedsOf) and kind.gone:
            values: dict[str, Any] = {}
            for one in later[entry.subject_uid]:
                values |= one.before | one.after
            found[(entry.subject_type, entry.subject_uid)] = kind.gone(values)
    return found


def _later(entries: Iterable[Entry]) -> Mapping[Any, list[Entry]]:
    """All entries of the same records, in the order in which they were written."""
    found: dict[Any, list[Entry]] = {entry.subject_uid: [] for entry in entries}  # None: of no one record
    for entry in Entry.objects.filter(subject_uid__in=list(found)).order_by("pk"):
        found[entry.subject_uid].append(entry)
    return found


def _actors(entries: Iterable[Entry], viewer: Viewer) -> dict[int | None, str]:
    """Who did it: herself, a person whose name she may read, else by what role; nobody is the system."""
    ids = {entry.actor_id for entry in entries if entry.actor_id}
    names = names_of_accounts(ids, viewer)
    roles: dict[int, set[str]] = {}
    for user, role in Grant.objects.filter(user__in=ids).values_list("user", "role"):
        roles.setdefault(user, set()).add(role)
    found: dict[int | None, str] = {None: _("the platform itself")}
    for user in ids:
        found[user] = _("you") if user == viewer.user_id else names.get(user) or _role(roles.get(user, set()))
    return found


def _role(held: set[str]) -> str:
    highest = (Role.ADMINISTRATOR, Role.COORDINATOR, Role.LIAISON, Role.MEMBER)
    return next((str(role.label) for role in highest if role in held), _("an account without a role now"))


def _days(entries: QuerySet[Entry]) -> list[tuple[str, str]]:
    """The days of the last month on which something was done."""
    since = timezone.now() - dt.timedelta(days=_DAYS)
    recent = entries.filter(at__gte=since).order_by().annotate(day=TruncDate("at"))
    days = sorted(set(recent.values_list("day", flat=True)), reverse=True)
    return [(day.isoformat(), formats.date_format(day, "DATE_FORMAT")) for day in days]


urlpatterns = [
    path("gestion/bitacora/", journal, name="desk_journal"),
    path("gestion/bitacora/<uuid:subject>/<str:verb>/deshacer/", undo, name="desk_undo"),
]
