"""Long papers: asked once, made once, counted meanwhile, and handed to nobody but who may read them."""

import datetime as dt

import pytest
from django.core.files.storage import FileSystemStorage
from django.utils import timezone
from django.utils.translation import gettext_lazy

from network.accounts.enums import Role
from network.accounts.models import Grant
from network.accounts.services import grant
from network.accounts.viewer import viewer_for
from network.paper import making
from network.paper.document import Column, Paper, Paragraph, Table
from network.paper.kinds import Composed, PaperKind, is_long
from network.paper.pdf import PaperUnavailableError
from network.printing import queries, services
from network.printing.desk_items import desk_sections
from network.printing.enums import PrintState
from network.printing.models import Printing
from network.printing.rules import DAYS, MOST_ATTEMPTS, WORKS
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 20)


@pytest.fixture(autouse=True)
def own_folder(monkeypatch, tmp_path):
    field = Printing._meta.get_field("file")
    monkeypatch.setattr(field, "storage", FileSystemStorage(location=tmp_path))


@pytest.fixture
def said(monkeypatch):
    """A kind whose papers say these texts to coordinators, and nothing to others."""
    texts = [f"Carta {n}" for n in range(1, 8)]

    def compose(viewer, parameters, day):
        if not viewer.runs_network or not texts:
            return None
        papers = tuple(Paper("Carta", (Paragraph(text),)) for text in texts)
        return Composed(papers, f"cartas-{len(papers)}", "/gestion/", title="Cartas")

    kind = PaperKind("probe", gettext_lazy("Letters of a request"), compose)
    monkeypatch.setattr(services, "kinds", lambda: {"probe": kind})
    monkeypatch.setattr("network.printing.words.kinds", lambda: {"probe": kind})
    return texts


@pytest.fixture
def made(monkeypatch):
    """Files are the texts alone, so that no press is needed; every making is counted."""
    calls = []

    def make(composed, ending, told=making.untold):
        calls.append(ending)
        for place in range(len(composed.papers)):
            told(place + 1)
        return "|".join(paper.blocks[0].text for paper in composed.papers).encode()

    monkeypatch.setattr(making, "made", make)
    return calls


@pytest.fixture
def coordinator():
    user = UserFactory()
    grant(user=user, role=Role.COORDINATOR, by=None)
    return user


def asked(user, ending="pdf"):
    papers = services.composed("probe", {}, viewer_for(user), DAY)
    said = {"kind": "probe", "parameters": {}, "ending": ending, "language": "es", "day": DAY}
    return services.ask(by=user, papers=papers, **said)


def made_for(user):
    printing = asked(user)
    services.make(uid=str(printing.uid))
    printing.refresh_from_db()
    assert printing.state == PrintState.READY
    return printing


def taken(printing, user):
    with services.take(printing=printing, viewer=viewer_for(user), by=user) as opened:
        return opened.read().decode()


def files():
    storage = Printing._meta.get_field("file").storage
    return storage.listdir(services.FOLDER)[1] if storage.exists(services.FOLDER) else []


def test_the_border_is_five_papers_or_a_hundred_rows():
    paper = Paper("Una", (Paragraph("Sí."),))
    rows = Paper("Una", (Table("Filas", (Column("A"),), (("x",),) * 101),))
    assert not is_long([paper] * 5)
    assert is_long([paper] * 6)
    assert is_long([rows])


def test_it_is_made_once_and_taken_with_what_it_says(said, made, coordinator):
    printing = made_for(coordinator)
    services.make(uid=str(printing.uid))  # tasks may run twice
    assert made == ["pdf"]
    assert (printing.done, printing.total) == (7, 7)
    assert taken(printing, coordinator) == "|".join(said)


def test_the_same_asked_twice_is_one_and_another_language_or_file_another(said, made, coordinator):
    first = asked(coordinator)
    assert asked(coordinator) == first
    assert asked(coordinator, "docx") != first
    services.make(uid=str(first.uid))
    assert asked(coordinator) == first
    said.append("Carta nueva")
    assert asked(coordinator) != first, "what is ready and says something else is not given for the new one"
    assert not Printing.objects.filter(pk=first.pk).exists()


def test_progress_is_what_was_laid_out(said, coordinator, monkeypatch):
    seen = []

    def make(composed, ending, told):
        for place in range(len(composed.papers)):
            told(place + 1)
            row = Printing.objects.get()
            seen.append((row.state, row.done, row.total))
        return b"x"

    monkeypatch.setattr(making, "made", make)
    made_for(coordinator)
    assert seen == [("making", n, 7) for n in range(1, 8)]


def test_cancelling_stops_the_work_and_leaves_nothing(
    said, coordinator, monkeypatch, django_capture_on_commit_callbacks
):
    reached = []

    def make(composed, ending, told):
        told(1)
        services.discard(printing=Printing.objects.get())
        told(2)
        reached.append("went on")

    monkeypatch.setattr(making, "made", make)
    services.make(uid=str(asked(coordinator).uid))
    assert (reached, Printing.objects.count(), files()) == ([], 0, [])


