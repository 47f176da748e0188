"""The grid: who may open it, what is noted through it, what a pasted table does, and who is warned."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from events.attending import take_attendance
from events.models import Presence
from network.accounts.viewer import viewer_for
from network.files.checking import checked_scan
from network.notices.models import Notice
from tests.events.test_line import enrolled
from tests.factories.accounts import UserFactory
from tests.factories.pdfs import pdf_of
from tests.factories.training import AssignmentFactory, CourseSessionFactory, ModuleFactory, UnitFactory
from training.models import Facilitator, UnitMark, Work
from training.progress.grid import Said, at_risk, grid_of, note_grid
from training.progress.pasted import read_progress
from training.progress.reminding import remind
from training.progress.teaching import may_open_progress
from training.progress.works import decide, hand_in

from ..over import coordinator, given, learner

pytestmark = pytest.mark.django_db


def facilitator(edition: Any, *modules: Any) -> Any:
    person = learner()
    row = Facilitator.objects.create(edition=edition, person=person)
    row.modules.set(modules)
    return person


def test_it_opens_to_who_runs_it_and_who_teaches_it_alone(log_in) -> None:
    edition = given(learner())
    teacher = facilitator(edition)
    address = reverse("edition_progress", args=[edition.package_id])
    assert log_in(user=coordinator()).get(address).status_code == 200
    assert log_in(user=teacher.account).get(address).status_code == 200
    assert log_in(user=learner().account).get(address).status_code == 404
    edition.state, edition.closed_at = "closed", timezone.now()
    edition.save()
    assert not may_open_progress(edition, viewer_for(teacher.account))


def test_who_teaches_finds_it_on_her_own_page_and_nobody_else_does(log_in) -> None:
    edition = given(learner())
    teacher = facilitator(edition)
    grid = reverse("edition_progress", args=[edition.package_id])
    assert grid in log_in(user=teacher.account).get(reverse("own_training")).content.decode()
    assert grid not in log_in(user=learner().account).get(reverse("own_training")).content.decode()


def test_a_facilitator_notes_what_she_teaches_and_nothing_else() -> None:
    one = learner(visibility="visible")
    edition = given(one)
    first = edition.version.modules.get()
    second = ModuleFactory(version=edition.version)
    hers, foreign = UnitFactory(module=second), first.units.first()
    teacher = facilitator(edition, second)
    row = edition.enrolments.get(person=one)
    found = grid_of(edition, viewer_for(teacher.account))
    assert found.units == [hers]
    assert found.sessions == []
    note_grid(edition=edition, by=teacher.account, said=Said(units={(row.pk, hers.pk): True}))
    assert UnitMark.objects.get().by == teacher.account
    for units in ({(row.pk, foreign.pk): True}, {(row.pk, hers.pk): False, (row.pk, foreign.pk): True}):
        with pytest.raises(ValidationError, match="quien lo imparte"):
            note_grid(edition=edition, by=teacher.account, said=Said(units=units))
    assert UnitMark.objects.count() == 1, "all of it or nothing"
    session = edition.sessions.get()
    place = session.event.registrations.get()
    with pytest.raises(ValidationError):
        take_attendance(event=session.event, by=teacher.account, states={place.pk: "absent"})


def test_attendance_is_noted_through_events_by_who_teaches_that_session() -> None:
    one = learner(visibility="visible")
    edition = given(one)
    teacher = facilitator(edition, edition.version.modules.get())
    row, session = edition.enrolments.get(), edition.sessions.get()
    before = Presence.objects.count()
    said = Said(attendance={(row.pk, session.pk): "absent"})
    assert note_grid(edition=edition, by=teacher.account, said=said) == (1, 0)
    assert note_grid(edition=edition, by=teacher.account, said=said) == (0, 0)
    assert Presence.objects.count() == before + 1


def test_whom_she_may_not_see_is_counted_and_not_named() -> None:
    edition = given(learner("Ana Vista", visibility="visible"), learner("Eva Oculta"))
    teacher = facilitator(edition)
    found = grid_of(edition, viewer_for(teacher.account))
    assert [row.name for row in found.rows] == ["Ana Vista"]
    assert found.reserved == 1


def test_a_pasted_grid_is_read_whole_and_written_when_she_agrees(log_in) -> None:
    ana, eva = learner("Ana Uno"), learner("Eva Dos")
    by = coordinator()
    edition = given(ana, eva)
    client = log_in(user=by)
    address = reverse("edition_progress_pasted", args=[edition.package_id])
    text = f"Nombre\tS1\tm1.u1\nana uno\tA\tsí\n{eva.account.email}\tJ\tno\n"
    page = client.post(address, {"text": text})
    assert page.status_code == 200
    assert UnitMark.objects.count() == 0
    client.post(address, {"text": page.context["again"], "apply": "1"})
    mark = UnitMark.objects.get()
    assert (mark.enrolment.person, mark.is_done, mark.source) == (ana, True, "imported")
    found = {row.name: row.states for row in grid_of(edition, viewer_for(by)).rows}
    session = edition.sessions.get().pk
    assert found == {"Ana Uno": {session: "absent"}, "Eva Dos": {session: "excused"}}


def test_what_is_wrong_is_told_by_row_and_nothing_is_written(log_in) -> None:
    ana = learner("Ana Uno")
    edition = given(ana, learner("Eva Dos"))
    client = log_in(user=coordinator())
    address = reverse("edition_progress_pasted", args=[edition.package_id])
    text = "Nombre;S1;m9.u9\nAna Uno;quizá;\nNadie Así;P;\n"
    page = client.post(address, {"text": text, "apply": "1"})
    assert page.status_code == 422
    said = page.content.decode()
    assert "Fila 1, m9.u9: No hay sesión ni contenido con ese nombre" in said
    assert "Fila 2, S1: “quiza” no dice cómo fue la asistencia" in said
    assert "Fila 3: “Nadie Así” no es ninguna" in said
    assert page.context["form"]["text"].value() == text
    assert UnitMark.objects.count() == 0
    mended = client.post(address, {"text": page.context["again"], "corrected": "1"})
    assert mended["Content-Disposition"] == 'attachment; filename="avance-por-corregir.xlsx"'


def test_the_list_of_a_learning_platform_is_read() -> None:
    ana = learner("Ana Uno")
    edition = given(ana)
    unit = edition.version.modules.get().units.first()
    found = grid_of(edition, viewer_for(coordinator()))
    text = f"Correo,Contenido,Completado\n{ana.account.email},{unit.content.title_es.upper()},100%\n"
    read = read_progress(found, "lista.csv", text.encode())
    assert read.problems == []
    assert read.said.units == {(edition.enrolments.get().pk, unit.pk): True}


def test_an_address_finds_nobody_who_is_under_an_alias() -> None:
    veiled = learner("Iris Velada", visibility="limitada", alias="Girasol")
    edition = given(veiled)
    teacher = facilitator(edition)
    found = grid_of(edition, viewer_for(teacher.account))
    assert [row.name for row in found.rows] == ["Girasol"]
    for who in (veiled.account.email, "Iris Velada"):
        assert read_progress(found, "a.csv", f"Correo;m1.u1\n{who};sí\n".encode()).problems
    assert read_progress(found, "a.csv", "Nombre;m1.u1\nGirasol;sí\n".encode()).is_good


def test_whoever_is_about_to_miss_it_is_told_herself_and_nobody_else() -> None:
    came, absent = learner(), learner()
    edition = given(came, absent=(absent,))
    edition.version.rule = {"attendance": 100}
    edition.version.save()
    CourseSessionFactory(edition=edition)
    by = coordinator()
    found = grid_of(edition, viewer_for(by))
    told = {row.enrolment.person_id: missed for row, missed in at_risk(found)}
    assert told == {came.pk: False, absent.pk: True}
    assert remind(edition=edition, by=by) == 2
    assert remind(edition=edition, by=by) == 2
    notices = Notice.objects.filter(says="at_risk")
    assert sorted(notices.values_list("to", flat=True)) == sorted([came.account_id, absent.account_id])
    with pytest.raises(ValidationError):
        remind(edition=edition, by=UserFactory())


def test_a_work_goes_back_and_forth_until_it_is_approved() -> None:
    ana = learner()
    edition = given(ana)
    asked = AssignmentFactory(module=edition.version.modules.get())
    row, teacher = edition.enrolments.get(), facilitator(edition)
    work = hand_in(enrolment=row, assignment=asked, by=ana.account, text="Plan")
    again = hand_in(enrolment=row, assignment=asked, by=ana.account, text="Plan mejor")
    assert list(Work.objects.all()) == [again], "what nobody looked at is replaced"
    with pytest.raises(ValidationError):
        decide(work=again, by=teacher.account, approves=False)
    decide(work=again, by=teacher.account, approves=False, comment="Falta el calendario")
    final = hand_in(enrolment=row, assignment=asked, by=ana.account, text="Con calendario")
    with pytest.raises(ValidationError):
        decide(work=final, by=learner().account, approves=True)
    decide(work=final, by=teacher.account, approves=True)
    assert [one.state for one in Work.objects.all()] == ["returned", "approved"]
    told = Notice.objects.filter(says__startswith="work_").order_by("pk")
    assert [(one.to, one.says) for one in told] == [
        (ana.account, "work_returned"),
        (ana.account, "work_approved"),
    ]
    with pytest.raises(ValidationError, match="Ya fue aprobado"):
        hand_in(enrolment=row, assignment=asked, by=ana.account, text="Otro")
    assert work.pk != again.pk


def test_her_file_opens_to_her_and_to_who_decides_alone(log_in) -> None:
    ana = learner()
    edition = given(ana, learner())
    asked = AssignmentFactory(module=edition.version.modules.get())
    row = edition.enrolments.get(person=ana)
    scan = checked_scan(ContentFile(pdf_of("Plan de trabajo")))
    work = hand_in(enrolment=row, assignment=asked, by=ana.account, file=scan)
    address = reverse("work_file", args=[work.uid])
    assert log_in(user=ana.account).get(address).status_code == 200
    assert log_in(user=facilitator(edition).account).get(address).status_code == 200
    assert log_in(user=learner().account).get(address).status_code == 404
    other = facilitator(edition, ModuleFactory(version=edition.version))
    assert log_in(user=other.account).get(address).status_code == 404


def test_her_own_page_is_hers_and_its_joining_link_for_whoever_has_a_seat(log_in) -> None:
    ana, eva = learner(), learner()
    edition = given(ana, eva)
    coming = CourseSessionFactory(edition=edition)
    coming.event.audience, coming.event.joining_link = "public", "https://ejemplo.invalid/sala-secreta"
    coming.event.save()
    enrolled(coming.event, ana)
    hers = edition.enrolments.get(person=ana)
    address = reverse("own_enrolment", args=[hers.uid])
    assert "sala-secreta" in log_in(user=ana.account).get(address).content.decode()
    assert log_in(user=eva.account).get(address).status_code == 404
    other = reverse("own_enrolment", args=[edition.enrolments.get(person=eva).uid])
    assert "sala-secreta" not in log_in(user=eva.account).get(other).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_however_many_learners_the_grid_asks_the_same(number, log_in, django_assert_num_queries) -> None:
    edition = given(*(learner(visibility="visible") for _ in range(number)))
    client = log_in(user=coordinator())
    address = reverse("edition_progress", args=[edition.package_id])
    client.get(address)
    with django_assert_num_queries(27):
        client.get(address)
