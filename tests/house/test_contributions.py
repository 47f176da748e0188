"""Who contributes what. A room that gains or loses a contribution is written here, on purpose."""

import pytest
from django.apps import apps

from network.vocabulary.contributions import contributions

CONTRIBUTED = {
    "package": [
        "training",
        "network.milestones",
        "network.commitments",
        "network.groups",
        "network.agreements",
        "network.plans",
        "network.consolidation",
        "network.ties",
        "network.documents",
        "network.resources",
        "network.people",
        "network.institutions",
    ],
    "dependents": ["network.commitments", "network.groups", "network.agreements", "network.ties"],
    "layers": ["network.milestones", "network.groups", "network.agreements", "network.institutions"],
    "coverage": [
        "training",
        "network.milestones",
        "network.groups",
        "network.agreements",
        "network.plans",
        "network.consolidation",
        "network.ties",
        "network.institutions",
    ],
    "panels": [
        "training",
        "network.requests",
        "network.milestones",
        "network.commitments",
        "network.groups",
        "network.agreements",
        "network.plans",
        "network.ties",
        "network.documents",
        "network.resources",
        "network.people",
        "network.institutions",
    ],
    "chapters": [
        "training",
        "network.requests",
        "network.milestones",
        "network.commitments",
        "network.groups",
        "network.agreements",
        "network.plans",
        "network.ties",
        "network.documents",
        "network.people",
    ],
    "found": [
        "network.search",
        "network.requests",
        "network.milestones",
        "network.commitments",
        "network.groups",
        "network.agreements",
        "network.documents",
        "network.institutions",
    ],
    "founded": [
        "network.requests",
        "network.groups",
        "network.agreements",
        "network.consolidation",
        "network.ties",
        "network.institutions",
    ],
    "undo": [
        "network.exchange",
        "network.reports",
        "network.requests",
        "network.milestones",
        "network.commitments",
        "network.groups",
        "network.consolidation",
        "network.ties",
        "network.messages",
        "network.documents",
        "network.institutions",
        "network.office",
    ],
    "search_documents": [
        "training",
        "network.milestones",
        "network.commitments",
        "network.documents",
        "network.resources",
        "network.people",
        "network.institutions",
    ],
    "desk_items": [
        "network.exchange",
        "network.reports",
        "network.printing",
        "network.requests",
        "network.milestones",
        "network.commitments",
        "network.groups",
        "network.agreements",
        "network.ties",
        "network.messages",
        "network.documents",
    ],
    "country": ["network.office"],
    "viewer_facts": ["network.groups", "network.people"],
    "after_import": ["network.search"],
    "after_deed": ["network.search", "network.requests"],
    "jobs": [
        "network.insights",
        "network.exchange",
        "network.printing",
        "network.messages",
        "network.documents",
        "network.people",
    ],
    "printed": ["network.reports", "network.requests", "network.messages"],
}


@pytest.mark.parametrize("name", CONTRIBUTED)
def test_who_contributes(name: str) -> None:
    found = [module.__name__.removesuffix(f".{name}") for module in contributions(name)]
    assert found == CONTRIBUTED[name]


def test_contributors_do_not_know_who_collects() -> None:
    collecting = {"network.insights", "network.exchange", "network.search", "network.reports", "network.web"}
    knowing = {
        f"{module.__name__} knows {value.__module__}"
        for name in CONTRIBUTED
        for module in contributions(name)
        if not module.__name__.startswith(tuple(collecting))
        for value in vars(module).values()
        if getattr(value, "__module__", "").startswith(tuple(collecting))
    }
    assert knowing == set()


def test_every_room_is_an_installed_app() -> None:
    names = {config.name for config in apps.get_app_configs()}
    assert {room for rooms in CONTRIBUTED.values() for room in rooms} <= names
