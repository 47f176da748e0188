"""/red/respuestas/ of a network too large for a page: the queue saves, and one may leave meanwhile."""

import re
import uuid

import pytest
from django.core.cache import cache
from django_tasks import default_task_backend

from network.accounts.enums import Role
from network.accounts.models import Grant
from network.groups.models import Seat
from network.insights import services
from network.insights.models import Edition, SavedAnswer, State
from network.insights.saved import services as saved
from network.insights.saved import tasks
from network.institutions.models import Institution
from network.journal.models import Entry
from tests.factories.records import GroupFactory, InstitutionFactory, SeatFactory

pytestmark = pytest.mark.django_db
SAVE = "/red/respuestas/guardar/"
QUESTIONS = ("analysis", "coverage", "resilience", "changes")
LEAVE = "Puede salir de esta página"


@pytest.fixture(autouse=True)
def queue(settings):
    """Nothing is done until a test does it; four institutions are one more than a page bears."""
    memory = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": memory, "LOCATION": uuid.uuid4().hex}}
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    default_task_backend.clear()
    group = GroupFactory(package_id="mesa", started="2020")
    for letter in "abcd":
        SeatFactory(group=group, institution=InstitutionFactory(package_id=letter), started="2020")


def border(monkeypatch, nodes):
    monkeypatch.setattr(services, "HEAVY_FROM", nodes)


def save(client, question="coverage"):
    return client.post(SAVE, {"question": question, "query": "", "title": "Antes de marzo"})["Location"]


def asked(name="keep_answer"):
    return [one for one in default_task_backend.results if one.task.name == name]


def do(result):
    result.task.call(*result.args, **result.kwargs)


@pytest.mark.parametrize("question", QUESTIONS)
def test_up_to_the_border_it_is_saved_at_once(log_in, monkeypatch, question):
    border(monkeypatch, 4)
    client = log_in(Role.ANALYST)
    address = save(client, question)
    assert SavedAnswer.objects.get().state == State.KEPT
    assert (LEAVE in client.get(address).content.decode(), asked()) == (False, [])


@pytest.mark.parametrize("question", QUESTIONS)
def test_beyond_it_the_queue_saves_it_and_the_page_may_be_left(log_in, monkeypatch, question):
    border(monkeypatch, 3)
    client, colleague = log_in(Role.ANALYST), log_in(Role.ANALYST)
    address = save(client, question)
    html = client.get(address).content.decode()
    assert LEAVE in html
    assert "<progress" in html
    assert "En cálculo" in client.get("/red/respuestas/").content.decode()
    assert [one.get(f"{address}respuesta.pdf").status_code for one in (client, colleague)] == [302, 404]
    assert b"Antes de marzo" not in colleague.get("/red/respuestas/").content
    assert (len(asked()), Edition.objects.count()) == (1, 0)
    ready = re.search(r'role="status" hx-get="([^"]+)"', html).group(1)
    assert "HX-Refresh" not in client.get(ready)
    do(asked()[0])
    assert client.get(ready)["HX-Refresh"] == "true"
    assert [edition.readers for edition in Edition.objects.all()] == ["insiders"]
    assert colleague.get(address).status_code == 200
    assert LEAVE not in client.get(address).content.decode()


def test_few_institutions_with_many_ties_are_saved_by_the_queue_too(log_in, monkeypatch):
    monkeypatch.setattr(services, "HEAVY_WORK", 1)
    save(log_in(Role.ANALYST), "analysis")
    assert SavedAnswer.objects.get().state == State.AT_WORK


def test_run_twice_it_is_saved_once(log_in, monkeypatch):
    border(monkeypatch, 3)
    save(log_in(Role.ANALYST))
    computed = saved.editions_of

    def meanwhile(*args, **more):
        """While this one computes, another has kept it."""
        monkeypatch.setattr(saved, "editions_of", computed)
        do(asked()[0])
        return computed(*args, **more)

    monkeypatch.setattr(saved, "editions_of", meanwhile)
    do(asked()[0])
    do(asked()[0])
    assert SavedAnswer.objects.get().editions.count() == 1
    assert Entry.objects.filter(verb="save_answer").count() == 1


def test_what_failed_says_so_and_is_put_to_work_again(log_in, monkeypatch):
    border(monkeypatch, 3)
    client = log_in(Role.ANALYST)
    address = save(client)

    def fails(*args, **more):
        raise MemoryError

    with monkeypatch.context() as broken:
        broken.setattr(saved, "editions_of", fails)
        with pytest.raises(MemoryError):
            do(asked()[0])
    html = client.get(address).content.decode()
    assert "no se pudo calcular" in html
    assert LEAVE not in html
    assert len(asked()) == 1  # looking at it asks for nothing
    client.post(f"{address}reintentar/")
    do(asked()[1])
    assert SavedAnswer.objects.get().state == State.KEPT
    assert client.get(address).status_code == 200


def test_what_has_no_answer_any_more_says_why(log_in, monkeypatch):
    border(monkeypatch, 3)
    client = log_in(Role.ANALYST)
    response = client.post(SAVE, {"question": "resilience", "query": "sin=d", "title": "Sin D"})
    Seat.objects.filter(institution__package_id="d").delete()
    Institution.objects.get(package_id="d").delete()
    do(asked()[0])
    assert "«d» no es una institución del directorio" in client.get(response["Location"]).content.decode()


def test_who_lost_her_rights_meanwhile_has_nothing_saved(log_in, monkeypatch):
    border(monkeypatch, 3)
    client = log_in(Role.COORDINATOR)
    save(client)
    Grant.objects.filter(user=client.user).delete()
    do(asked()[0])
    assert (SavedAnswer.objects.get().state, Edition.objects.count()) == (State.FAILED, 0)


def test_it_is_asked_for_again_only_once_nobody_is_at_work_on_it(log_in, monkeypatch):
    border(monkeypatch, 3)
    client = log_in(Role.ANALYST)
    address = save(client)
    client.get(address)
    assert len(asked()) == 1
    cache.delete(f"{tasks.work_key(str(SavedAnswer.objects.get().uid))}-asked")  # the worker died
    client.get(address)
    assert len(asked()) == 2


def test_put_again_today_what_is_heavy_is_computed_by_the_queue_with_the_eyes_of_the_edition(
    log_in, monkeypatch
):
    border(monkeypatch, 4)
    client = log_in(Role.COORDINATOR)
    internal = GroupFactory(package_id="interna", started="2021", is_public=False)
    SeatFactory(group=internal, institution=InstitutionFactory(package_id="e"), started="2021")
    border(monkeypatch, 5)
    address = save(client, "analysis")
    SeatFactory(group=internal, institution=InstitutionFactory(package_id="f"), started="2021")
    border(monkeypatch, 3)
    html = client.get(f"{address}hoy/").content.decode()
    assert LEAVE in html
    assert "<progress" in html
    assert client.get(f"{address}hoy/cambios.pdf")["Location"] == f"{address}hoy/"
    do(asked("measure_selection")[0])
    html = client.get(f"{address}hoy/").content.decode()
    assert "Esta respuesta ha cambiado" in html
    assert "<progress" not in html
