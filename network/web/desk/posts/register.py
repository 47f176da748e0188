"""The list of posts: which are covered, which vacant and since when, and which held without a document."""

from collections.abc import Sequence
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.institutions.enums import Publication
from network.institutions.found import NAMES, OTHERS
from network.institutions.models import Institution, Post
from network.ties.panels import coverage_badge
from network.ties.queries import COVERED, UPDATING, VACANT, ending
from network.ties.rules import vacancy_words
from network.ties.vacancies import LONG, MIDDLE, SHORT, UNDATED, of_age, since, with_vacancy

from ...audience import coordinators
from ...csv_download import csv_download
from ...listing import Choice, Orders, choice, kind_options, listing, matching, ordered, wants_file

_ACT, _WITHOUT, _CLOSED = "documento", "sin", "cerrado"
_ENDS, _SOON = "termina", "pronto"


@coordinators
def posts(request: HttpRequest) -> HttpResponse:
    choices = _choices(request)
    rows = _narrowed(request, choices)
    if wants_file(request):
        return _file(ordered(request, rows, _orders()))
    page = listing(request, rows, choices=choices, orders=_orders(), dress=_dressed)
    number = page.page.paginator.count
    asked = {one.name: one.value for one in choices}
    new = reverse("desk_post_new")
    if asked["institucion"]:
        new += f"?institucion={asked['institucion']}"
    context = {
        "title": _("Posts"),
        "lead": _(
            "Each post, whether somebody is designated, since when it is vacant, and by what document."
        ),
        "count": ngettext("%(n)s post", "%(n)s posts", number) % {"n": number},
        "listing": page,
        "row_template": "network/desk/posts/row.html",
        "actions": [
            {"label": _("New post"), "url": new, "primary": True},
            {"label": _("Governments"), "url": reverse("desk_governments"), "primary": False},
        ],
        "breadcrumb": [(_("Desk"), reverse("desk"))],
    }
    return render(request, "network/desk/posts/list.html", context)


def _choices(request: HttpRequest) -> tuple[Choice, ...]:
    every = Post.objects.order_by()
    where = Institution.objects.filter(pk__in=every.values("institution")).order_by(Lower("name"), "pk")
    states = [
        (COVERED, _("Covered")),
        (VACANT, _("Without designation")),
        (SHORT, _("Vacant for less than three months")),
        (MIDDLE, _("Vacant for three months to a year")),
        (LONG, _("Vacant for more than a year")),
        (UNDATED, _("Vacant, nobody knows since when")),
        (UPDATING, _("Being updated (reserved)")),
        (_CLOSED, _("Closed")),
    ]
    return (
        choice(request, "estado", _("State"), states),
        choice(request, "tipo", _("Kind"), kind_options(every, "post_kind")),
        choice(request, "institucion", _("Institution"), where.values_list("package_id", "name")),
        choice(request, "publicacion", _("Publication"), [(p.value, str(p.label)) for p in Publication]),
        choice(request, _ACT, _("Document"), [(_WITHOUT, _("Covered without a document"))]),
        choice(request, _ENDS, _("Designation"), [(_SOON, _("Ends within 60 days"))]),
    )


def _narrowed(request: HttpRequest, choices: Sequence[Choice]) -> QuerySet[Post]:
    asked = {one.name: one.value for one in choices}
    state = asked["estado"]
    if state == _CLOSED:
        rows = Post.objects.exclude(closed_on="")
    else:
        rows = with_vacancy(Post.objects.all(), request.viewer)  # type: ignore[attr-defined]
        if state in {COVERED, VACANT, UPDATING}:
            rows = rows.filter(coverage=state)  # type: ignore[misc]
        elif state:
            rows = of_age(rows, state)
        if asked[_ACT]:
            rows = rows.filter(lacks_document=True)  # type: ignore[misc]
    if asked[_ENDS]:
        soon = ending(request.viewer, timezone.localdate())  # type: ignore[attr-defined]
        rows = rows.filter(pk__in=soon.values("post"))
    for name, field in (
        ("tipo", "kind"),
        ("institucion", "institution__package_id"),
        ("publicacion", "publication"),
    ):
        if asked[name]:
            rows = rows.filter(**{field: asked[name]})
    text = request.GET.get("q", "")
    rows = matching(rows, text, *NAMES, *OTHERS)
    return rows.select_related("institution", "mechanism")


def _orders() -> Orders:
    by_name = (Lower("institution__name"), Lower("name"), "pk")
    return {
        "institucion": (_("Institution"), by_name),
        "nombre": (_("Name"), (Lower("name"), *by_name)),
        "publicacion": (_("Publication"), (F("publication"), *by_name)),
    }


def _dressed(rows: Sequence[Post]) -> list[dict[str, Any]]:
    return [
        {
            "post": row,
            "url": reverse("desk_post", args=[row.package_id]),
            "state": None if row.closed_on else coverage_badge(row),
            "vacant": "" if row.closed_on else vacancy_words(since(row), timezone.localdate()),
            "lacks_document": not row.closed_on and row.lacks_document,  # type: ignore[attr-defined]
        }
        for row in rows
    ]


def _file(rows: QuerySet[Post]) -> HttpResponse:
    header = [
        _("Identifier"),
        _("Institution"),
        _("Post"),
        _("Kind"),
        _("Mechanism"),
        _("Publication"),
        _("State"),
        _("Vacant since"),
        _("Covered without a document"),
        _("Closed on"),
    ]
    return csv_download("puestos", header, (_cells(row) for row in rows))


def _cells(row: Post) -> list[Any]:
    closed = bool(row.closed_on)
    return [
        row.package_id,
        row.institution.name,
        row.name,
        row.get_kind_display(),  # type: ignore[attr-defined]
        row.mechanism.name if row.mechanism else "",
        row.get_publication_display(),
        _("closed") if closed else coverage_badge(row).label,
        "" if closed else since(row),
        _("yes") if not closed and row.lacks_document else "",  # type: ignore[attr-defined]
        row.closed_on,
    ]


urlpatterns = [path("gestion/puestos/", posts, name="desk_posts")]
