"""What a phone at the door asks: the list that it keeps, and what became of the marks that it sends."""

import json
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import path
from django.utils.cache import get_conditional_response
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from events.attending import Mark, Noted, note, receive_visitor
from events.codes import arrived_uid
from events.door_list import as_data, expected, mark_words
from events.enums import MarkedBy
from events.listed import listed
from events.models import Event
from events.queries import places_kept_by
from network.web.audience import insiders

from ...doors import kept_or_404, maker_or_404, viewer_of
from .page import VisitorForm, institution_said, uid_of

MOST_AT_ONCE = 50
DAY = 24 * 3600.0


@insiders
@require_GET
def token(request: HttpRequest) -> HttpResponse:
    """A fresh token for a page that was kept, and whose account this is now."""
    maker_or_404(request)
    return JsonResponse({"token": get_token(request), "account": str(request.user.uid)})  # type: ignore[union-attr]


@insiders
@require_GET
def people(request: HttpRequest, package_id: str) -> HttpResponse:
    """The list; nothing but its mark (ETag) where it is as the phone has it."""
    event = kept_or_404(request, package_id)
    content = json.dumps(as_data(event, expected(event, viewer_of(request))))
    etag = f'"{salted_hmac("events.door", content).hexdigest()[:20]}"'
    fresh = HttpResponse(content, content_type="application/json", headers={"ETag": etag})
    return cast(HttpResponse, get_conditional_response(request, etag=etag, response=fresh))


@insiders
@require_POST
def marks(request: HttpRequest, package_id: str) -> HttpResponse:
    """Up to fifty marks in JSON, each with its key; what became of each. One that is wrong stops none."""
    event = kept_or_404(request, package_id)
    try:
        sent = json.loads(request.body)["marks"][:MOST_AT_ONCE]
        asked = [one for one in sent if isinstance(one, dict) and uid_of(one.get("key"))]
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"problem": _("This cannot be read.")}, status=400)
    by: Any = request.user
    try:
        places = [mark for one in asked if not one.get("visitor") if (mark := _mark(one))]
        done = {noted.key: noted for noted in note(event=event, by=by, marks=places)}
    except ValidationError as error:
        return JsonResponse({"results": [_refused(one, error.messages) for one in asked]})
    names = _names(request, event, done)
    results = []
    for one in asked:
        if one.get("visitor"):
            results.append(_visited(event, by, one))
        elif (noted := done.get(uid_of(one["key"]))) is None:
            results.append(_refused(one, [_("This is no code of this event.")]))
        else:
            results.append(_result(noted, str(one.get("state", "")), names.get(noted.place, "")))
    return JsonResponse({"results": results})


def _mark(one: dict[str, Any]) -> Mark | None:
    """By the code that was read, which says whose place it is, or by the line of the list."""
    code = str(one.get("code") or "")
    place = arrived_uid(code) if code else uid_of(one.get("place"))
    if place is None:
        return None
    way = MarkedBy.SCAN if code else MarkedBy.NAME
    return Mark(place=place, state=str(one.get("state", "")), way=way, key=uid_of(one["key"]), ago=_ago(one))


def _visited(event: Event, by: Any, one: dict[str, Any]) -> dict[str, Any]:
    form = VisitorForm(one["visitor"] if isinstance(one["visitor"], dict) else {})
    if not form.is_valid():
        return _refused(one, [str(text) for problems in form.errors.values() for text in problems])
    said = form.cleaned_data
    try:
        done = receive_visitor(
            event=event,
            by=by,
            name=said["name"],
            email=said["email"],
            key=uid_of(one["key"]),
            ago=_ago(one),
            **institution_said(said["institution"]),
        )
    except ValidationError as error:
        return _refused(one, error.messages)
    return _result(done, done.counts, said["name"])


def _ago(one: dict[str, Any]) -> float:
    """Seconds; what a phone says of its own clock is believed for a day."""
    said = one.get("ago", 0)
    return min(max(float(said), 0.0), DAY) if isinstance(said, int | float) else 0.0


def _names(request: HttpRequest, event: Event, done: dict[Any, Noted]) -> dict[Any, str]:
    viewer = viewer_of(request)
    uids = [noted.place for noted in done.values() if noted.place]
    rows = places_kept_by(viewer).filter(event=event, uid__in=uids).select_related("institution")
    return {line.row.uid: line.name for line in listed(list(rows), viewer)}


def _result(done: Noted, state: str, name: str) -> dict[str, Any]:
    told = {"key": str(done.key), "name": name, "counts": done.counts, "state": "saved", "said": ""}
    if done.problem:
        return {**told, "state": "refused", "said": done.problem}
    if not done.stands(state):
        words = _("%(name)s: somebody marked “%(mark)s” later, and that counts. Yours is kept with it.")
        told["state"] = "other"
        told["said"] = words % {"name": name, "mark": mark_words(done.counts)}
    return told


def _refused(one: dict[str, Any], problems: list[str]) -> dict[str, Any]:
    return {"key": str(one["key"]), "name": "", "counts": "", "state": "refused", "said": " ".join(problems)}


_ONE = "gestion/eventos/<slug:package_id>/recibir/"
urlpatterns = [
    path("gestion/eventos/recibir/ficha/", token, name="desk_event_token"),
    path(f"{_ONE}lista.json", people, name="desk_event_people"),
    path(f"{_ONE}marcas/", marks, name="desk_event_marks"),
]
