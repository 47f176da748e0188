"""How what an answer names by id is called, so that it can be told when the records have gone."""

from collections.abc import Iterable, Mapping

from django.db.models import Q
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.insights import coverage_matrix
from network.insights.queries import layers, snapshot_for
from network.institutions.enums import Level, Sector
from network.institutions.models import Institution, Post
from network.vocabulary.models import Territory
from network.vocabulary.terms import terms

_UNSAID = ("ver", "orden")
"""Of the address, but not of what is asked: that layers were chosen by hand, in which order rows stand."""

Parameters = Mapping[str, list[str]]


def names_of(ids: Iterable[str], viewer: Viewer) -> dict[str, str]:
    """Names of institutions by id, and of those spaces ("layer:id") that she may see."""
    wanted = set(ids)
    rows = Institution.objects.filter(package_id__in=[key for key in wanted if ":" not in key])
    found = dict(rows.values_list("package_id", "name"))
    if used := {key.partition(":")[0] for key in wanted if ":" in key} & layers().keys():
        contexts = snapshot_for(viewer, used).contexts
        found |= {context.id: context.label for context in contexts if context.id in wanted}
    return found


def words_of(parameters: Parameters) -> dict[str, str]:
    """What each value of a question says, by "name=value". Whoever is not there any more is left out.

    Layers, institutions, posts and territories are public facts, the same for every viewer.
    """
    found: dict[str, str] = {}
    for name, values in parameters.items():
        known = _known(name, values)
        found |= {key_of(name, value): known[value] for value in values if value in known}
    return found


def key_of(name: str, value: str) -> str:
    return f"{name}={value}"


def label_of(name: str) -> str:
    """How that part of a question is called; its own name where nobody named it."""
    return {
        "capas": _("Layers"),
        "sin": _("Without"),
        "puesto": _("Without the post"),
        "territorio": _("Without the administration of"),
        "fecha": _("As of"),
        "desde": _("From"),
        "hasta": _("To"),
        "modo": _("Seen as"),
        "declarados": _("Ties"),
        "tipo": _("Kind"),
        "sector": _("Sector"),
        "nivel": _("Level"),
        "region": _("Territory"),
        "falta": _("What is missing"),
        "q": _("Words searched"),
    }.get(name, name)


def _known(name: str, values: list[str]) -> dict[str, str]:
    if name == "sin":
        return names_of([value for value in values if ":" not in value], Viewer())
    if name == "puesto":
        rows = Post.objects.filter(package_id__in=values).select_related("institution")
        return {post.package_id: f"{post.name}, {post.institution.called}" for post in rows}
    if name == "territorio":
        return {value: place for value in values if (place := _territory(value))}
    if name == "falta":
        return {column.name: str(column.label) for column in coverage_matrix.columns()}
    fixed: dict[str, dict[str, str]] = {
        "capas": {layer.name: str(layer.label) for layer in layers().values()},
        "tipo": terms("institution_kind") if name == "tipo" else {},
        "sector": {value: str(label) for value, label in Sector.choices},
        "nivel": {value: str(label) for value, label in Level.choices},
        "modo": {"one": _("Among institutions"), "two": _("Institutions and their spaces")},
        "declarados": {"1": _("Stated ties only")},
    }
    return fixed.get(name) or {value: value for value in values}


def _territory(value: str) -> str:
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None
    place = Territory.objects.filter(Q(pk=number) if number else Q(name=value)).first()
    return place.name if place else ""


def asked_in_words(parameters: Parameters, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each part of a question and what was asked of it, to be read; `names` as of `words_of`."""
    return [
        (label_of(name), ", ".join(names.get(key_of(name, value), value) for value in values))
        for name, values in parameters.items()
        if name not in _UNSAID
    ]
