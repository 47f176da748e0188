"""How a collecting room finds what optional modules of every installed app contribute."""

from functools import cache
from importlib import import_module
from types import ModuleType

from django.apps import apps
from django.utils.module_loading import module_has_submodule

# The wings and the site. Libraries have modules of the same names (`channels.layers`), and this room
# keeps the types of the contributions under them.
_WINGS = ("config", "pages", "library", "training", "events", "network")
_TYPES = "network.vocabulary"


@cache
def contributions(name: str) -> tuple[ModuleType, ...]:
    """The modules called `name` (`package`, `layers`, `panels`, …) of our installed apps, in their order."""
    return tuple(
        import_module(f"{config.name}.{name}")
        for config in apps.get_app_configs()
        if config.name.partition(".")[0] in _WINGS
        and config.name != _TYPES
        and config.module
        and module_has_submodule(config.module, name)
    )
