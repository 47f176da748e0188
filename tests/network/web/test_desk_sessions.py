"""The desk's pages of sessions and acuerdos: planned, called, written up on one page, followed."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.accounts.enums import Role
from network.groups.models import Acuerdo, GroupSession
from network.groups.services import plan_session
from network.groups.writing_up import Agreed, RefusedError, Review, write_up
from network.messages.models import Outgoing
from network.office.models import Office
from tests.factories.records import (
    AffiliationFactory,
    GroupFactory,
    InstitutionFactory,
    PersonFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db
SESSIONS = "/gestion/mesas/sesiones/"
ACUERDOS = "/gestion/acuerdos/"


@pytest.fixture
def coordinator(log_in):
    return log_in(Role.COORDINATOR)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: dt.date(2026, 5, 12))


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def held(client, group, on="2026-03-10", *agreed, due_on="2026-04-01"):
    session = plan_session(group=group, by=client.user, number="1.ª ordinaria", happens_on=on)
    said = [Agreed(uid=uuid.uuid4(), text=one, responsible=(seat,), due_on=due_on) for one, seat in agreed]
    write_up(session=session, by=client.user, happens_on=on, minutes="Se habló.", attended=(), agreed=said)
    session.refresh_from_db()
    return session


def place(session, deed=""):
    return f"{SESSIONS}{session.uid}/{deed}"


def typed(session, **changed):
    """What the page of writing up sends, with three empty lines."""
    lines = {f"n{n}-{name}": "" for n in range(3) for name in ("text", "who", "others", "due_on")}
    lines |= {f"n{n}-uid": str(uuid.uuid4()) for n in range(3)}
    values = {"happens_on": "2026-05-12", "happens_at": "18:00", "minutes": "Se revisó.", "lineas": "3"}
    return {"agenda": session.agenda, **values, **lines, **changed}


@pytest.mark.parametrize(
    "path", ["", "levantar/", "convocar/", "corregir/", "cancelar/", "papel/asistencia/"]
)
def test_sessions_are_for_who_coordinates_the_network_alone(log_in, coordinator, path):
    session = plan_session(group=GroupFactory(), by=coordinator.user, happens_on="2026-06")
    for role in (Role.MEMBER, Role.ADMINISTRATOR):
        assert log_in(role).get(place(session, path)).status_code == 404
    assert coordinator.get(place(session, path)).status_code == 200


def test_one_page_keeps_attendance_what_became_of_earlier_acuerdos_and_the_new_ones(coordinator):
    seat, other = SeatFactory(role="lead"), SeatFactory()
    group = seat.group
    other.group = group
    other.save()
    guest = InstitutionFactory(name="Universidad Invitada")
    came = SeatFactory(group=group, institution=seat.institution, person=PersonFactory(name="Ana F.")).person
    first = held(
        coordinator,
        group,
        "2026-03-10",
        ("Capacitar", seat.institution),
        ("Medir", seat.institution),
        ("Publicar", other.institution),
    )
    done, carried, dropped = first.acuerdos.order_by("number")
    session = plan_session(group=group, by=coordinator.user, happens_on="2026-05-12", agenda="Uno\nDos")
    html = text(coordinator.get(place(session, "levantar/")))
    assert "abierto desde el 10 de marzo de 2026 (2 meses)" in html
    said = typed(
        session,
        **{
            f"estado-{seat.institution.package_id}": "present",
            f"vino-{seat.institution.package_id}": [str(came.uid)],
            f"estado-{other.institution.package_id}": "excused",
            "others": "Universidad Invitada",
            f"r-{done.uid}-outcome": "done",
            f"r-{done.uid}-on": "2026-04-20",
            f"r-{carried.uid}-outcome": "carried",
            f"r-{carried.uid}-due_on": "2026-07",
            f"r-{dropped.uid}-outcome": "dropped",
            f"r-{dropped.uid}-words": "Ya no hace falta.",
            "n0-text": "Hacer un diagnóstico",
            "n0-who": other.institution.package_id,
            "n0-due_on": "2026-06-30",
            "n2-text": "Invitar a la universidad",
            "n2-others": "Universidad Invitada",
        },
    )
    for _twice in range(2):  # the same page, sent twice
        assert coordinator.post(place(session, "levantar/"), said).url == place(session)
    session.refresh_from_db()
    assert (session.status, session.minutes, session.happens_at) == ("held", "Se revisó.", "18:00")
    assert set(session.attendance.values_list("institution__name", "state", "role", "person__name")) == {
        (seat.institution.name, "present", "lead", None),
        (seat.institution.name, "present", "lead", "Ana F."),
        (other.institution.name, "excused", "member", None),
        (guest.name, "present", "guest", None),
    }
    for row in (done, carried, dropped):
        row.refresh_from_db()
    assert (done.status, done.done_on) == ("done", "2026-04-20")
    assert (carried.status, carried.carried_to.due_on) == ("carried_over", "2026-07")
    assert (dropped.status, dropped.dropped_because) == ("dropped", "Ya no hace falta.")
    assert list(session.acuerdos.order_by("number").values_list("number", "text", "due_on")) == [
        (1, "Medir", "2026-07"),
        (2, "Hacer un diagnóstico", "2026-06-30"),
        (3, "Invitar a la universidad", ""),
    ]
    minutes = text(coordinator.get(place(session, "papel/minuta/")))
    page = text(coordinator.get(place(session)))
    for words in (  # what was reviewed stands on the page and in the minutes
        "Revisión de acuerdos anteriores",
        "Capacitar",
        "Cumplido: 20 de abril de 2026",
        "Sigue como acuerdo 1 de esta sesión, plazo: julio de 2026",
        "Sin efecto: Ya no hace falta.",
    ):
        assert words in minutes
        assert words in page
    for words in (
        "Instituciones con asiento presentes: 1 de 2. Invitadas: 1.",
        "Ana F.",
        "Viene de la sesión",
        "Dos",
    ):
        assert words in minutes
    page = text(coordinator.get(place(session)))
    assert "Universidad Invitada" in page


def test_what_was_typed_stays_where_something_is_wrong_and_nothing_is_written(coordinator):
    seat = SeatFactory()
    earlier = held(coordinator, seat.group, "2026-03-10", ("Capacitar", seat.institution)).acuerdos.get()
    session = plan_session(group=seat.group, by=coordinator.user, happens_on="2026-05-12")
    said = typed(
        session,
        **{
            "happens_on": "2026-05-40",
            f"estado-{seat.institution.package_id}": "absent",
            f"r-{earlier.uid}-outcome": "dropped",
            "n1-due_on": "2026-06-30",
            "n2-text": "Sí se acordó",
        },
    )
    html = text(coordinator.post(place(session, "levantar/"), said))
    assert "Escriba la fecha como 2020, 03/2020 o 15/03/2020." in html
    assert "Diga por qué queda sin efecto." in html
    assert "Escriba qué se acordó, o deje vacío todo el renglón." in html
    assert "Sí se acordó" in html
    assert f'name="estado-{seat.institution.package_id}" value="absent" checked' in html
    session.refresh_from_db()
    assert session.status == "planned"


def test_what_a_verb_refuses_undoes_the_whole_page(coordinator):
    seat = SeatFactory()
    earlier = held(coordinator, seat.group, "2026-03-10", ("Capacitar", seat.institution)).acuerdos.get()
    session = plan_session(group=seat.group, by=coordinator.user, happens_on="2026-05-12")
    with pytest.raises(RefusedError) as refused:
        write_up(
            session=session,
            by=coordinator.user,
            happens_on="2026-05-12",
            minutes="",
            attended=(),
            reviews=[Review(acuerdo=earlier, outcome="done", on="2020")],
        )
    assert (refused.value.part, refused.value.place) == ("review", 0)
    session.refresh_from_db()
    assert session.status == "planned"
    said = typed(session, **{f"r-{earlier.uid}-outcome": "done", f"r-{earlier.uid}-on": "2020"})
    assert "Se acordó el 10 de marzo de 2026" in text(coordinator.post(place(session, "levantar/"), said))


def test_lines_are_added_and_all_are_marked_without_a_script_and_without_losing_anything(coordinator):
    seat = SeatFactory()
    session = plan_session(group=seat.group, by=coordinator.user, happens_on="2026-05-12")
    page = coordinator.post(place(session, "levantar/"), typed(session, mas="1", **{"n0-text": "Uno"}))
    assert len(page.context["page"].agreed) == 6
    assert "Uno" in text(page)
    page = coordinator.post(place(session, "levantar/"), typed(session, todas="1"))
    assert [line.state for line in page.context["page"].lines] == ["present"]
    session.refresh_from_db()
    assert session.status == "planned"


def test_a_protected_person_who_came_is_told_to_nobody_and_stays_in_the_list(coordinator):
    seat = SeatFactory()
    hidden = AffiliationFactory(
        institution=seat.institution, person=PersonFactory(protected=True, name="Nadia P.")
    ).person
    session = held(coordinator, seat.group)
    session.attendance.create(institution=seat.institution, state="present")
    session.attendance.create(institution=seat.institution, state="present", person=hidden)
    for deed in ("", "levantar/", "papel/minuta/", "papel/asistencia/"):
        assert "Nadia P." not in text(coordinator.get(place(session, deed)))
    coordinator.post(
        place(session, "levantar/"), typed(session, **{f"estado-{seat.institution.package_id}": "present"})
    )
    assert session.attendance.filter(person=hidden).exists()


def test_a_group_is_called_by_messages_to_institutions_and_to_who_sits_for_them(coordinator):
    Office.objects.create(office_name="Instituto", email="red@ejemplo.invalid")
    seat, other = SeatFactory(), SeatFactory()
    other.group = seat.group
    other.save()
    person = SeatFactory(
        group=seat.group, institution=seat.institution, person=PersonFactory(name="Ana F.")
    ).person
    session = plan_session(
        group=seat.group,
        by=coordinator.user,
        happens_on="2026-06-02",
        happens_at="10:00",
        agenda="Lista\nInforme",
    )
    form = coordinator.get(place(session, "convocar/")).context["form"]
    assert {line["chosen"] for line in form.lines()} == {str(person.uid), ""}
    said = {
        "uid": str(uuid.uuid4()),
        "note": "",
        "language": "es",
        "para": [seat.institution.package_id, other.institution.package_id],
        f"a-{seat.institution.package_id}": str(person.uid),
        f"correo-{other.institution.package_id}": "no es correo",
    }
    assert "Escriba el correo" in text(coordinator.post(place(session, "convocar/"), said))
    assert not Outgoing.objects.exists()
    said[f"correo-{other.institution.package_id}"] = "oficialia@ejemplo.invalid"
    answer = coordinator.post(place(session, "convocar/"), said)
    assert Outgoing.objects.get(person=person).institution == seat.institution
    its = Outgoing.objects.get(person=None)
    assert (its.institution, its.email) == (other.institution, "oficialia@ejemplo.invalid")
    letter = " ".join(its.paragraphs)
    assert "2 de junio de 2026, a las 10:00" in letter
    assert "- Lista\n- Informe" in letter
    assert f"/gestion/mensajes/envio/{its.mailing.uid}/" in answer.url
    assert answer.url in text(coordinator.get(place(session)))


@pytest.mark.parametrize("number", [1, 3])
def test_every_page_asks_as_many_questions_for_three_as_for_one(coordinator, number):
    group = GroupFactory()
    seats = [SeatFactory(group=group) for _ in range(number)]
    for seat in seats:
        SeatFactory(group=group, institution=seat.institution, person=PersonFactory())
        held(coordinator, group, "2026-03-10", ("Capacitar", seat.institution))
    session = plan_session(group=group, by=coordinator.user, happens_on="2026-05-12")
    pages = ("/gestion/mesas/", f"/gestion/mesas/{group.package_id}/", place(session), ACUERDOS)
    asked = []
    for path in (*pages, place(session, "levantar/")):
        coordinator.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert coordinator.get(path).status_code == 200
        asked.append(len(queries))
    assert asked == [10, 11, 9, 9, 12]


def test_acuerdos_are_found_by_who_owes_them_and_by_what_has_passed_its_day(coordinator):
    seat, other = SeatFactory(), SeatFactory()
    held(coordinator, seat.group, "2026-03-10", ("Vencido", seat.institution))
    held(coordinator, other.group, "2026-04-10", ("Sin plazo", other.institution), due_on="")
    held(coordinator, other.group, "2026-04-11", ("Por mayo", other.institution), due_on="2026-05")

    def found(**asked):
        rows = coordinator.get(ACUERDOS, asked).context["listing"].page.object_list
        return [row["acuerdo"].text for row in rows]

    assert found() == ["Vencido", "Por mayo", "Sin plazo"]
    assert found(plazo="vencidos") == ["Vencido"]
    assert found(plazo="sin-fecha") == ["Sin plazo"]
    assert found(institucion=other.institution.package_id) == ["Por mayo", "Sin plazo"]
    assert found(mesa=seat.group.package_id) == ["Vencido"]
    assert found(estado="done") == []
    lines = coordinator.get(ACUERDOS, {"formato": "csv"}).content.decode().splitlines()
    assert lines[1] == (
        f'{seat.group.name},"1.ª ordinaria, 10 de marzo de 2026",1,Vencido,{seat.institution.called},'
        f"{seat.institution.name},2026-03-10,2026-04-01,abierto,sí,,"
    )


def test_an_acuerdo_is_closed_opened_again_and_corrected_on_its_own_page(coordinator):
    seat = SeatFactory()
    row = held(coordinator, seat.group, "2026-03-10", ("Capacitar", seat.institution)).acuerdos.get()
    here = f"{ACUERDOS}{row.uid}/"
    assert coordinator.post(here, {"deed": "drop", "reason": ""}).context["shown"]["drop"].errors
    for said, state in (
        ({"deed": "done", "on": "2026-05-01", "note": "Constancia"}, "done"),
        ({"deed": "reopen", "reason": "Faltaba una parte."}, "open"),
        ({"deed": "drop", "reason": "Ya no."}, "dropped"),
        ({"deed": "reopen", "reason": "Siempre sí."}, "open"),
        ({"deed": "correct", "text": "Capacitar a todas", "responsible": "", "due_on": "2026"}, "open"),
    ):
        assert coordinator.post(here, said).status_code == 302
        row.refresh_from_db()
        assert row.status == state
    assert (row.text, row.due_on) == ("Capacitar a todas", "2026")
    assert coordinator.post(here, {"deed": "remove", "reason": "Se repitió."}).status_code == 302
    assert not Acuerdo.objects.exists()


def test_a_session_is_cancelled_with_a_reason_and_comes_back(coordinator):
    session = plan_session(group=GroupFactory(), by=coordinator.user, happens_on="2026-06-02")
    assert coordinator.post(place(session, "cancelar/"), {"reason": ""}).status_code == 200
    coordinator.post(place(session, "cancelar/"), {"reason": "Falta de quórum"})
    assert "Falta de quórum" in text(coordinator.get(place(session)))
    assert coordinator.get(place(session, "papel/asistencia/")).status_code == 404
    coordinator.post(place(session, "reponer/"))
    assert GroupSession.objects.get().status == "planned"


def test_everyone_reads_what_a_public_session_agreed_and_nobody_where_it_was_or_what_was_said(coordinator):
    seat = SeatFactory()
    session = held(coordinator, seat.group, "2026-03-10", ("Capacitar a todas", seat.institution))
    GroupSession.objects.update(place="Sala de Cabildo")
    public = f"/mesas/{seat.group.package_id}/"
    assert "Capacitar a todas" not in text(Client().get(public))
    coordinator.post(place(session, "publicar/"), {"publico": "1"})
    html = text(Client().get(public))
    assert "Capacitar a todas" in html
    for hidden in ("Sala de Cabildo", "Se habló."):
        assert hidden not in html
    plan_session(group=seat.group, by=coordinator.user, number="Próxima", happens_on="2026-06-02")
    assert "Próxima" not in text(Client().get(public))
    assert "Próxima" in text(coordinator.get(public))
