"""The pages of trainings: who finds which, how one enrols on them, and how many queries they take."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.accounts.enums import Role, ScopeKind
from network.joining.privacy import mark_of, notice_in_force
from network.office.models import Office
from tests.factories.events import EventFactory
from tests.factories.records import InstitutionFactory
from tests.factories.training import (
    AssignmentFactory,
    ContentFactory,
    CurriculumFactory,
    EnrolmentFactory,
    LearnedFactory,
    VersionFactory,
)
from training.enrolling import decide
from training.links import consent_token
from training.models import Curriculum, Edition, Enrolment, SuperiorConsent

from .steps import asked, coordinator, liaison, lists, member, published, taught

pytestmark = pytest.mark.django_db


def agreed(**more):
    return {"consent": "on", "mark": mark_of(notice_in_force()), **more}


def get(client, name, *args, status=200):
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == status, (name, answer.status_code)
    return answer


def post(client, page, *args, status=302, **said):
    answer = client.post(reverse(page, args=args), said)
    assert answer.status_code == status, (page, answer.status_code)
    return answer


def bare(answer):
    """Without the tokens that no two answers share."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


def offered(client):
    return {str(row["row"]) for row in get(client, "trainings").context["listing"].page.object_list}


def coming(client):
    return {row.row.package_id for row in get(client, "trainings").context["coming"]}


def test_each_finds_what_is_offered_to_her(log_in):
    taught(title="Para todas", audience="public")
    taught(title="De la red", audience="members")
    taught(title="Archivado", audience="public", is_archived=True)
    VersionFactory(curriculum=CurriculumFactory(title="En borrador", audience="public"), draft=True)
    assert offered(Client()) == offered(log_in(Role.ANALYST)) == {"Para todas"}
    assert offered(log_in(user=member().account)) == {"Para todas", "De la red"}
    assert offered(log_in(Role.COORDINATOR)) == {"Para todas", "De la red", "En borrador"} - {"En borrador"}


def test_an_edition_is_for_whom_its_curriculum_is_and_by_invitation_for_the_invited(log_in):
    open_ = published(version=taught(audience="public"))
    of_members = published(version=taught())
    invited_only = published(version=taught(audience="public"), entry="invitation")
    ana = member()
    EnrolmentFactory(edition=invited_only, person=ana, state="invited")
    assert coming(Client()) == {open_.package_id}
    assert coming(log_in(user=member().account)) == {open_.package_id, of_members.package_id}
    assert coming(log_in(user=ana.account)) == {row.package_id for row in (open_, of_members, invited_only)}


def test_what_is_not_for_her_is_as_what_is_not_there(log_in):
    hidden = published(entry="invitation")
    draft = VersionFactory(draft=True, curriculum=CurriculumFactory(audience="public")).curriculum
    client = log_in(user=member().account)
    for name, key in (("edition", hidden.package_id), ("curriculum", draft.package_id)):
        there = bare(get(client, name, key, status=404)).replace(key, "ninguna")
        assert there == bare(get(client, name, "ninguna", status=404))
        there = get(Client(), name, key, status=302)
        assert there["Location"].startswith(reverse("account_login"))
    for name in ("edition_enrol", "edition_enrol_other"):
        get(client, name, hidden.package_id, status=404)


def test_she_enrols_by_the_page_and_the_page_says_so(log_in):
    edition, ana = published(seats=1), member()
    client = log_in(user=ana.account)
    key = edition.package_id
    assert get(client, "edition", key).context["may_ask"]
    assert "Sin su consentimiento" in post(client, "edition_enrol", key, status=422, need="").content.decode()
    post(client, "edition_enrol", key, **agreed())
    shown = get(client, "edition", key)
    assert shown.context["own"]["badge"].label == "inscrita" or shown.context["own"]["may_withdraw"]
    assert not shown.context["may_ask"]
    post(client, "edition_deed", key, deed="withdraw")
    assert lists(edition) == [["cancelled"], ["cancelled"]]
    assert get(client, "edition", key).context["may_ask"]


def test_whoever_waits_for_a_seat_reads_so_on_her_own_page_too(log_in):
    edition = published(seats=1)
    asked(edition)
    row = asked(edition)
    client = log_in(user=row.person.account)
    (line,) = get(client, "own_training").context["lines"]
    pages = (line["badge"], get(client, "own_enrolment", row.uid).context["badge"])
    assert [badge.label for badge in pages] == ["en lista de espera"] * 2