def test_nobody_else_is_handed_the_file(said, made, coordinator):
    printing = made_for(coordinator)
    other = UserFactory()
    grant(user=other, role=Role.COORDINATOR, by=None)
    with pytest.raises(services.ChangedError):
        taken(printing, other)
    assert not queries.visible_to(Printing.objects.all(), viewer_for(other)).exists()
    assert not desk_sections(viewer_for(other), DAY)
    assert taken(printing, coordinator), "another's attempt takes nothing from her"


def test_rights_lost_before_it_is_taken_mean_no_file(
    said, made, coordinator, django_capture_on_commit_callbacks
):
    printing = made_for(coordinator)
    Grant.objects.filter(user=coordinator).delete()
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(services.ChangedError):
        taken(printing, coordinator)
    assert (Printing.objects.count(), files()) == (0, [])


def test_rights_lost_before_it_is_made_mean_no_file(said, made, coordinator):
    printing = asked(coordinator)
    Grant.objects.filter(user=coordinator).delete()
    services.make(uid=str(printing.uid))
    printing.refresh_from_db()
    assert (printing.state, made, files()) == (PrintState.FAILED, [], [])


def test_what_she_would_no_longer_be_told_is_not_handed_over(
    said, made, coordinator, django_capture_on_commit_callbacks
):
    printing = made_for(coordinator)
    said.remove("Carta 3")  # somebody was protected since, or a letter cancelled
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(services.ChangedError):
        taken(printing, coordinator)
    printing.refresh_from_db()
    assert (printing.state, files()) == (PrintState.FAILED, [])
    services.try_again(printing=printing)
    services.make(uid=str(printing.uid))
    assert "Carta 3" not in taken(Printing.objects.get(), coordinator)


def test_a_process_that_dies_is_followed_by_one_that_finishes(said, made, coordinator):
    printing = asked(coordinator)
    Printing.objects.update(state=PrintState.MAKING, done=3, attempts=1)  # killed in the middle
    services.make(uid=str(printing.uid))
    assert made == [], "somebody may be at work on it yet"
    Printing.objects.update(beat_at=timezone.now() - dt.timedelta(seconds=WORKS + 1))
    printing = services.keep_going(printing=Printing.objects.get())
    assert printing.state == PrintState.WAITING
    services.make(uid=str(printing.uid))
    assert made == ["pdf"]
    assert taken(Printing.objects.get(), coordinator) == "|".join(said)


def test_the_slower_of_two_gives_way(said, coordinator, monkeypatch):
    def make(composed, ending, told):
        Printing.objects.update(attempts=2)  # it seemed dead, and another process began anew
        return b"of the slower"

    monkeypatch.setattr(making, "made", make)
    services.make(uid=str(asked(coordinator).uid))
    assert (Printing.objects.get().state, files()) == (PrintState.MAKING, [])


def test_what_kills_its_process_each_time_is_given_up_with_a_remedy(said, made, coordinator):
    printing = asked(coordinator)
    Printing.objects.update(attempts=MOST_ATTEMPTS)
    services.make(uid=str(printing.uid))
    printing.refresh_from_db()
    assert (printing.state, made) == (PrintState.FAILED, [])
    assert "menos" in printing.problem


def test_a_machine_without_its_press_says_what_to_do(said, coordinator, monkeypatch):
    def make(composed, ending, told):
        raise PaperUnavailableError("Falta Pango.")

    monkeypatch.setattr(making, "made", make)
    services.make(uid=str(asked(coordinator).uid))
    row = Printing.objects.get()
    assert (row.state, row.problem) == (PrintState.FAILED, "Falta Pango.")


def test_files_are_forgotten_after_days_and_with_their_account(
    said, made, coordinator, django_capture_on_commit_callbacks
):
    made_for(coordinator)
    now = timezone.now()
    assert services.forget_old(now + dt.timedelta(days=DAYS - 1)) == 0
    assert len(files()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        assert services.forget_old(now + dt.timedelta(days=DAYS, minutes=1)) == 1
    assert files() == []
    made_for(coordinator)
    coordinator.delete()
    services.forget_old(now + dt.timedelta(days=DAYS + 1))
    assert files() == []


def test_the_desk_tells_of_them_until_they_are_taken(said, made, coordinator, django_assert_num_queries):
    viewer = viewer_for(coordinator)
    printing = made_for(coordinator)
    asked(coordinator, "docx")
    with django_assert_num_queries(2):
        section = desk_sections(viewer, DAY)[0]
    told = {item.title: item.why for item in section.items}
    assert told == {
        "Cartas de una solicitud (7), PDF": "listo para recoger",
        "Cartas de una solicitud (7), Word": "espera su turno",
    }
    taken(printing, coordinator)
    assert desk_sections(viewer, DAY)[0].total == 1
