"""What every list of records has: a search box, choices, an order, pages and a file to download.

All of it lives in the address, so that a list can be shared; an unknown value is as good as none.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from network.vocabulary.folding import Part, having, typed_words
from network.vocabulary.models import Territory, Theme
from network.vocabulary.terms import terms

PER_PAGE = 20
M = TypeVar("M", bound=Model)
Orders = dict[str, tuple[str, Sequence[Any]]]  # code → label, fields


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A select: its name in the address, its label, what may be chosen, and what helps to choose."""

    name: str
    label: str
    value: str
    options: tuple[Option, ...]
    any_label: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list with the controls that lead to it."""

    q: str
    choices: tuple[Choice, ...]
    page: Page[Any]
    querystring: str
    is_narrowed: bool

    @property
    def file_querystring(self) -> str:
        return f"{self.querystring}&formato=csv" if self.querystring else "formato=csv"


def choice(
    request: HttpRequest, name: str, label: str, options: Iterable[tuple[str, str]], *, default: str = ""
) -> Choice:
    """A select of which one option is chosen, or none; with a default, one always is."""
    offered = list(options)
    asked = request.GET.get(name, "")
    value = asked if asked in dict(offered) else default
    return Choice(
        name=name,
        label=label,
        value=value,
        options=tuple(Option(code, text, code == value) for code, text in offered),
        any_label="" if default else _("All"),
    )


def kind_options(rows: QuerySet[M], vocabulary: str) -> list[tuple[str, str]]:
    """The kinds that occur among rows the viewer may see, in the vocabulary's order."""
    found = set(rows.order_by().values_list("kind", flat=True).distinct())
    known = [(code, label) for code, label in terms(vocabulary).items() if code in found]
    return known + [(code, code) for code in sorted(found - {code for code, _label in known})]


def theme_options(rows: QuerySet[M]) -> list[tuple[str, str]]:
    """The themes of rows the viewer may see, by their label."""
    themes = Theme.objects.filter(pk__in=rows.order_by().values("theme"))
    return sorted(((theme.code, theme.label) for theme in themes), key=lambda option: option[1])


def territory_options(rows: QuerySet[M]) -> list[tuple[str, str]]:
    """The territories of rows the viewer may see, by name: the whole nation and the world first."""
    through = rows.model._meta.get_field("territories").remote_field.through  # type: ignore[union-attr]
    used = through.objects.filter(**{f"{rows.model._meta.model_name}__in": rows.order_by().values("pk")})
    wide = (Territory.Kind.NATIONAL, Territory.Kind.INTERNATIONAL)
    places = Territory.objects.filter(pk__in=used.values("territory"))
    return list(
        dict.fromkeys(
            (place.name, place.name) for place in sorted(places, key=lambda p: (p.kind not in wide, p.name))
        )
    )


def in_territory(rows: QuerySet[M], name: str) -> QuerySet[M]:
    if not name:
        return rows
    within = rows.model._default_manager.filter(territories__name=name).order_by()
    return rows.filter(pk__in=within.values("pk"))


def matching(rows: QuerySet[M], q: str, *fields: Part) -> QuerySet[M]:
    """Rows in which every word of `q` occurs, in any order, accent or case. One query, and one narrower.

    Texts are compared in the database; the keys are kept, so that counts and pages need not compare again.
    """
    words = typed_words(q)
    if not words:
        return rows
    found = having(rows.order_by(), words, *fields)
    return rows.filter(pk__in=set(found.values_list("pk", flat=True)))


def wants_file(request: HttpRequest) -> bool:
    return request.GET.get("formato") == "csv"


def ordered(request: HttpRequest, rows: QuerySet[M], orders: Orders) -> QuerySet[M]:
    """All rows in the order asked for; the first of `orders` is the default."""
    return rows.order_by(*orders[_order(request, orders).value][1])


def listing(
    request: HttpRequest,
    rows: QuerySet[M],
    *,
    choices: Sequence[Choice],
    orders: Orders,
    dress: Callable[[Sequence[M]], Sequence[Any]] = list,
) -> Listing:
    """The page asked for. `dress` turns its rows into what the template shows."""
    page = Paginator(ordered(request, rows, orders), PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = dress(list(page.object_list))
    kept = request.GET.copy()
    for name in list(kept):
        if name in {"page", "formato"} or not kept[name]:
            del kept[name]
    q = request.GET.get("q", "").strip()
    return Listing(
        q=q,
        choices=(*choices, _order(request, orders)),
        page=page,
        querystring=kept.urlencode(),
        is_narrowed=bool(q or any(choice.value for choice in choices)),
    )


def _order(request: HttpRequest, orders: Orders) -> Choice:
    options = [(code, label) for code, (label, _fields) in orders.items()]
    return choice(request, "orden", _("Order by"), options, default=options[0][0])