def test_what_she_lacks_stands_above_the_form_and_refuses_it(log_in):
    version = taught()
    version.prerequisites.add(ContentFactory(title_es="Perspectiva de género"))
    edition, ana = published(version=version), member()
    client = log_in(user=ana.account)
    page = get(client, "edition_enrol", edition.package_id)
    assert [str(content) for content in page.context["lacking"]] == ["Perspectiva de género"]
    refused = post(client, "edition_enrol", edition.package_id, status=422, **agreed())
    assert "Antes necesita haber cursado: Perspectiva de género." in refused.content.decode()
    LearnedFactory(person=ana, content=version.prerequisites.get())
    post(client, "edition_enrol", edition.package_id, **agreed())
    assert edition.enrolments.get().state == "in"


def test_her_superior_says_yes_by_the_link_which_names_nobody(log_in, mailoutbox):
    edition = published(asks_consent=True, version=taught(title="Violencia laboral"))
    ana = member(name="Ana Prueba Oculta")
    client = log_in(user=ana.account)
    jefa = {"superior_name": "Jefa Prueba", "superior_email": "jefa@ejemplo.invalid"}
    post(client, "edition_enrol", edition.package_id, **agreed(), **jefa)
    row = edition.enrolments.get()
    assert (row.state, lists(edition)) == ("asked", [[], []])
    shown = get(client, "edition", edition.package_id)
    assert "Ana Prueba Oculta" in shown.context["own"]["consent_text"]
    assert "iolencia" not in shown.context["own"]["consent_text"]
    token, visitor = consent_token(row.consent), Client()
    page = get(visitor, "training_consent", token).content.decode()
    assert "Ana" not in page
    assert "iolencia" not in page.replace("violencia", "", 0).split("<main")[1].split("</main>")[0]
    assert row.state == Enrolment.objects.get().state  # looking changed nothing
    post(visitor, "training_consent", token, status=422)
    post(visitor, "training_consent", token, status=200, answer="yes")
    row.refresh_from_db()
    assert (row.state, lists(edition)) == ("in", [["enrolled"], ["enrolled"]])
    post(visitor, "training_consent", token, status=200, answer="no")  # answered once
    assert SuperiorConsent.objects.get().state == "given"
    get(visitor, "training_consent", token[:-2] + "xx", status=404)
    assert row.place.consents.count() == 1


def test_a_no_ends_it_and_she_is_told(log_in):
    edition = published(asks_consent=True)
    row = asked(edition)
    post(Client(), "training_consent", consent_token(row.consent), status=200, answer="no")
    row.refresh_from_db()
    assert row.state == "refused"
    assert sorted(row.mails.values_list("says", flat=True)) == ["consent", "no_consent", "received"]
    get(Client(), "training_consent", consent_token(row.consent))


def test_a_link_of_whoever_withdrew_answers_nothing(log_in):
    edition = published(asks_consent=True)
    row = asked(edition)
    post(log_in(user=row.person.account), "edition_deed", edition.package_id, deed="withdraw")
    get(Client(), "training_consent", consent_token(row.consent), status=404)
    post(Client(), "training_consent", consent_token(row.consent), status=404, answer="yes")
    row.refresh_from_db()
    assert row.state == "withdrawn"


def test_the_office_notes_what_a_signed_letter_says_and_selection_still_decides(log_in):
    by = coordinator()
    edition = published(by=by, asks_consent=True, entry="selection", criteria="Antigüedad")
    row = asked(edition, reasons="Porque sí")
    client = log_in(user=by)
    get(client, "desk_enrolment", edition.package_id, row.uid)
    refused = post(client, "desk_enrolments", edition.package_id, inscripcion=str(row.uid), deed="accept")
    assert Enrolment.objects.get().state == "asked", refused
    post(client, "desk_enrolment", edition.package_id, row.uid, deed="consents")
    assert Enrolment.objects.get().state == "asked"
    assert (row.consent.__class__.objects.get().state, SuperiorConsent.objects.get().way) == (
        "given",
        "paper",
    )
    post(client, "desk_enrolments", edition.package_id, inscripcion=str(row.uid), deed="accept", told="¡Sí!")
    assert Enrolment.objects.get().state == "in"


def test_a_liaison_enrols_by_her_page_which_tells_nothing_of_whoever_is_in(log_in):
    salud = InstitutionFactory(name="Salud")
    enlace, ana = liaison(salud), member(salud)
    edition = published(seats=5, entry="liaison")
    client = log_in(user=enlace.account)
    said = {"name": "x", "email": ana.account.email, "pool": "on_site"}
    first = post(client, "edition_enrol_other", edition.package_id, **said)
    second = post(client, "edition_enrol_other", edition.package_id, **said)
    assert first["Location"] == second["Location"]
    assert edition.enrolments.get().person == ana
    get(log_in(user=ana.account), "edition_enrol_other", edition.package_id, status=404)


