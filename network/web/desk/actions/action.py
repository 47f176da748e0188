"""One action with its evidence, and what one may do with it."""

import uuid
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.accounts.viewer import Viewer
from network.files.answering import file_response
from network.institutions.queries import coordinates_network
from network.journal.models import Entry
from network.journal.queries import entries_of
from network.milestones.models import Evidence, Milestone, MilestoneRole
from network.milestones.queries import evidence_visible_to, may_change, may_record, visible_to
from network.milestones.rules import is_recorded_here, number_facts
from network.people.models import Person
from network.people.queries import visible_to as people_visible_to
from network.vocabulary.spans import event_words

from ...audience import recorders
from .words import is_neutral, kind_words, shared_text, trail


@recorders
def action(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    return render(request, "network/desk/actions/action.html", action_context(request, uid))


def action_context(request: HttpRequest, uid: uuid.UUID) -> dict[str, Any]:
    """What the page shows; a deed that was refused shows it again with its form."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    record = action_or_404(request, uid)
    roles = list(record.institutions.select_related("institution").order_by("institution__name", "pk"))
    may = is_recorded_here(record) and may_change(record, viewer)
    files = evidence_visible_to(Evidence.objects.filter(milestone=record), viewer)
    return {
        "milestone": record,
        "kind": kind_words(record),
        "when": event_words(record.started, record.ended),
        "numbers": number_facts(record),
        "by_role": [
            (_role_words(role, record), [row.institution for row in roles if row.role == role])
            for role in MilestoneRole
            if any(row.role == role for row in roles)
        ],
        "adviser": adviser_name(record, viewer),
        "evidence": list(files),
        "may_change": may and not record.withdrawn,
        "may_restore": may and bool(record.withdrawn),
        "may_publish": may and coordinates_network(viewer) and not record.channel and not record.withdrawn,
        "may_attach": may_change(record, viewer) and not record.withdrawn,
        "is_recorded_here": is_recorded_here(record),
        "is_fresh": "recien" in request.GET and may_record(viewer),
        "shared": shared_text(record, [row.institution.called for row in roles]),
        "is_neutral": is_neutral(record),
        "deeds": _deeds(record),
        "breadcrumb": trail(request),
    }


def action_or_404(request: HttpRequest, uid: uuid.UUID) -> Milestone:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    rows = Milestone.objects.select_related("theme", "record").prefetch_related("territories")
    return get_object_or_404(visible_to(rows, viewer, with_withdrawn=True), uid=uid)


def adviser_name(record: Milestone, viewer: Viewer) -> str:
    """Who gave the advice, if the viewer may read her name; else only that somebody did."""
    number = record.record.adviser_id if is_recorded_here(record) else None
    if number is None:
        return ""
    seen = people_visible_to(Person.objects.filter(pk=number), viewer).filter(sees_name=True).first()  # type: ignore[misc]
    return seen.name if seen else _("Name not shown")


@recorders
def evidence(request: HttpRequest, uid: uuid.UUID, file: uuid.UUID) -> FileResponse:
    """A photo, to be looked at, or a scan, to be downloaded: for whoever sees the action as internal."""
    record = action_or_404(request, uid)
    visible = evidence_visible_to(Evidence.objects.filter(milestone=record), request.viewer)  # type: ignore[attr-defined]
    row = get_object_or_404(visible, uid=file)
    storage, name = row.file.storage, str(row.file.name)
    if not storage.exists(name):
        raise Http404
    called = _("evidence") + f"-{row.pk}.{name.rpartition('.')[2]}"
    is_photo = row.content_type.startswith("image/")
    return file_response(storage.open(name), name=called, content_type=row.content_type, inline=is_photo)


def _role_words(role: MilestoneRole, record: Milestone) -> str:
    if record.channel:
        words = {MilestoneRole.LEAD: _("Gave the advice"), MilestoneRole.BENEFICIARY: _("Asked for it")}
        return words.get(role, str(role.label))
    return str(role.label)


def _deeds(record: Milestone) -> list[Entry]:
    """What was done with the record, the latest first, in words."""
    labels = {
        "record_action": _("recorded"),
        "correct_action": _("corrected"),
        "withdraw_action": pgettext("action", "withdrawn"),
        "restore_action": _("restored"),
        "publish_action": _("made public"),
        "unpublish_action": _("made internal"),
        "attach_evidence": _("evidence added"),
        "remove_evidence": _("evidence taken away"),
    }
    rows = list(entries_of([record.uid], *labels))
    for row in rows:
        row.said = labels[row.verb]  # type: ignore[attr-defined]
    return rows


urlpatterns = [
    path("gestion/acciones/<uuid:uid>/", action, name="desk_action"),
    path("gestion/acciones/<uuid:uid>/evidencia/<uuid:file>/", evidence, name="desk_action_evidence"),
]
