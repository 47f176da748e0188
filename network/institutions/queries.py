"""Institutions, mechanisms and their tree, which are public; and for which of them a coordinator answers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from django.db.models import Count, F, Model, Q, QuerySet

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import GrantFact, Viewer

from .enums import Aspect, Publication, Sector
from .models import GovernmentTerm, Institution, Mechanism, Post, TypologyEntry

M = TypeVar("M", bound=Model)
Expected = tuple[tuple[str, tuple[str, ...]], ...]  # aspect in words → what is expected


def coordinates_network(viewer: Viewer) -> bool:
    return GrantFact(Role.COORDINATOR) in viewer.grants


def coordinated_by(viewer: Viewer) -> QuerySet[Institution]:
    """The institutions that she coordinates: the network, a territory, or exactly that department."""
    if coordinates_network(viewer):
        return Institution.objects.all()
    territories = [int(key) for key in viewer.keys(Role.COORDINATOR, ScopeKind.TERRITORY)]
    departments = viewer.keys(Role.COORDINATOR, ScopeKind.INSTITUTION)
    if not territories and not departments:
        return Institution.objects.none()
    return Institution.objects.filter(
        Q(package_id__in=departments) | Q(region__in=territories) | Q(municipality__in=territories)
    ).order_by()


def heads_without_territory() -> list[tuple[int, str, int]]:
    """Public institutions of which no territory is known, with others below: key, name, how many below."""
    rows = Institution.objects.filter(
        sector=Sector.PUBLIC, parent=None, municipality=None, region=None, children__sector=Sector.PUBLIC
    )
    return list(
        rows.annotate(below=Count("children")).order_by("name", "pk").values_list("pk", "name", "below")
    )


def with_all_below(head: Institution) -> list[Institution]:
    """A public institution and the public ones below it, at any depth."""
    found, level = [head], [head]
    while level:
        above = [row.pk for row in found]
        rows = Institution.objects.filter(parent__in=[row.pk for row in level], sector=Sector.PUBLIC)
        level = list(rows.exclude(pk__in=above).order_by("pk"))
        found += level
    return found


def posts_told_to(posts: QuerySet[Post], viewer: Viewer) -> QuerySet[Post]:
    """The posts of which a viewer may be told one by one, by their own publication: never the reserved."""
    told = [Publication.PUBLIC, Publication.NETWORK] if viewer.is_insider else [Publication.PUBLIC]
    return posts.filter(publication__in=told)


def mechanisms_around(institution: Institution) -> list[Mechanism]:
    """Its own mechanisms, and those of other institutions that report to it."""
    return list(
        Mechanism.objects.filter(Q(institution=institution) | Q(reports_to=institution))
        .select_related("institution", "reports_to")
        .order_by("name", "pk")
    )


def typology_of(kinds: set[str]) -> dict[str, Expected]:
    """What is expected of each of those kinds of mechanism, by aspect; "other" is no kind to expect of."""
    found: dict[str, dict[str, list[str]]] = {}
    if kinds := kinds - {"other"}:
        for entry in TypologyEntry.objects.filter(kind__in=kinds).order_by("pk"):
            found.setdefault(entry.kind, {}).setdefault(entry.aspect, []).append(entry.text)
    return {
        kind: tuple((str(aspect.label), tuple(aspects[aspect])) for aspect in Aspect if aspect in aspects)
        for kind, aspects in found.items()
    }


@dataclass(frozen=True, slots=True)
class Place:
    """Where an institution stands in the tree: from the root down to its parent, and its children."""

    ancestors: tuple[Institution, ...]
    children: tuple[Institution, ...]


_TREE = """
WITH RECURSIVE line(id, parent_id, depth) AS (
    SELECT id, parent_id, 0 FROM {table} WHERE id = %s
    UNION
    SELECT above.id, above.parent_id, line.depth - 1
    FROM {table} AS above JOIN line ON above.id = line.parent_id WHERE line.depth > -50
)
SELECT node.id, node.package_id, node.name, node.short_name, line.depth AS depth
FROM {table} AS node JOIN line ON line.id = node.id WHERE line.depth < 0
UNION ALL
SELECT id, package_id, name, short_name, 1 AS depth FROM {table} WHERE parent_id = %s
ORDER BY depth, name
"""


def place_in_tree(institution: Institution) -> Place:
    """Both ways in one query. Fifty steps up are more than any government has, and end a cycle."""
    sql = _TREE.format(table=Institution._meta.db_table)
    nodes = list(Institution.objects.raw(sql, [institution.pk, institution.pk]))
    return Place(
        ancestors=tuple(node for node in nodes if node.depth < 0),  # type: ignore[attr-defined]
        children=tuple(node for node in nodes if node.depth > 0),  # type: ignore[attr-defined]
    )


def with_each(rows: QuerySet[M], relation: str) -> QuerySet[M]:
    """Rows beside each institution of a many-to-many relation: once for each, or once for none at all.

    A list and its institutions in one query instead of two. Read it through `each_with_all`.
    """
    return rows.annotate(  # type: ignore[return-value]
        each_id=F(f"{relation}__pk"),
        each_package_id=F(f"{relation}__package_id"),
        each_name=F(f"{relation}__name"),
        each_short_name=F(f"{relation}__short_name"),
        each_sector=F(f"{relation}__sector"),
    )


def each_with_all(rows: Iterable[M]) -> Iterator[tuple[M, list[Institution]]]:
    """Each record of `with_each`, whose rows stand side by side, with all its institutions."""
    for _pk, group in groupby(rows, key=lambda row: row.pk):
        twins = list(group)
        found = [twin for twin in twins if twin.each_id is not None]  # type: ignore[attr-defined]
        yield twins[0], [_each(twin) for twin in found]


def _each(row: Model) -> Institution:
    return Institution(
        pk=row.each_id,  # type: ignore[attr-defined]
        package_id=row.each_package_id,  # type: ignore[attr-defined]
        name=row.each_name,  # type: ignore[attr-defined]
        short_name=row.each_short_name,  # type: ignore[attr-defined]
        sector=row.each_sector,  # type: ignore[attr-defined]
    )


def governments_of(institution: Institution) -> QuerySet[GovernmentTerm]:
    """The governments of its municipality; where none is recorded, of its region, else of its country."""
    for place in _places_of(institution):
        found = GovernmentTerm.objects.filter(**place).order_by("started", "pk")
        if found.exists():
            return found
    return GovernmentTerm.objects.none()


def _places_of(institution: Institution) -> Iterator[dict[str, object]]:
    if institution.municipality_id:
        yield {"municipality": institution.municipality_id}
    if institution.region_id:
        yield {"region": institution.region_id, "municipality": None}
    if institution.country:
        yield {"country": institution.country, "region": None, "municipality": None}


def posts_told_by(term: GovernmentTerm) -> QuerySet[Post]:
    """The posts whose history is told by it: of its place, as far as no nearer place has governments."""
    if term.municipality_id:
        return Post.objects.filter(institution__municipality=term.municipality_id).order_by("name", "pk")
    nearer = GovernmentTerm.objects.filter(municipality__isnull=False).values("municipality")
    posts = Post.objects.exclude(institution__municipality__in=nearer).order_by("name", "pk")
    if term.region_id:
        return posts.filter(institution__region=term.region_id)
    regions = GovernmentTerm.objects.filter(region__isnull=False, municipality=None).values("region")
    return posts.filter(institution__country=term.country).exclude(institution__region__in=regions)
