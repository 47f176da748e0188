"""The pages of messages: to whom they open, what they keep, and that nothing of them leaks elsewhere."""

import re

import pytest
from django.urls import reverse

from network.accounts.enums import Role
from network.accounts.services import grant
from network.people.blocks import block
from network.people.models import Block, Person
from network.relay.models import Conversation, Message, Report, Side
from network.relay.services import reply
from tests.network.relay.test_writing import hidden, member, viewer, write

pytestmark = pytest.mark.django_db


DOORS = (
    "/gestion/",
    "/gestion/buscar/?q=canario-8842",
    "/gestion/bitacora/",
    "/gestion/mensajes/",
    "/gestion/mensajes-reportados/",
    "/integrantes/?q=canario-8842",
    "/mis-mensajes/",
    "/mis-avisos/",
)


def page(answer):
    """The body without what differs by nature: tokens, moments, random ids."""
    text = answer.content.decode()
    text = re.sub(r'value="[A-Za-z0-9]{64}"|nonce="[^"]*"|<time.*?</time>', "", text)
    return re.sub(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", text)


def send(client, recipient, **said):
    values = {"about": "consultation", "text": "Hola, la busco por el protocolo", **said}
    return client.post(reverse("person_write", args=[recipient.uid]), values)


def test_from_her_page_to_her_messages(log_in):
    ana, eva = member(name="Ana Prueba"), member(name="Eva Prueba")
    client = log_in(user=ana.account)
    address = reverse("person_write", args=[eva.uid])
    assert address in client.get(eva.get_absolute_url()).content.decode()
    form = client.get(address).content.decode()
    assert "Su nombre, Ana Prueba." in form
    answer = send(client, eva)
    conversation = Conversation.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, conversation.get_absolute_url())
    hers = log_in(user=eva.account)
    assert "Una pregunta sobre su trabajo" in hers.get("/mis-mensajes/").content.decode()
    read = hers.get(conversation.get_absolute_url())
    assert "por el protocolo" in read.content.decode()
    assert "no-store" in read["Cache-Control"]
    assert "noindex" in read["X-Robots-Tag"]
    assert ana.account.email not in read.content.decode()
    hers.post(conversation.get_absolute_url(), {"text": "Con gusto"})
    assert "Con gusto" in client.get(conversation.get_absolute_url()).content.decode()


@pytest.mark.parametrize("mode", ["oculta", "protegida"])
def test_whom_she_may_not_write_to_is_like_who_is_not_there(log_in, mode):
    ana, eva = member(), member(alias="Luna")
    hidden(mode, eva)
    client = log_in(user=ana.account)
    missing = client.get("/integrantes/6b0f0dd9-5f7c-4b5e-8a53-0b6c8b2f5d11/escribir/")
    closed = client.get(reverse("person_write", args=[eva.uid]))
    assert (closed.status_code, page(closed)) == (404, page(missing))
    assert send(client, eva).status_code == 404


def test_a_conversation_is_for_its_two_alone(log_in):
    begun = write(member(), member())
    for role in Role:
        other = log_in(user=member(role=role).account)
        for name in ("conversation", "conversation_leave", "conversation_block", "conversation_report"):
            assert other.get(reverse(name, args=[begun.uid])).status_code == 404
        for name in ("conversation_share", "conversation_hide"):
            assert other.post(reverse(name, args=[begun.uid])).status_code == 404


def test_a_blocked_coordinator_gets_the_page_she_got_before(log_in, django_assert_max_num_queries):
    carla, eva, bea = member(role=Role.COORDINATOR), member(name="Igual"), member(name="Igual")
    block(blocker=eva, blocked=carla, viewer=viewer(eva))
    client = log_in(user=carla.account)
    forms = [client.get(reverse("person_write", args=[one.uid])) for one in (eva, bea)]
    assert page(forms[0]) == page(forms[1])
    said = {"about": "greeting", "text": "Hola"}
    sent = [client.post(reverse("person_write", args=[one.uid]), said, follow=True) for one in (eva, bea)]
    assert page(sent[0]).splitlines() == page(sent[1]).splitlines()
    assert sorted(Message.objects.values_list("is_delivered", flat=True)) == [False, True]


