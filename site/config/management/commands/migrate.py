"""Django's `migrate`, for an empty database in a third of the time.

Each change of a model makes Django draw anew every model that hangs together with it, which are all: most of
what an empty database takes. So there others' migrations come first, before the house is there to be drawn,
and a change draws its own model alone, all of them again before a migration's code runs. A database with
tables is changed as Django does it. That both ways make the same tables is proven (tests/site/config).
"""

import functools
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any
from unittest.mock import patch

from django.apps import apps
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ModelState, ProjectState

OURS = ("network", "training", "events", "config", "pages", "library")


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        recorder = MigrationRecorder(connections[options["database"]])
        is_empty = not recorder.applied_migrations()
        with others_first(), drawn_alone() if is_empty else nullcontext():
            super().handle(*args, **options)


@contextmanager
def others_first() -> Iterator[None]:
    ours = {one.label for one in apps.get_app_configs() if one.name.split(".")[0] in OURS}
    by_alphabet = MigrationGraph.leaf_nodes

    def leaf_nodes(graph: MigrationGraph, app: str | None = None) -> list[tuple[str, str]]:
        return sorted(by_alphabet(graph, app), key=lambda node: (node[0] in ours, node))

    with patch.object(MigrationGraph, "leaf_nodes", leaf_nodes):
        yield


@contextmanager
def drawn_alone() -> Iterator[None]:
    """Until the end, whatever a change does not touch stays as it was drawn."""
    all_that_hang_together = ProjectState._find_reload_model  # type: ignore[attr-defined]

    def touched(state: Any, app_label: str, model_name: str, delay: bool = False) -> set[tuple[str, str]]:
        if not delay:  # a relation changes
            found: set[tuple[str, str]] = all_that_hang_together(state, app_label, model_name)
            return found
        state.is_delayed = True
        return {(app_label, model_name)}

    def add_model(state: Any, model_state: ModelState) -> None:
        key = model_state.app_label, model_state.name_lower
        state.models[key] = model_state
        if state._relations is not None:
            state.resolve_model_relations(key)
        if "apps" in state.__dict__:
            state.is_delayed = True
            state.apps.render_multiple([model_state])

    # Django forgets with each drawing which setting names which model, though none does meanwhile.
    swappable = functools.cache(apps.get_swappable_settings_name)
    with (
        patch.object(ProjectState, "_find_reload_model", touched),
        patch.object(ProjectState, "add_model", add_model),
        patch.object(apps, "get_swappable_settings_name", swappable),
    ):
        yield
