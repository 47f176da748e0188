"""What tables and columns are called where people read of them."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.accounts.viewer import Viewer
from network.exchange.catalogue import tables
from network.exchange.models import Action, Import
from network.institutions.models import Institution, Post
from network.institutions.queries import posts_told_to
from network.people.models import Person
from network.people.queries import visible_to
from network.ties.enums import Capacity
from network.vocabulary.spans import span_words

_TABLES = {
    "institutions": _("Institutions"),
    "people": _("People"),
    "posts": _("Posts"),
    "appointments": _("Appointments"),
    "documents": _("Documents"),
    "mechanisms": _("Mechanisms"),
    "groups": _("Working groups"),
    "agreements": _("Agreements"),
    "milestones": _("Milestones"),
    "themes": _("Themes"),
}


def table_label(name: str) -> str:
    """The word for the table, or the name of its file."""
    return str(_TABLES.get(name, f"{name}.csv"))


def appointments_told(package: Import, rows: list[Mapping[str, str]], viewer: Viewer) -> list[str]:
    """Each as who was designated, to which post of which institution, in what capacity, since when.

    Whoever is new is called as the file calls her; of the others only those whom the viewer may know.
    """
    if not rows:
        return []
    named = {name: {row[f"{name}_id"] for row in rows} for name in ("post", "person")}
    wanted = named["post"] | named["person"]
    staged = package.rows.filter(table__in=("posts", "people"), action=Action.NEW, key__in=wanted)
    brought = {row.key: row.after for row in staged}
    people = visible_to(Person.objects.filter(package_id__in=named["person"]), viewer).filter(
        Q(sees_name=True)
    )
    names = dict(people.values_list("package_id", "name"))
    known = posts_told_to(Post.objects.filter(package_id__in=named["post"]), viewer)
    known = known.select_related("institution")
    posts = {post.package_id: f"{post.name}, {post.institution.name}" for post in known}
    institutions = _institutions(package, {cells.get("institution_id", "") for cells in brought.values()})
    for key in named["post"] - set(posts):
        cells = brought.get(key, {})
        place = institutions.get(cells.get("institution_id", ""), "")
        posts[key] = ", ".join(filter(None, (cells.get("name", key), place)))
    capacities = dict(Capacity.choices)
    return [
        " · ".join(
            filter(
                None,
                (
                    brought.get(row["person_id"], {}).get("name")
                    or names.get(row["person_id"], row["person_id"]),
                    posts[row["post_id"]],
                    str(capacities.get(row["capacity"], row["capacity"])),
                    span_words(row["started"], row["ended"]) if row["started"] else "",
                ),
            )
        )
        for row in rows
    ]


def _institutions(package: Import, ids: set[str]) -> dict[str, str]:
    known = dict(Institution.objects.filter(package_id__in=ids).values_list("package_id", "name"))
    staged = package.rows.filter(table="institutions", key__in=ids - set(known))
    return known | {row.key: row.after.get("name", row.key) for row in staged}


def counts_of(package: Import) -> list[dict[str, Any]]:
    """How many rows of each table are new, changed, unchanged and conflicting, where there are any."""
    counts = package.counts
    return [
        {"label": table_label(name), **counts[name]}
        for name in tables()  # a database need not keep the order of what it holds as JSON
        if name in counts and any(counts[name].values())
    ]
