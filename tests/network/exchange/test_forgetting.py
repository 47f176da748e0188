"""What imports keep of people is forgotten after thirty days; what she changed since still counts as hers."""

import datetime as dt

import pytest
from django.utils import timezone

from network.exchange import drafts
from network.exchange.forgetting import forget_old_cells
from network.exchange.models import Draft, Import, StagedRow
from network.exchange.preview import preview
from network.exchange.problems import PackageError
from network.exchange.services import import_package, stage, undo_import
from network.exchange.source import open_package
from network.people.models import Person
from tests.factories.accounts import UserFactory
from tests.network.exchange import ugly
from tests.network.exchange.packages import ANA, with_people, write

pytestmark = pytest.mark.django_db


def age(days):
    Import.objects.update(staged_at=timezone.now() - dt.timedelta(days=days))
    Draft.objects.update(touched_at=timezone.now() - dt.timedelta(days=days))


@pytest.fixture
def package(tmp_path):
    return import_package(path=with_people(tmp_path / "p"))[1]


def test_after_thirty_days_no_cell_about_a_person_is_kept(package):
    age(31)
    assert forget_old_cells() == 6
    kept = str(list(StagedRow.objects.values_list("before", "after")))
    assert "Ficticia" not in kept
    assert "Municipio" in kept, "institutions are no persons"
    package.refresh_from_db()
    with pytest.raises(PackageError, match="olvid"):
        undo_import(package=package)
    assert Person.objects.count() == 2
    assert forget_old_cells() == 0


def test_before_that_everything_can_be_undone(package):
    age(29)
    assert forget_old_cells() == 0
    undo_import(package=package)
    assert Person.objects.count() == 0


def test_what_she_changed_is_still_not_overwritten(package, tmp_path):
    age(31)
    forget_old_cells()
    Person.objects.filter(package_id="ana").update(post_title="Directora")
    path = write(tmp_path / "q", people=[{**ANA, "post_title": "Auxiliar"}])
    [conflict] = preview(open_package(path)).conflicts
    assert conflict.key == ("ana",)


def test_what_nobody_changed_can_still_be_corrected(package, tmp_path):
    age(31)
    forget_old_cells()
    found = preview(open_package(write(tmp_path / "q", people=[{**ANA, "post_title": "Auxiliar"}])))
    assert (len(found.changes), found.conflicts) == (1, [])


def test_drafts_that_nobody_takes_up_go_with_what_they_staged(tmp_path):
    drafts.bring(files={"lista.xlsx": ugly.xlsx()}, by=UserFactory())
    stage(found=preview(open_package(with_people(tmp_path / "p"))))
    age(29)
    forget_old_cells()
    assert (Draft.objects.count(), Import.objects.count()) == (1, 1)
    age(31)
    forget_old_cells()
    assert (Draft.objects.count(), Import.objects.count()) == (0, 0)
