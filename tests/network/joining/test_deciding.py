"""The queue: for whoever coordinates, in her scope; each decision with the message that was shown before."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client

from network.accounts.enums import Role, ScopeKind
from network.accounts.models import Grant, User
from network.joining.deciding import decline, decline_words, letter_to
from network.joining.models import Application, Consent
from network.journal.models import Entry
from network.messages.models import Mailing, Outgoing
from network.people.models import Affiliation, Person
from tests.factories.accounts import UserFactory
from tests.factories.records import AffiliationFactory, InstitutionFactory, PersonFactory, TerritoryFactory

from .ways_in import FORM, applied, link, said

pytestmark = pytest.mark.django_db

QUEUE = "/gestion/ingresos/"


def page(row, deed=""):
    return f"{QUEUE}{row.uid}/{deed}"


def decided(client, row, deed, **typed):
    """First what is said, then the message, then it is done: as the three presses of a browser."""
    path = page(row, f"{deed}/")
    seen = client.post(path, {**typed, "ver": "1"})
    assert seen.status_code == 200, seen.content.decode()
    form = seen.context["form"]
    words = {"subject": form.data["subject"], "body": form.data["body"]}
    assert seen.context["message"]["body"].count(words["body"].split("\n")[0])
    row.refresh_from_db()
    assert row.decided_at is None
    return client.post(path, {**typed, **words, "enviar": "1"})


def test_who_sees_the_queue(log_in, coordinator):
    jalisco, colima = (TerritoryFactory(name=name) for name in ("Jalisco", "Colima"))
    here = InstitutionFactory(name="Instituto de las Mujeres", region=jalisco)
    row = applied()
    waiting = Client().post(FORM, said(email="sin@ejemplo.invalid"))
    assert waiting.status_code == 302
    unconfirmed = Application.objects.get(email="sin@ejemplo.invalid")
    seen = {
        "network": (Role.COORDINATOR, ScopeKind.NETWORK, ""),
        "territory": (Role.COORDINATOR, ScopeKind.TERRITORY, str(jalisco.pk)),
        "institution": (Role.COORDINATOR, ScopeKind.INSTITUTION, here.package_id),
    }
    not_seen = {
        "elsewhere": (Role.COORDINATOR, ScopeKind.TERRITORY, str(colima.pk)),
        "administrator": (Role.ADMINISTRATOR, ScopeKind.NETWORK, ""),
        "member": (Role.MEMBER, ScopeKind.NETWORK, ""),
        "liaison": (Role.LIAISON, ScopeKind.INSTITUTION, here.package_id),
        "analyst": (Role.ANALYST, ScopeKind.NETWORK, ""),
        "group": (Role.COORDINATOR, ScopeKind.GROUP, "mesa"),
    }
    for role, scope, key in seen.values():
        client = log_in(role, scope=scope, key=key)
        assert "Ana Ejemplo" in client.get(QUEUE).content.decode()
        assert client.get(page(row)).status_code == 200
        assert client.get(page(unconfirmed)).status_code == 404
    for role, scope, key in not_seen.values():
        client = log_in(role, scope=scope, key=key)
        assert "Ana Ejemplo" not in client.get(QUEUE).content.decode()
        for deed in ("", "aceptar/", "declinar/", "preguntar/"):
            assert client.get(page(row, deed)).status_code == 404
    assert Client().get(page(row)).status_code == 302
    assert Client().get(page(unconfirmed)).status_code == 302


@pytest.mark.parametrize("number", [1, 3])
def test_three_applications_are_listed_with_as_many_questions_as_one(
    coordinator, number, django_assert_num_queries
):
    for place in range(number):
        applied(email=f"a{place}@ejemplo.invalid")
    coordinator.get(QUEUE)
    with django_assert_num_queries(6):
        assert len(coordinator.get(QUEUE).context["rows"]) == number


def test_she_is_accepted_as_new_and_chooses_her_password(coordinator):
    place = InstitutionFactory(name="Instituto de las Mujeres")
    row = applied()
    answer = decided(coordinator, row, "aceptar", institution=place.name, is_verified="on")
    assert "/gestion/mensajes/uno/" in answer["Location"]
    row.refresh_from_db()
    user = User.objects.get(email="ana@ejemplo.invalid")
    person = user.person
    assert (row.state, row.person, person.visibility, person.name) == (
        "accepted", person, "oculta", "Ana Ejemplo",
    )  # fmt: skip
    assert Grant.objects.get(user=user).role == Role.MEMBER
    affiliation = Affiliation.objects.get(person=person)
    assert (affiliation.institution, affiliation.verified_by) == (place, coordinator.user)
    assert Consent.objects.get().person == person
    assert user.has_usable_password() is False
    outgoing = Outgoing.objects.get()
    assert outgoing.link == f"enter:{row.uid}"
    assert mail.outbox[-1].to == ["ana@ejemplo.invalid"]
    path, client = link(), Client()
    assert client.get(path).status_code == 200
    assert client.head(path).status_code == 200
    to_password = client.post(path)
    form = client.get(to_password.url, follow=True)
    secret = "una-clave-larga-2026"
    done = client.post(form.redirect_chain[-1][0], {"password1": secret, "password2": secret})
    assert (done.status_code, done["Location"]) == (302, "/mi-perfil/como-quiero-ser-vista/")
    assert client.get("/integrantes/").status_code == 200
    assert client.post(path).status_code == 200  # she has a password now: it opens nothing any more
    user.refresh_from_db()
    assert user.check_password(secret)


def test_an_application_in_english_is_answered_in_english_and_so_is_whatever_follows(coordinator):
    row = applied()
    Application.objects.update(language="en")
    row.refresh_from_db()
    decided(coordinator, row, "aceptar", institution=InstitutionFactory().name, is_verified="on")
    assert link().startswith("/en/")
    assert User.objects.get(email="ana@ejemplo.invalid").language == "en"


def test_a_listed_person_is_claimed_and_keeps_what_the_list_says(coordinator):
    listed = AffiliationFactory(person__name="Ana Ejemplo", person__post_title="Directora").person
    row = applied()
    shown = coordinator.get(page(row)).content.decode()
    assert "Directora" in shown
    refused = coordinator.post(page(row, "aceptar/"), {"ver": "1"})
    assert refused.status_code == 422
    decided(coordinator, row, "aceptar", person=str(listed.uid))
    listed.refresh_from_db()
    assert Person.objects.count() == 1
    assert (listed.account.email, listed.post_title, listed.email) == (
        "ana@ejemplo.invalid", "Directora", "ana@ejemplo.invalid",
    )  # fmt: skip


def test_a_protected_woman_is_neither_compared_nor_claimed(coordinator):
    hidden = AffiliationFactory(
        person__name="Ana Ejemplo", person__email="ana@ejemplo.invalid", person__protected=True
    ).person
    row = applied()
    html = coordinator.get(page(row)).content.decode()
    assert str(hidden.uid) not in html
    assert coordinator.get(page(row, "aceptar/")).context["others"] == []
    answer = coordinator.post(page(row, "aceptar/"), {"person": str(hidden.uid), "ver": "1", "enviar": "1"})
    assert answer.status_code == 422
    hidden.refresh_from_db()
    assert hidden.account is None


def test_what_asks_for_a_record_vanishes_with_its_protection(coordinator):
    listed = PersonFactory(name="Ana Ejemplo")
    row = applied()
    Application.objects.filter(pk=row.pk).update(person=listed)
    assert coordinator.get(page(row)).status_code == 200
    Person.objects.update(visibility="protegida")
    assert coordinator.get(page(row)).status_code == 404
    assert "Ana Ejemplo" not in coordinator.get(QUEUE).content.decode()
    assert "Ana Ejemplo" not in coordinator.get("/gestion/").content.decode()


def test_she_is_asked_and_answers_by_her_link(coordinator):
    row = applied()
    decided(coordinator, row, "preguntar", question="¿En qué área trabaja?")
    row.refresh_from_db()
    assert (row.state, row.times_asked) == ("asked", 1)
    assert "¿En qué área trabaja?" in mail.outbox[-1].body
    path, client = link(), Client()
    for look in (client.get, client.head):
        assert look(path).status_code == 200
    assert client.post(path, {"answer": ""}).status_code == 422
    assert client.post(path, {"answer": "En igualdad."}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.answer) == ("waiting", "En igualdad.")
    assert "Ya se respondió" in client.get(path).content.decode()
    decided(coordinator, row, "preguntar", question="¿Y desde cuándo?")
    assert client.get(path).status_code == 404  # the question of the first turn
    assert Client().get(link()).status_code == 200


def test_it_is_declined_with_its_reason_and_looked_at_again(coordinator):
    row = applied()
    assert coordinator.post(page(row, "declinar/"), {"reason": "other", "ver": "1"}).status_code == 422
    decided(coordinator, row, "declinar", reason="institution", note="Vuelva en enero.")
    row.refresh_from_db()
    assert (row.state, row.decline_reason) == ("declined", "institution")
    assert "Vuelva en enero." in mail.outbox[-1].body
    assert "http" not in mail.outbox[-1].body
    coordinator.post(page(row, "ver-de-nuevo/"))
    row.refresh_from_db()
    assert (row.state, row.decline_reason, row.decided_at) == ("waiting", "", None)
    verbs = list(Entry.objects.filter(subject_uid=row.uid).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["apply", "confirm_application", "decline_application", "look_at_application_again"]


def test_nothing_is_decided_twice(coordinator):
    row = applied()
    message = letter_to(row, "decline", {"motivo": ""})
    decline(application=row, reason="other", note="x", message=message, by=None)
    with pytest.raises(ValidationError):
        decline(application=row, reason="other", note="x", message=message, by=None)
    assert Mailing.objects.count() == 1
    assert coordinator.post(page(row, "aceptar/"), {"enviar": "1"}).status_code == 302
    assert User.objects.filter(email="ana@ejemplo.invalid").count() == 0


def test_the_message_is_sent_as_it_was_changed(coordinator):
    row = applied()
    path = page(row, "declinar/")
    typed = {"reason": "other", "note": "x", "subject": "Su solicitud", "body": "Uno.\n\nDos.", "enviar": "1"}
    assert coordinator.post(path, typed).status_code == 302
    assert Outgoing.objects.get().paragraphs == ["Uno.", "Dos."]
    assert mail.outbox[-1].subject == "Su solicitud"


@pytest.mark.parametrize("deed", ["preguntar", "declinar"])
def test_left_as_it_was_it_keeps_its_short_text_and_changed_it_is_copied_as_changed(coordinator, deed):
    said = {"question": "¿En qué área?", "reason": "institution", "note": "Vuelva en enero."}
    kind, words = {
        "preguntar": ("question", {"pregunta": said["question"]}),
        "declinar": ("decline", {"motivo": decline_words(said["reason"], said["note"])}),
    }[deed]
    row, other = applied(), applied(email="otra@ejemplo.invalid")
    decided(coordinator, row, deed, **said)
    kept = Outgoing.objects.get()
    assert kept.short
    assert tuple(kept.short) == letter_to(row, kind, words).short
    coordinator.post(page(other, f"{deed}/"), {**said, "subject": "S", "body": "Uno.", "enviar": "1"})
    assert (Outgoing.objects.latest("pk").paragraphs, Outgoing.objects.latest("pk").short) == (["Uno."], [])


def test_the_journal_and_the_desk_name_nobody(coordinator):
    applied()
    desk = coordinator.get("/gestion/").content.decode()
    assert "Instituto de las Mujeres" in desk
    assert "Ana Ejemplo" not in desk
    assert "Ana Ejemplo" not in coordinator.get("/gestion/bitacora/").content.decode()


def of_jalisco(log_in):
    """A coordinator of a territory, and the institution of hers that applications name."""
    jalisco = TerritoryFactory(name="Jalisco")
    place = InstitutionFactory(name="Instituto de las Mujeres", region=jalisco)
    return log_in(Role.COORDINATOR, scope=ScopeKind.TERRITORY, key=str(jalisco.pk)), place


def test_whoever_coordinates_a_part_reads_what_she_sent_and_nothing_else(log_in):
    client, _place = of_jalisco(log_in)
    hers, other = applied(), applied(email="otra@ejemplo.invalid", institution="Otra institución")
    for row, note in ((hers, "Vuelva en enero."), (other, "Texto de otra parte.")):
        message = letter_to(row, "decline", {"motivo": note})
        decline(application=row, reason="other", note="x", message=message, by=None)
    html = client.get(page(hers)).content.decode()
    assert "Vuelva en enero." in html
    assert "Texto de otra parte." not in html
    assert "/gestion/mensajes/" not in html
    assert client.get(page(other)).status_code == 404
    assert client.get(f"/gestion/mensajes/uno/{Outgoing.objects.first().uid}/").status_code == 404


@pytest.mark.parametrize("backend", ["locmem", "console"])
def test_her_link_is_shown_to_a_part_only_where_no_email_takes_it_to_her(log_in, settings, backend):
    client, place = of_jalisco(log_in)
    row = applied()
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    answer = decided(client, row, "aceptar", institution=place.name)
    assert answer["Location"] == page(row)
    html = client.get(page(row)).content.decode()
    assert "Lo que dice el mensaje" in html
    assert ("/unirse/entrar/" in html) == (backend == "console")


def test_what_was_written_is_closed_with_her_protection(log_in):
    client, place = of_jalisco(log_in)
    row = applied()
    decided(client, row, "aceptar", institution=place.name)
    Person.objects.update(visibility="protegida")
    assert client.get(page(row)).status_code == 404


def test_accepted_without_an_institution_she_is_no_longer_of_that_part(log_in):
    client, _place = of_jalisco(log_in)
    row = applied()
    assert decided(client, row, "aceptar")["Location"] == QUEUE
    assert client.get(QUEUE).status_code == 200


def test_an_account_with_the_address_of_somebody_else_is_refused(coordinator):
    row = applied()
    PersonFactory(name="Otra", account=UserFactory(email="ana@ejemplo.invalid"))
    answer = coordinator.post(
        page(row, "aceptar/"), {"person": "nueva", "subject": "a", "body": "b", "enviar": "1"}
    )
    assert answer.status_code == 422
    row.refresh_from_db()
    assert (row.state, Person.objects.count()) == ("waiting", 1)
