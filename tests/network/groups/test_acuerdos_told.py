"""What acuerdos and sessions tell other rooms: what is left to nobody, the dossier, the matrix, the file."""

import datetime as dt

import pytest

from network.accounts.viewer import PUBLIC
from network.groups.chapters import CHAPTERS
from network.groups.coverage import activity
from network.groups.dependents import dependents
from network.groups.desk_items import desk_sections
from network.groups.found import found
from network.groups.panels import panels
from network.vocabulary.desk import When
from network.vocabulary.found import Asked
from tests.factories.records import (
    AcuerdoFactory,
    GroupSessionFactory,
    InstitutionFactory,
    PersonFactory,
    PostFactory,
    SeatFactory,
    SessionAttendanceFactory,
)
from tests.network.groups.test_session_queries import COORDINATOR

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return InstitutionFactory(package_id="ida")


def public(**values):
    return AcuerdoFactory(session__is_public=True, **values)


def orphaned(viewer=PUBLIC, gone=("ida",), on=None):
    kinds = {one.name: one for one in dependents(list(gone), viewer, on)}
    return {item.id.removeprefix("acuerdos:") for item in kinds["acuerdos"].items}


def test_an_acuerdo_is_orphaned_once_all_who_answer_for_it_go(here):
    stays = InstitutionFactory(package_id="queda")
    public(package_id="solo", responsible=[here])
    public(package_id="entre-dos", responsible=[here, stays])
    public(package_id="de-un-puesto", post=PostFactory(institution=here, publication="reserved"))
    public(package_id="con-puesto", responsible=[stays], post=PostFactory(institution=here))
    public(package_id="cumplido", responsible=[here], status="done", done_on="2026")
    public(package_id="de-nadie")
    AcuerdoFactory(package_id="interno", responsible=[here])
    assert orphaned() == {"solo", "de-un-puesto"}
    assert orphaned(gone=("ida", "queda")) == {"solo", "de-un-puesto", "entre-dos", "con-puesto"}
    assert orphaned(COORDINATOR) == {"solo", "de-un-puesto", "interno"}


def anchors(institution, viewer):
    return {panel.anchor: panel for panel in panels(institution, viewer)}


def test_the_dossier_tells_open_acuerdos_and_when_a_group_last_met(here):
    seat = SeatFactory(institution=here)
    shown = GroupSessionFactory(group=seat.group, is_public=True, happens_on="2026-03-10")
    GroupSessionFactory(group=seat.group, happens_on="2026-09-01")  # internal: nobody outside learns of it
    AcuerdoFactory(session=shown, text="Publicar el protocolo", responsible=[here, InstitutionFactory()])
    AcuerdoFactory(session=shown, responsible=[here], status="dropped", dropped_because="Sin fondos")
    told = anchors(here, PUBLIC)
    (line,) = told["acuerdos"].context["sections"][0].lines
    assert (line.title, len(line.others)) == ("Publicar el protocolo", 1)
    (group,) = told["mesas"].context["sections"][0].lines
    assert "10 de marzo de 2026" in group.facts[-1]
    (group,) = anchors(here, COORDINATOR)["mesas"].context["sections"][0].lines
    assert "1 de septiembre de 2026" in group.facts[-1]
    shown.is_public = False
    shown.save()
    assert "acuerdos" not in anchors(here, PUBLIC)


def test_a_session_is_activity_of_the_institutions_that_were_there(here):
    shown = GroupSessionFactory(is_public=True)
    SessionAttendanceFactory(session=shown, institution=here)
    SessionAttendanceFactory(session=shown, state="absent")
    SessionAttendanceFactory(session=shown, institution=InstitutionFactory(), person=PersonFactory())
    SessionAttendanceFactory()  # of an internal session
    assert [(one.institution, one.date) for one in activity(PUBLIC)] == [(here.pk, "2026-03-10")]


def test_the_file_of_a_post_tells_open_acuerdos_and_later_those_that_its_reader_sees(here):
    (chapter,) = [chapter for chapter in CHAPTERS if chapter.name == "acuerdos"]
    post = PostFactory(institution=here)
    shown, internal = public(responsible=[here]), AcuerdoFactory(post=post)
    rows = chapter.rows(post, COORDINATOR, None)
    assert {row.key for row in rows} == {shown.package_id, internal.package_id}
    assert {len(row.cells) for row in rows} == {len(chapter.columns)}
    later = chapter.rows(post, PUBLIC, [shown.package_id, internal.package_id])
    assert [row.key for row in later] == [shown.package_id]


@pytest.mark.parametrize("many", [1, 3])
def test_each_takes_as_many_queries_for_three_as_for_one(here, many, django_assert_num_queries):
    post = PostFactory(institution=here)
    for _ in range(many):
        row = public(responsible=[here, InstitutionFactory()], post=post)
        SessionAttendanceFactory(session=row.session, institution=here)
        SeatFactory(group=row.session.group, institution=here)
    with django_assert_num_queries(2):
        panels(here, PUBLIC)
    with django_assert_num_queries(1):
        list(activity(PUBLIC))
    with django_assert_num_queries(1):
        next(chapter for chapter in CHAPTERS if chapter.name == "acuerdos").rows(post, PUBLIC, None)


TODAY = dt.date(2026, 11, 20)


def on_the_desk(viewer=COORDINATOR):
    return {section.anchor: section for section in desk_sections(viewer, TODAY)}


def test_the_desk_holds_what_is_late_or_near_and_what_nobody_wrote_down(here):
    AcuerdoFactory(text="Tarde", due_on="2026-10", responsible=[here], session__minutes="Se acordó.")
    AcuerdoFactory(text="Lejos", due_on="2027-03", session__minutes="Se acordó.")
    GroupSessionFactory(status="planned", happens_on="2026-12-01", place="Sala 2")
    GroupSessionFactory(status="planned", happens_on="2027-02")
    GroupSessionFactory(group__name="Mesa sin minuta")
    desk = on_the_desk()
    assert [(item.title, item.when, item.whose) for item in desk["acuerdos"].items] == [
        ("Tarde", When.LATE, here.called)
    ]
    assert [item.why.endswith("Sala 2") for item in desk["sesiones"].items] == [True]
    assert [item.title for item in desk["sin-minuta"].items] == ["Mesa sin minuta"]
    assert on_the_desk(PUBLIC) == {}


def test_who_does_not_see_a_group_inside_finds_none_of_its_acuerdos():
    public(text="Publicar el protocolo")
    asked = Asked.of("protocolo")
    assert [group.anchor for group in found(asked, COORDINATOR)] == ["acuerdos"]
    assert found(asked, PUBLIC) == []


@pytest.mark.parametrize("many", [1, 3])
def test_the_desk_asks_seven_questions_however_much_there_is(here, many, django_assert_num_queries):
    for _ in range(many):
        AcuerdoFactory(due_on="2026-10", responsible=[here])
        GroupSessionFactory(status="planned", happens_on="2026-12")
    with django_assert_num_queries(7):
        on_the_desk()