def test_the_enrolled_alone_are_told_of_the_own_platform(log_in):
    edition = published(version=taught(audience="public"), elearning_link="https://aula.ejemplo.invalid/7")
    row, other = asked(edition), member()
    link = "aula.ejemplo.invalid"
    assert link in get(log_in(user=row.person.account), "edition", edition.package_id).content.decode()
    for client in (Client(), log_in(user=other.account)):
        assert link not in get(client, "edition", edition.package_id).content.decode()


def made(client, title="Diplomado de prueba"):
    post(client, "desk_curriculum_new", title=title, kind="diplomado", audience="members")
    return Curriculum.objects.get(title=title)


def test_a_coordinator_makes_a_curriculum_and_an_edition_by_the_pages(log_in):
    InstitutionFactory(name="Instituto de las Mujeres", short_name="IMM")
    content = ContentFactory()
    client = log_in(Role.COORDINATOR)
    row = made(client)
    key = row.package_id
    assert get(client, "desk_curriculum", key).context["missing"]
    post(client, "desk_curriculum_deed", key, deed="in_force")
    assert not row.versions.filter(state="in_force").exists()
    post(client, "desk_module_new", key, title="Primero")
    module = row.versions.get().modules.get()
    unit = {"content": content.pk, "hours": "4", "level": "basic", "is_required": "on"}
    post(client, "desk_unit_new", key, module.uid, status=422, **{**unit, "hours": "muchas"})
    post(client, "desk_unit_new", key, module.uid, **unit)
    post(client, "desk_unit_new", key, module.uid, status=422, **unit)  # a content once per module
    post(client, "desk_assignment_new", key, module.uid, title="Plan", is_required="on")
    for name, part in (("desk_unit", module.units.get()), ("desk_assignment", module.assignments.get())):
        get(client, name, key, part.uid)
    get(client, "desk_module", key, module.uid)
    get(client, "desk_curriculum_conditions", key)
    post(client, "desk_curriculum_conditions", key, status=422, equivalences="nada que ver")
    rule = {"lines": "2", "attendance_share": "75", "l0-kind": "attendance", "l0-number": "80"}
    post(client, "desk_curriculum_rule", key, status=422, **{**rule, "l0-number": ""})
    post(client, "desk_curriculum_rule", key, **rule, **{"l1-kind": "some", "l1-number": "1", "l1-of": "m1"})
    draft = row.versions.get()
    assert draft.rule == {"all": [{"attendance": 80}, {"some": [{"module": "m1"}], "number": 1}]}
    get(client, "desk_curriculum_rule", key)
    post(client, "desk_curriculum_deed", key, deed="in_force")
    post(client, "desk_curriculum_deed", key, deed="edition")
    edition = Edition.objects.get()
    step = "desk_edition_step"
    post(client, step, edition.package_id, 1, modality="mixed", provides="IMM")
    post(client, step, edition.package_id, 2, status=422, entry="selection")
    post(client, step, edition.package_id, 2, entry="self")
    post(client, step, edition.package_id, 3, status=422, facilitators="Nora | U | 9")
    post(client, step, edition.package_id, 3, facilitators="Nora Ejemplo | Universidad | 1 | 1,5")
    assert get(client, step, edition.package_id, 3).context["form"].initial["facilitators"] == (
        "Nora Ejemplo | Universidad | 1 | 1,5"
    )
    assert get(client, "desk_edition", edition.package_id).context["missing"]
    day = (timezone.localdate() + dt.timedelta(days=20)).isoformat()
    session = {"title": "Primera", "day": day, "begins": "10:00", "ends": "13:00", "module": module.pk}
    post(client, "desk_edition_session_new", edition.package_id, status=422, **session)
    post(client, "desk_edition_session_new", edition.package_id, **session, seats_on_site="20")
    one = edition.sessions.get()
    get(client, "desk_edition_session", edition.package_id, one.uid)
    get(client, "desk_edition_attach", edition.package_id)
    other = EventFactory(draft=True)
    post(client, "desk_edition_attach", edition.package_id, event=other.pk)
    post(client, "desk_edition_deed", edition.package_id, deed="publish")
    edition.refresh_from_db()
    assert edition.state == "draft"  # the opening one is not the first
    second = edition.sessions.get(event=other)
    post(client, "desk_edition_session_remove", edition.package_id, second.uid)
    post(client, "desk_edition_deed", edition.package_id, deed="publish")
    edition.refresh_from_db()
    assert (edition.state, edition.starts_on.isoformat(), one.__class__.objects.get().event.state) == (
        "open",
        day,
        "published",
    )
    get(client, "desk_edition_cancel", edition.package_id)
    post(client, "desk_edition_cancel", edition.package_id, reason="Sin sala")
    assert Edition.objects.get().state == "cancelled"


