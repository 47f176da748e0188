"""Actions recorded here leave in the data package with all they say, and come back in as they were."""

import csv
import uuid

import pytest

from network.exchange.exporting import export_package
from network.exchange.problems import PackageError
from network.exchange.services import import_package
from network.milestones.models import Milestone
from network.milestones.services import Action, record_action, withdraw_action
from network.vocabulary.models import Territory, Theme
from tests.network.exchange.packages import contents, small
from tests.network.milestones.test_services import entitled

pytestmark = pytest.mark.django_db

ROW = {
    "id": "h1",
    "territory": "Jalisco",
    "title": "Taller",
    "summary": "Taller",
    "kind": "charla",
    "theme": "violencia",
    "publication": "internal",
}
PARTS = {"participants": "10", "count_of": "attended", "qualifier": "exact", "women": "6", "men": "5"}


def header(path):
    with (path / "milestones.csv").open(encoding="utf-8", newline="") as opened:
        return next(csv.reader(opened))


def test_parts_advice_and_withdrawals_come_back_as_they_left(tmp_path):
    import_package(path=small(tmp_path / "p"))
    user = entitled()
    told = {
        "kind": "charla",
        "theme": Theme.objects.get(code="violencia"),
        "started": "2026-11",
        "territories": (Territory.objects.get(name="Jalisco"),),
    }
    numbers = {"participants": 40, "count_of": "attended", "qualifier": "approx", "women": 30, "no_data": 4}
    record_action(by=user, key=uuid.uuid4(), action=Action(title="Con partes", **told, **numbers))
    gone = record_action(by=user, key=uuid.uuid4(), action=Action(title="Retirada", **told)).milestone
    withdraw_action(by=user, milestone=gone, reason="Se anotó dos veces.")
    export_package(path=tmp_path / "one")
    Milestone.objects.all().delete()
    import_package(path=tmp_path / "one")
    export_package(path=tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert list(Milestone.objects.order_by("title").values_list("women", "no_data", "withdrawn")) == [
        (30, 4, ""),
        (None, None, "Se anotó dos veces."),
    ]


def test_a_package_that_tells_nothing_of_them_has_no_columns_for_them(tmp_path):
    import_package(path=small(tmp_path / "p", milestones=[ROW]))
    export_package(path=tmp_path / "out")
    assert {"women", "minutes", "channel", "withdrawn"}.isdisjoint(header(tmp_path / "out"))


def test_parts_beyond_an_exact_number_are_refused_and_nothing_is_written(tmp_path):
    with pytest.raises(PackageError) as refused:
        import_package(path=small(tmp_path / "p", milestones=[{**ROW, **PARTS}]))
    assert [(problem.row, problem.column) for problem in refused.value.problems] == [(2, "participants")]
    assert not Milestone.objects.exists()
