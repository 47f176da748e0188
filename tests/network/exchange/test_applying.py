"""Applying is one transaction: all of it, or none of it, and only on what was previewed."""

import pytest

from network.exchange import reverting, services, writing
from network.exchange.catalogue import model_of, tables
from network.exchange.models import Import, State
from network.exchange.preview import preview
from network.exchange.problems import PackageError
from network.exchange.services import import_package, stage, undo_import
from network.exchange.source import open_package
from network.groups.models import Group
from network.institutions.models import Institution
from network.journal.models import Entry
from network.vocabulary.package import Reference, References
from tests.factories.accounts import UserFactory
from tests.network.exchange.packages import GROUP, MUNI, OPEN, UNIT, counts, small, write

pytestmark = pytest.mark.django_db


def staged(path):
    return stage(found=preview(open_package(path)))


def test_a_failure_in_the_last_table_leaves_nothing(monkeypatch):
    before = counts()
    create = writing.create

    def failing(table, rows, lookup):
        made = create(table, rows, lookup)
        if table.name == list(tables())[-1]:
            raise RuntimeError("the lights went out")
        return made

    monkeypatch.setattr(writing, "create", failing)
    with pytest.raises(RuntimeError):
        import_package(path=OPEN)
    assert counts() == before


def test_a_failing_room_leaves_nothing(monkeypatch, tmp_path):
    class Room:
        __name__ = "network.search.after_import"

        @staticmethod
        def after_import(changed):
            assert changed == {"themes", "institutions", "groups"}
            raise RuntimeError("the index is broken")

    before = counts()
    monkeypatch.setattr(reverting, "contributions", lambda name: (Room,))
    with pytest.raises(RuntimeError):
        import_package(path=small(tmp_path / "p", groups=[GROUP]))
    assert counts() == before


def test_rooms_are_told_after_applying_and_after_undoing(monkeypatch, tmp_path):
    told = []

    class Room:
        after_import = staticmethod(told.append)

    monkeypatch.setattr(reverting, "contributions", lambda name: (Room,) if name == "after_import" else ())
    package = import_package(path=small(tmp_path / "p"))[1]
    undo_import(package=package)
    assert told == [{"themes", "institutions"}] * 2


def test_the_journal_has_one_entry_with_who_did_it(tmp_path):
    user = UserFactory()
    package = import_package(path=small(tmp_path / "p"), by=user)[1]
    entry = Entry.objects.get(verb="package.applied")
    assert (entry.actor, entry.subject_uid) == (user, package.uid)
    assert entry.after["tables"]["institutions"]["new"] == 2


def test_what_was_staged_is_refused_once_the_platform_has_changed(tmp_path):
    import_package(path=small(tmp_path / "p"))
    package = staged(write(tmp_path / "q", institutions=[{**UNIT, "name": "Otro nombre"}]))
    Institution.objects.filter(package_id="unidad").update(short_name="U")
    with pytest.raises(PackageError, match="unidad"):
        services.apply(package=package)
    package.refresh_from_db()
    assert package.state == State.STAGED


def test_what_was_staged_as_new_is_refused_once_it_is_there(tmp_path):
    package = staged(small(tmp_path / "p"))
    Institution.objects.create(package_id="muni", name="Otro", kind="other")
    with pytest.raises(PackageError, match="muni"):
        services.apply(package=package)


def test_what_was_staged_is_refused_once_a_row_it_names_is_gone(tmp_path):
    import_package(path=small(tmp_path / "p"))
    package = staged(write(tmp_path / "q", groups=[{**GROUP, "lead_institution_id": "unidad"}]))
    Institution.objects.filter(package_id="unidad").delete()
    with pytest.raises(PackageError, match="unidad"):
        services.apply(package=package)
    assert not Group.objects.exists()


def test_what_was_staged_is_refused_once_it_would_close_a_cycle(tmp_path):
    import_package(path=write(tmp_path / "p", institutions=[MUNI, {**UNIT, "parent_id": ""}]))
    package = staged(write(tmp_path / "q", institutions=[{**MUNI, "parent_id": "unidad"}]))
    Institution.objects.filter(package_id="unidad").update(parent=Institution.objects.get(package_id="muni"))
    with pytest.raises(PackageError, match="muni"):
        services.apply(package=package)
    assert Institution.objects.get(package_id="muni").parent is None


def test_it_is_applied_once(tmp_path):
    package = import_package(path=small(tmp_path / "p"))[1]
    with pytest.raises(PackageError):
        services.apply(package=package)
    assert Import.objects.count() == 1


def test_every_table_comes_after_those_it_refers_to_and_declares_what_its_model_has():
    seen = set()
    for name, table in tables().items():
        for column in table.columns:
            if isinstance(column, Reference | References) and column.table != name:
                assert column.table in seen, (name, column.name)
        assert set(table.key) <= {column.name for column in table.columns}
        assert model_of(table)
        seen.add(name)
    assert len(tables()) == 34