def test_every_form_of_a_message_is_there(log_in):
    Office.objects.update_or_create(pk=1, defaults={"office_name": "Oficina", "email": "of@ejemplo.invalid"})
    by = coordinator()
    edition = published(by=by, entry="selection", criteria="x", asks_consent=True)
    row = asked(edition, reasons="y")
    client = log_in(user=by)
    for one in row.mails.all():
        get(client, "desk_enrolment_message", edition.package_id, one.uid)
        assert b"Subject:" in get(client, "desk_enrolment_message_eml", edition.package_id, one.uid).content
        letter = get(client, "desk_enrolment_message_letter", edition.package_id, one.uid, "docx")
        assert letter.content[:2] == b"PK"
    get(client, "desk_enrolment_message_letter", edition.package_id, one.uid, "exe", status=404)
    assert (
        get(log_in(user=row.person.account), "edition_consent_letter", edition.package_id, "docx").content[:2]
        == b"PK"
    )


def test_whom_the_coordinator_may_not_see_is_a_reserved_place(log_in):
    edition = published(entry="selection", criteria="x")
    row = asked(edition, member(name="Petra Protegida", visibility="protegida"), reasons="Motivo secreto")
    client = log_in(Role.COORDINATOR)
    page = get(client, "desk_enrolments", edition.package_id).content.decode()
    assert "Lugar reservado" in page
    assert "Petra" not in page
    assert "Motivo secreto" not in page
    get(client, "desk_enrolment_message", edition.package_id, row.mails.get().uid, status=404)


def test_who_runs_what(log_in):
    salud, other = InstitutionFactory(package_id="salud"), InstitutionFactory()
    mine = published(version=taught(institution=salud))
    mine.institutions.update(institution=salud)
    theirs = published(version=taught(title="Ajeno", institution=other))
    of_salud = log_in(user=coordinator(ScopeKind.INSTITUTION, "salud"))
    of_theirs = log_in(user=coordinator(ScopeKind.CURRICULUM, theirs.version.curriculum.package_id))
    for client, own, foreign in ((of_salud, mine, theirs), (of_theirs, theirs, mine)):
        get(client, "desk_trainings")
        get(client, "desk_curricula")
        get(client, "desk_edition", own.package_id)
        get(client, "desk_curriculum", own.version.curriculum.package_id)
        get(client, "desk_edition", foreign.package_id, status=404)
        get(client, "desk_enrolments", foreign.package_id, status=404)
        get(client, "desk_curriculum", foreign.version.curriculum.package_id, status=404)
    get(log_in(user=member().account), "desk_trainings", status=404)
    event = theirs.sessions.get(is_opening=True).event
    get(of_theirs, "desk_event", event.package_id)  # her session is hers to run
    get(of_salud, "desk_event", event.package_id, status=404)


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def one_of_each(by):
    version = taught(audience="public")
    AssignmentFactory(module=version.modules.first())
    edition = published(by=by, version=version, seats=9, days=(10,))
    asked(edition)
    return edition


@pytest.mark.parametrize(
    ("name", "role", "number"),
    [
        ("trainings", None, 14),
        ("desk_trainings", Role.COORDINATOR, 9),
        ("desk_curricula", Role.COORDINATOR, 8),
    ],
)
def test_a_list_takes_as_many_queries_for_three_as_for_one(log_in, name, role, number):
    by = coordinator()
    one_of_each(by)
    client = log_in(role) if role else Client()
    client.get(reverse(name))
    assert queries(client, reverse(name)) == number
    one_of_each(by), one_of_each(by)
    assert queries(client, reverse(name)) == number


def test_the_list_of_enrolments_takes_as_many_queries_for_three_as_for_one(log_in):
    by = coordinator()
    edition = published(by=by, seats=9, entry="selection", criteria="x")
    asked(edition, reasons="x")
    client, address = log_in(user=by), reverse("desk_enrolments", args=[edition.package_id])
    client.get(address)
    assert queries(client, address) == 12
    decide(enrolments=[asked(edition, reasons="x")], by=by, accepts=True)
    asked(edition, reasons="x")
    assert queries(client, address) == 12
