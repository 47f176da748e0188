"""Who is taken out: institutions by hand, with a post, as an administration, or those that convene most."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.groups.queries import groups_led
from network.insights.selection import BadSelectionError, Problem
from network.institutions.enums import Level, Sector
from network.institutions.models import Institution, Post
from network.vocabulary.models import Territory

_LEVELS = ((Territory.Kind.MUNICIPALITY, Level.MUNICIPAL), (Territory.Kind.REGION, Level.REGIONAL))


@dataclass(frozen=True, slots=True)
class AskedGone:
    """As it was typed: ids of institutions, the id of a post, a territory by its number or name."""

    institutions: tuple[str, ...] = ()
    post: str = ""
    territory: str = ""


@dataclass(frozen=True, slots=True)
class Convener:
    id: str
    led: int


@dataclass(frozen=True, slots=True)
class Gone:
    """Ids, sorted, and how they came to be chosen. `is_suggested`: nobody chose, so the conveners do."""

    ids: tuple[str, ...]
    conveners: tuple[Convener, ...]
    post: Post | None = None
    territory: Territory | None = None
    is_suggested: bool = False


@dataclass(frozen=True, slots=True)
class Administration:
    """A territory whose public institutions of its own level can end together, by its number."""

    number: int
    name: str
    kind: str
    institutions: int


def conveners(viewer: Viewer) -> list[Convener]:
    """Who leads most groups, of those the viewer may see."""
    led = groups_led(viewer)
    return [Convener(key, led[key]) for key in sorted(led, key=lambda key: (-led[key], key))]


def administrations() -> list[Administration]:
    """Territories with public institutions of their level: municipalities, then regions, by name."""
    rows = (
        Institution.objects.filter(sector=Sector.PUBLIC, level__in=[level for _kind, level in _LEVELS])
        .order_by()
        .values_list("level", "municipality", "municipality__name", "region", "region__name")
    )
    counts: Counter[tuple[str, str, int]] = Counter()
    for level, municipality, its_name, region, region_name in rows:
        if level == Level.MUNICIPAL and municipality:
            counts[Territory.Kind.MUNICIPALITY, its_name, municipality] += 1
        elif level == Level.REGIONAL and region:
            counts[Territory.Kind.REGION, region_name, region] += 1
    return [
        Administration(number, name, str(Territory.Kind(kind).label), counts[kind, name, number])
        for kind, name, number in sorted(counts)
    ]


def administration_ids(territory: Territory) -> list[str]:
    """The public institutions of that very level in it: of a region the regional ones alone."""
    level = dict(_LEVELS)[Territory.Kind(territory.kind)]
    rows = Institution.objects.filter(sector=Sector.PUBLIC, level=level, **{territory.kind: territory})
    return list(rows.order_by("package_id").values_list("package_id", flat=True))


def understood_gone(asked: AskedGone, *, viewer: Viewer, institutions: Collection[str]) -> Gone:
    """Everyone named in any of the three ways, together; else those who lead most groups."""
    problems: list[Problem] = []
    ids = set(asked.institutions)
    post = _post(asked.post, problems) if asked.post else None
    territory = _territory(asked.territory, problems) if asked.territory else None
    if post:
        ids.add(post.institution.package_id)
    if territory:
        theirs = administration_ids(territory)
        if not theirs:
            text = _("No public institution of its own is recorded in “%(name)s”.")
            problems.append(Problem("territory", text % {"name": territory.name}))
        ids.update(theirs)
    if problems:
        raise BadSelectionError(problems)
    found = conveners(viewer)
    if asked == AskedGone():
        ids = {one.id for one in found if one.led == found[0].led}
    if ids and ids >= set(institutions):
        text = _("That would take every institution out. Leave at least one in.")
        raise BadSelectionError([Problem("without", text)])
    return Gone(tuple(sorted(ids)), tuple(found), post, territory, is_suggested=asked == AskedGone())


def _post(package_id: str, problems: list[Problem]) -> Post | None:
    post = Post.objects.select_related("institution").filter(package_id=package_id).first()
    if post is None:
        text = _("There is no post with the id “%(name)s”. Look for it by its name.")
        problems.append(Problem("post", text % {"name": package_id}))
    return post


def _territory(given: str, problems: list[Problem]) -> Territory | None:
    rows = Territory.objects.filter(kind__in=[kind for kind, _level in _LEVELS])
    named = Q(pk=int(given)) if given.isascii() and given.isdigit() and len(given) < 10 else Q(name=given)
    found = list(rows.filter(named).order_by("kind", "pk")[:2])
    if not found:
        text = _("There is no municipality and no region “%(name)s”. Choose one of the list.")
        problems.append(Problem("territory", text % {"name": given}))
    elif len(found) > 1:
        numbers = ", ".join(f"{one.pk} ({one.get_kind_display()})" for one in found)
        text = _("“%(name)s” names more than one territory. Write the number of one: %(numbers)s.")
        problems.append(Problem("territory", text % {"name": given, "numbers": numbers}))
    return found[0] if len(found) == 1 else None