def test_blocked_in_a_conversation_reads_as_if_she_had_hidden(log_in):
    ana, eva, bea = member(), member(), member()
    with_eva, with_bea = write(ana, eva), write(ana, bea)
    for begun, one in ((with_eva, eva), (with_bea, bea)):
        reply(conversation=begun, sender=one, text="Sí")
    block(blocker=eva, blocked=ana, viewer=viewer(eva))
    hidden("oculta", bea)
    client = log_in(user=ana.account)
    first, second = (
        client.post(begun.get_absolute_url(), {"text": "¿Sigue ahí?"}, follow=True)
        for begun in (with_eva, with_bea)
    )
    assert first.status_code == second.status_code
    assert page(first).splitlines() == page(second).splitlines()
    assert "Su mensaje fue enviado." in first.content.decode()


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"text": ""}, "Escriba su mensaje antes de enviarlo."),
        ({"text": "a" * 3001}, "Tiene 3001 caracteres y caben 3000"),
        ({"about": "other", "subject": ""}, "Escriba el asunto o elija uno de la lista."),
    ],
)
def test_what_is_wrong_is_told_and_stays(log_in, said, answer):
    ana, eva = member(), member()
    shown = send(log_in(user=ana.account), eva, **said).content.decode()
    assert answer in shown
    assert said.get("text", "por el protocolo") in shown
    assert not Message.objects.exists()


def test_whoever_must_wait_keeps_her_text_and_is_told_until_when(log_in):
    ana, eva = member(), member()
    for text in "123":
        write(ana, eva, text)
    shown = send(log_in(user=ana.account), eva, text="Lo que escribí con cuidado").content.decode()
    assert "Podrá escribir de nuevo el" in shown
    assert "Lo que escribí con cuidado" in shown
    assert Message.objects.count() == 3


def test_under_an_alias_nothing_of_her_reaches_the_other(log_in):
    luna = member(name="Ana Canaria Oculta", alias="Luna", email="canaria@ejemplo.invalid",
                  post_title="Directora canaria")  # fmt: skip
    eva = member()
    hidden("limitada", luna)
    begun = write(luna, eva)
    hers = log_in(user=eva.account)
    asked = [reverse(f"conversation_{name}", args=[begun.uid]) for name in ("block", "leave", "report")]
    for address in ("/mis-mensajes/", begun.get_absolute_url(), *asked, "/mis-avisos/"):
        shown = hers.get(address).content.decode().lower()
        assert "canaria" not in shown, address
        assert luna.account.email not in shown, address


def test_hiding_leaving_and_sharing(log_in):
    ana, eva = member(), member()
    begun = write(ana, eva)
    Conversation.objects.update(subject="Un asunto propio")
    begun.refresh_from_db()
    client = log_in(user=eva.account)
    client.post(reverse("conversation_hide", args=[begun.uid]), {"ocultar": "si"})
    assert begun.subject not in client.get("/mis-mensajes/").content.decode()
    assert begun.subject in client.get("/mis-mensajes/?ver=ocultas").content.decode()
    reply(conversation=begun, sender=ana, text="¿?")
    assert begun.subject in client.get("/mis-mensajes/").content.decode()
    client.post(reverse("conversation_share", args=[begun.uid]), {"compartir": "si"})
    assert Side.objects.get(person=eva).shares_email
    client.get(reverse("conversation_leave", args=[begun.uid]))
    assert Side.objects.get(person=eva).left_at is None  # asking does nothing
    client.post(reverse("conversation_leave", args=[begun.uid]))
    assert client.get(begun.get_absolute_url()).status_code == 404
    assert not Side.objects.get(person=eva).shares_email


def test_blocking_from_a_conversation(log_in):
    ana, eva = member(), member()
    begun = write(ana, eva)
    log_in(user=eva.account).post(reverse("conversation_block", args=[begun.uid]))
    assert Block.objects.get().blocked == ana


def test_whoever_has_no_record_sees_an_empty_page_and_writes_to_nobody(log_in):
    client = log_in(Role.ADMINISTRATOR)
    assert client.get("/mis-mensajes/").status_code == 200
    assert client.post("/mis-mensajes/recibir/", {"recibir": "no"}).status_code == 404
    assert client.get(reverse("person_write", args=[member().uid])).status_code == 404


