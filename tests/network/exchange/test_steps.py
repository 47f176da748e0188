"""A large import is written in short transactions: the same comes of it, and a kill costs nothing."""

import datetime as dt
import signal

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.agreements.models import Agreement
from network.documents.models import Document
from network.exchange import deeds, pieces, undoing, writing
from network.exchange.catalogue import tables
from network.exchange.exporting import export_package
from network.exchange.jobs import JOBS
from network.exchange.models import Import, State
from network.exchange.preview import preview
from network.exchange.problems import PackageError
from network.exchange.reading import read
from network.exchange.services import apply, discard_import, import_package, in_order, stage, undo_import
from network.exchange.source import open_package
from network.institutions.models import Institution
from network.journal.models import Entry as JournalEntry
from network.people.models import Affiliation, Person
from network.search.models import Entry
from network.ties.models import Appointment
from tests.bench.import_great import generate
from tests.network.exchange.packages import MUNI, OPEN, UNIT, contents, counts, small, with_people, write
from tests.network.ties.processes import ended, scratch


@pytest.fixture
def in_small_steps(monkeypatch):
    monkeypatch.setattr(pieces, "WHOLE", 0)
    monkeypatch.setattr(pieces, "STEP", 2)


def staged(path):
    return stage(found=preview(open_package(path)))


def without_tags(numbers):
    """Words that people use stay once they are known."""
    return {name: number for name, number in numbers.items() if name != "people.PersonTag"}


def rows_of(folder):
    return {name: sorted(content.splitlines()) for name, content in contents(folder).items()}


@pytest.mark.django_db
def test_in_steps_the_same_comes_of_it(in_small_steps, tmp_path, monkeypatch):
    path = with_people(tmp_path / "p")
    import_package(path=path)
    export_package(path=tmp_path / "steps", people=True, reason="Prueba")
    found = set(Entry.objects.values_list("names", "body", "audience"))
    monkeypatch.undo()
    undo_import(package=import_package_of(path))
    import_package(path=path)
    export_package(path=tmp_path / "whole", people=True, reason="Prueba")
    assert rows_of(tmp_path / "steps") == rows_of(tmp_path / "whole")
    assert set(Entry.objects.values_list("names", "body", "audience")) == found
    assert found


def import_package_of(path):
    return Import.objects.get(source=path.name)


@pytest.mark.django_db
def test_whoever_stands_above_is_written_first(in_small_steps, tmp_path):
    rows = [
        {"id": f"i{n}", "name": f"I{n}", "kind": "other", "parent_id": f"i{n + 1}" if n < 6 else ""}
        for n in range(7)
    ]
    package = import_package(path=write(tmp_path / "p", institutions=rows))[1]
    assert Institution.objects.get(package_id="i0").parent.package_id == "i1"
    assert [row.key for row in package.rows.all()] == [f"i{n}" for n in range(6, -1, -1)]


@pytest.mark.django_db
def test_a_known_row_may_come_to_stand_below_a_new_one(in_small_steps, tmp_path):
    import_package(path=write(tmp_path / "p", institutions=[{**UNIT, "parent_id": ""}]))
    package = import_package(path=write(tmp_path / "q", institutions=[UNIT, MUNI]))[1]
    assert Institution.objects.get(package_id="unidad").parent.package_id == "muni"
    undo_import(package=package)
    assert Institution.objects.get().parent is None


@pytest.mark.django_db
def test_refused_in_the_middle_it_takes_itself_back(in_small_steps, tmp_path, monkeypatch):
    package = staged(with_people(tmp_path / "p"))
    before = without_tags(counts())
    create = writing.create

    def failing(table, rows, lookup):
        if table.name == "appointments":
            raise IntegrityError("somebody was faster")
        return create(table, rows, lookup)

    monkeypatch.setattr(writing, "create", failing)
    with pytest.raises(PackageError, match="cambió mientras"):
        apply(package=package)
    package.refresh_from_db()
    assert (without_tags(counts()), package.state, package.rows.filter(done=True).count()) == (
        before,
        State.STAGED,
        0,
    )
    monkeypatch.setattr(writing, "create", create)
    assert apply(package=package).state == State.APPLIED


class Killed(BaseException):
    pass


def cut_short(package, monkeypatch, table="people"):
    create = writing.create

    def dying(written, rows, lookup):
        if written.name == table:
            raise Killed
        return create(written, rows, lookup)

    monkeypatch.setattr(writing, "create", dying)
    with pytest.raises(Killed):
        apply(package=package)
    monkeypatch.setattr(writing, "create", create)
    package.refresh_from_db()
    assert package.state == State.APPLYING
    assert Institution.objects.count() == 2


