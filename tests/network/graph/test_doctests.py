import doctest
import importlib
import pkgutil

import pytest

import network.graph

MODULES = sorted(module.name for module in pkgutil.iter_modules(network.graph.__path__))


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_docstrings_hold(name):
    module = importlib.import_module(f"network.graph.{name}")
    found = doctest.testmod(module)
    assert found.failed == 0
    assert found.attempted > 0 or name == "examples"


@pytest.mark.parametrize("name", ["degree", "cohesion", "distance", "brokerage", "mixing", "communities"])
def test_every_public_measure_says_what_it_is(name):
    module = importlib.import_module(f"network.graph.{name}")
    for title, thing in vars(module).items():
        if callable(thing) and thing.__module__ == module.__name__ and not title.startswith("_"):
            assert thing.__doc__, title