def test_showing_messages_to_the_administration(log_in):
    ana, eva = member(), member()
    begun = write(ana, eva, "canario-mostrado")
    reply(conversation=begun, sender=ana, text="canario-callado")
    client, address = log_in(user=eva.account), reverse("conversation_report", args=[begun.uid])
    first = Message.objects.get(text="canario-mostrado")
    shown = client.post(address, {"shown": [first.pk], "what": "insult", "why": "Mi motivo"}).content.decode()
    assert "Sin su acuerdo nadie los lee" in shown
    assert "Mi motivo" in shown
    client.post(address, {"shown": [first.pk], "what": "insult", "why": "", "consents": "on"})
    made = Report.objects.get()
    admin = log_in(user=member(role=Role.ADMINISTRATOR).account)
    read = admin.get(made.get_absolute_url()).content.decode()
    assert "canario-mostrado" in read
    assert "canario-callado" not in read
    assert "Mensajes mostrados a la administración" in admin.get("/gestion/").content.decode()
    wrong = admin.post(made.get_absolute_url(), {"measure": "suspension", "until": "", "note": "Mi nota"})
    assert "Mi nota" in wrong.content.decode()
    assert "Escriba el último día" in wrong.content.decode()
    assert admin.post(made.get_absolute_url(), {"measure": "warning"}).status_code == 302
    for role in set(Role) - {Role.ADMINISTRATOR}:
        other = log_in(user=member(role=role).account)
        assert other.get(made.get_absolute_url()).status_code == 404
        assert other.get("/gestion/mensajes-reportados/").status_code == 404


def test_what_two_write_stands_behind_no_other_door(log_in):
    ana, eva = member(), member()
    begun = write(ana, eva, "canario-8842 texto")
    Conversation.objects.filter(pk=begun.pk).update(subject="canario-8842 asunto")
    for role in Role:
        client = log_in(user=member(role=role).account)
        for address in DOORS:
            shown = client.get(address, follow=True).content.decode()
            assert "canario-8842 " not in shown, address


@pytest.mark.parametrize("number", [1, 3])
def test_her_list_and_a_conversation_take_the_same_queries_whatever_they_hold(
    log_in, number, django_assert_num_queries
):
    ana, eva = member(), member()
    for _ in range(number):
        begun = write(ana if number == 1 else member(), eva)
    for _ in range(number - 1):
        reply(conversation=begun, sender=eva, text="Más")
    client = log_in(user=eva.account)
    client.get("/mis-mensajes/")
    with django_assert_num_queries(13):
        client.get("/mis-mensajes/")
    with django_assert_num_queries(17):
        client.get(begun.get_absolute_url())


@pytest.mark.parametrize("number", [1, 3])
def test_reports_take_the_same_queries_whatever_there_is(log_in, number, django_assert_num_queries):
    for _ in range(number):
        Report.objects.create(what="insult")
    client = log_in(user=member(role=Role.ADMINISTRATOR).account)
    client.get("/gestion/mensajes-reportados/")
    with django_assert_num_queries(7):
        client.get("/gestion/mensajes-reportados/")


def test_a_mail_names_neither_of_them_nor_an_address_but_where_it_goes(
    mailoutbox, settings, django_capture_on_commit_callbacks
):
    ana = member(name="Ana Canaria", email="canaria-ana@ejemplo.invalid")
    eva = member(name="Eva Destinada", email="canaria-eva@ejemplo.invalid")
    with django_capture_on_commit_callbacks(execute=True):
        write(ana, eva, "canario-texto")
    (mail,) = mailoutbox
    raw = mail.message().as_string().lower()
    assert mail.to == [eva.account.email]
    for secret in ("canari", ana.account.email.partition("@")[0] + "@", "una pregunta sobre"):
        assert secret not in raw
    assert str(Message.objects.get().uid) not in raw
    assert "ana" not in mail.subject.lower().split()


def test_who_is_analyst_alone_neither_writes_nor_is_written_to(log_in):
    analyst = log_in(Role.ANALYST)
    assert analyst.get(reverse("person_write", args=[member().uid])).status_code == 404
    person = Person.objects.first()
    grant(user=person.account, role=Role.ANALYST, by=None)
    assert analyst.get("/mis-mensajes/").status_code == 200