@pytest.mark.django_db
def test_cut_short_it_goes_on_where_it_stopped(in_small_steps, tmp_path, monkeypatch):
    path = with_people(tmp_path / "p")
    package = staged(path)
    cut_short(package, monkeypatch)
    assert apply(package=package).state == State.APPLIED
    assert import_package(path=path)[1] is None, "all of it is there"
    undo_import(package=package)
    assert Institution.objects.count() == 0


def cut_short_undoing(package, monkeypatch, table="people", error=Killed):
    remove = undoing.remove

    def dying(removed, rows):
        if removed.name == table:
            raise error
        return remove(removed, rows)

    monkeypatch.setattr(undoing, "remove", dying)
    with pytest.raises(Killed if error is Killed else PackageError):
        undo_import(package=package)
    monkeypatch.setattr(undoing, "remove", remove)
    package.refresh_from_db()


@pytest.mark.django_db
def test_an_undoing_cut_short_is_carried_on_and_by_nobody_else_than_time(
    in_small_steps, tmp_path, monkeypatch
):
    before = without_tags(counts())
    first = import_package(path=write(tmp_path / "p", institutions=[{**UNIT, "parent_id": ""}]))[1]
    package = import_package(path=with_people(tmp_path / "q"))[1]
    cut_short_undoing(package, monkeypatch)
    assert (package.state, Appointment.objects.count(), Person.objects.count()) == (State.UNDOING, 0, 2)
    assert Institution.objects.get(package_id="unidad").parent is None, "what changed came back first"
    assert rid().startswith("0 "), "it may be alive"
    stopped_long_ago(package)
    assert rid().startswith("1 ")
    package.refresh_from_db()
    assert (package.state, package.rows.filter(done=True).count()) == (State.UNDONE, 0)
    undo_import(package=first)
    assert {name for name, number in without_tags(counts()).items() if number != before[name]} == {
        "exchange.Import",
        "exchange.StagedRow",
        "journal.Entry",
    }


def rid():
    [job] = [job for job in JOBS if job.name == "half_imports"]
    return job.run()


def stopped_long_ago(package):
    Import.objects.filter(pk=package.pk).update(beat_at=timezone.now() - dt.timedelta(hours=2))


@pytest.mark.django_db
def test_what_nobody_decides_on_does_not_stay_half_applied(in_small_steps, tmp_path, monkeypatch):
    before = without_tags(counts())
    package = staged(with_people(tmp_path / "p"))
    cut_short(package, monkeypatch, "appointments")
    stopped_long_ago(package)
    assert rid().startswith("1 ")
    package.refresh_from_db()
    assert (package.state, package.rows.filter(done=True).count()) == (State.STAGED, 0)
    package.delete()
    assert without_tags(counts()) == {**before, "exchange.Import": 0, "exchange.StagedRow": 0}


@pytest.mark.django_db
def test_who_is_written_back_is_found_at_her_address(in_small_steps, tmp_path, monkeypatch):
    package = import_package(path=with_people(tmp_path / "p"))[1]
    addresses = dict(Person.objects.values_list("package_id", "uid"))
    cut_short_undoing(package, monkeypatch, "institutions", IntegrityError("somebody was faster"))
    assert dict(Person.objects.values_list("package_id", "uid")) == addresses
    assert not package.rows.exclude(uid=None).exists(), "it is kept only while it may be needed"


@pytest.mark.django_db
def test_a_step_reads_only_the_rows_near_its_own(tmp_path):
    import_package(path=write(tmp_path / "p", institutions=[MUNI, UNIT]))
    table = tables()["agreement_parties"]
    for name in ("c1", "c2"):
        agreement = Agreement.objects.create(package_id=name, title=name)
        agreement.parties.create(institution=Institution.objects.get(package_id="muni"))
    with CaptureQueriesContext(connection) as asked:
        assert list(read(table, [("c1", "muni")])) == [("c1", "muni")]
    assert "WHERE" in asked[0]["sql"]
    assert set(read(table)) == {("c1", "muni"), ("c2", "muni")}


@pytest.mark.django_db
def test_an_undoing_refused_in_the_middle_leaves_the_import_as_it_was(in_small_steps, tmp_path, monkeypatch):
    path = with_people(tmp_path / "p")
    package = import_package(path=path)[1]
    journal = JournalEntry.objects.count()
    when = package.applied_at
    cut_short_undoing(package, monkeypatch, error=IntegrityError("somebody was faster"))
    assert (package.state, package.applied_at, JournalEntry.objects.count()) == (State.APPLIED, when, journal)
    assert import_package(path=path)[1] is None, "all of it is there"


