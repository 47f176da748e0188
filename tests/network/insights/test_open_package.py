"""`manage analyse` on the real network, against networkx on its files."""

import json
from io import StringIO
from itertools import product
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from network.exchange.services import import_package
from tests.network.graph.oracle import all_differences

from .oracle import LAYERS, PACKAGE, last_day, rows, straight_from_the_files

CENTRE = ("mmeg", "sernameg")
QUESTIONS = [
    {},
    {"as_of": "2020"},
    {"as_of": "2018-06"},
    {"as_of": "2019-03-08", "stated_only": True},
    {"without": CENTRE},
    {"stated_only": True},
    {"as_of": "2021", "without": CENTRE, "stated_only": True},
]


@pytest.mark.prove
@pytest.mark.django_db
def test_every_measure_of_the_imported_package_is_that_of_networkx_on_its_files(tmp_path):
    import_package(path=PACKAGE)
    wrong: dict[str, list[str]] = {}
    single = product([(layer,) for layer in LAYERS], ("one", "two"), QUESTIONS[::3])
    others = product(
        [("hierarchy",), ("posts",), (*LAYERS, "hierarchy", "posts")], ("one", "two"), QUESTIONS[::4]
    )
    for layers, mode, question in (*single, *others, *product([LAYERS], ("one", "two"), QUESTIONS)):
        found = _analysed(tmp_path / "found.json", layers, mode, question)
        graph, contexts = straight_from_the_files(layers, two_mode=mode == "two", **question)
        measures = SimpleNamespace(graph=found["graph"], nodes=found["nodes"])
        if differences := all_differences(measures, graph, contexts=contexts, two_mode=mode == "two"):
            wrong[f"{layers} {mode} {question}"] = differences
        about = found["snapshot"]
        assert about["layers"] == sorted(layers)
        assert about["as_of"] == (last_day(question["as_of"]) if "as_of" in question else None)
        assert about["institutions"] == len(rows("institutions")) - len(question.get("without", ()))
        assert about["contexts"] == contexts
    assert wrong == {}


def _analysed(path, layers, mode, question):
    call_command(
        "analyse",
        layers=",".join(layers),
        mode=mode,
        as_of=question.get("as_of", ""),
        without=",".join(question.get("without", ())),
        stated_only=question.get("stated_only", False),
        json=str(path),
        stderr=StringIO(),
    )
    return json.loads(path.read_text(encoding="utf-8"), parse_constant=_refuse)


def _refuse(name: str) -> None:
    raise AssertionError(f"{name} is no number")
