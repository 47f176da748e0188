"""Django's `migrate`, others' migrations first.

Each change of a model makes Django draw anew every model that hangs together with it. By the alphabet the
house's rooms come before Wagtail, whose two hundred migrations then draw the whole house each: a fifth of
what an empty database takes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.core.management.commands.migrate import Command as Migrate
from django.db.migrations.graph import MigrationGraph

OURS = ("network", "training", "events", "config", "pages", "library")


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        with others_first():
            super().handle(*args, **options)


@contextmanager
def others_first() -> Iterator[None]:
    ours = {one.label for one in apps.get_app_configs() if one.name.split(".")[0] in OURS}
    by_alphabet = MigrationGraph.leaf_nodes

    def leaf_nodes(graph: MigrationGraph, app: str | None = None) -> list[tuple[str, str]]:
        return sorted(by_alphabet(graph, app), key=lambda node: (node[0] in ours, node))

    MigrationGraph.leaf_nodes = leaf_nodes  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        MigrationGraph.leaf_nodes = by_alphabet  # type: ignore[method-assign]