@pytest.mark.django_db
def test_what_stands_in_the_way_of_an_undoing_is_told_before_anything_goes(in_small_steps, tmp_path):
    package = import_package(path=with_people(tmp_path / "p"))[1]
    theirs = Institution.objects.create(package_id="suya", name="Suya", kind="other")
    Institution.objects.filter(pk=theirs.pk).update(parent=Institution.objects.get(package_id="muni"))
    Affiliation.objects.create(
        person=Person.objects.get(package_id="ana"),
        institution=Institution.objects.get(package_id="muni"),
        is_main=False,
    )
    refused = deeds.undo(package=package, by=None)
    assert (refused.state, Appointment.objects.count()) == (State.APPLIED, 1)
    said = " ".join(one["problem"] for one in refused.problems)
    assert "«muni»" in said
    assert "«suya (institutions.csv)»" in said
    assert "ana (people.csv)" in said


@pytest.mark.django_db
def test_documents_of_a_chain_may_stand_in_any_order(in_small_steps, tmp_path):
    rows = [
        {"id": f"d{n}", "kind": "ord", "subject": f"Acto {n}", "follows_ids": f"d{n + 1}" if n < 5 else ""}
        for n in range(6)
    ]
    package = import_package(path=write(tmp_path / "p", documents=rows))[1]
    assert Document.objects.get(package_id="d0").follows.get().package_id == "d1"
    undo_import(package=package)
    assert Document.objects.count() == 0


@pytest.mark.django_db
def test_cut_short_it_can_be_taken_out(in_small_steps, tmp_path, monkeypatch):
    before = without_tags(counts())
    package = staged(with_people(tmp_path / "p"))
    cut_short(package, monkeypatch, "appointments")
    discard_import(package=package)
    assert without_tags(counts()) == before


@pytest.mark.django_db
def test_what_has_changed_meanwhile_is_told_before_anything_is_written(in_small_steps, tmp_path):
    package = staged(small(tmp_path / "p"))
    Institution.objects.create(package_id="unidad", name="Otra", kind="other")
    with pytest.raises(PackageError, match="unidad"):
        apply(package=package)
    assert Institution.objects.count() == 1


def test_rows_that_stand_above_each_other_keep_their_order_otherwise(tmp_path, db):
    found = preview(open_package(OPEN))
    seen = set()
    keys = {change.key[0] for change in found.changes if change.table == "institutions"}
    for change in in_order(found.changes):
        if change.table == "institutions":
            assert change.after["parent_id"] not in keys - seen
            seen.add(change.key[0])
    assert seen == keys


PREPARE = """
import sys
import django; django.setup()
from network.exchange import pieces, services
from network.exchange.preview import preview
from network.exchange.source import open_package
pieces.WHOLE = 0
services.stage(found=preview(open_package(sys.argv[1])))
"""
DEED = """
import sys, time
import django; django.setup()
from network.exchange import pieces, services, undoing, writing
from network.exchange.models import Import
from network.institutions.models import Institution
from network.people.models import Person
pieces.WHOLE, pieces.STEP = 0, 5
deed, wait = sys.argv[1], len(sys.argv) > 2
create, remove, steps = writing.create, undoing.remove, []
def stand_still():
    steps.append(1)
    if wait and len(steps) == 8:
        print("reached", flush=True)
        time.sleep(600)  # within the transaction of the eighth step
def slowly_create(table, rows, lookup):
    made = create(table, rows, lookup)
    stand_still()
    return made
def slowly_remove(table, rows):
    yield from remove(table, rows)
    stand_still()
writing.create, undoing.remove = slowly_create, slowly_remove
package = Import.objects.get()
if deed != "look":
    {"apply": services.apply, "undo": services.undo_import}[deed](package=package)
    package.refresh_from_db()
done = package.rows.filter(done=True)
print(package.state, done.count(), Institution.objects.count(), Person.objects.count())
"""


def killed(start, deed):
    """What is there after the process that did it was killed in the middle, as when the power fails."""
    process = start(DEED, deed, "wait")
    assert process.stdout.readline() == "reached\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    return ended(start(DEED, "look"))


@pytest.mark.prove
@pytest.mark.django_db
def test_a_process_killed_in_the_middle_loses_nothing_and_doubles_nothing(tmp_path):
    package = generate(tmp_path / "package", people=20, institutions=15)
    rows = 12 + 15 + 20
    with scratch(tmp_path) as start:
        ended(start(PREPARE, package))
        assert killed(start, "apply") == "applying 32 15 5", "seven steps were whole, the eighth is not there"
        assert ended(start(DEED, "apply")) == f"applied {rows} 15 20"
        assert killed(start, "undo") == "undoing 12 0 0", "seven steps were whole, the eighth is not there"
        assert ended(start(DEED, "undo")) == "undone 0 0 0"
