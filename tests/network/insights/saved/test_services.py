"""Keeping an answer: what is kept, for whom, and what is noted of it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.formats import date_format
from django.utils.timezone import localdate

from network.accounts.enums import Role
from network.accounts.services import grant
from network.accounts.viewer import PUBLIC, Viewer, viewer_for
from network.groups.models import Seat
from network.insights.models import Edition, SavedAnswer
from network.insights.saved import editions
from network.insights.saved.again import ask_again
from network.insights.saved.difference import Outcome, difference
from network.insights.saved.editions import told, told_today
from network.insights.saved.queries import visible_to
from network.insights.saved.rules import EVERY_INSIDER
from network.insights.saved.services import bring_back, discard, rename, save_answer
from network.insights.selection import BadSelectionError
from network.institutions.models import Institution
from network.journal.models import Entry
from tests.factories.accounts import UserFactory
from tests.factories.records import (
    GroupFactory,
    InstitutionFactory,
    PersonFactory,
    PostFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db
QUESTIONS = ("analysis", "coverage", "resilience", "changes")


@pytest.fixture
def world():
    """a, b and c meet openly since 2020; a and d in a group that is internal."""
    for letter in "abcd":
        InstitutionFactory(package_id=letter, name=f"Dirección {letter.upper()}")
    seat("abc", package_id="mesa", name="Mesa Uno", started="2020")
    seat("ad", package_id="interna", name="Mesa Interna", started="2021", is_public=False)


def seat(letters, *, started, **group):
    table = GroupFactory(**group)
    for letter in letters:
        institution = Institution.objects.get(package_id=letter)
        SeatFactory(group=table, institution=institution, started=started)


def account(*roles):
    user = UserFactory()
    for role in roles:
        grant(user=user, role=role, by=None)
    return user


def save(user, question="analysis", parameters=None, title=""):
    given = {"question": question, "parameters": parameters or {}, "title": title}
    return save_answer(**given, by=user, viewer=viewer_for(user))


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_every_insider_sees_is_kept_once(world, question):
    answer = save(account(Role.ANALYST), question)
    assert [edition.readers for edition in answer.editions.all()] == ["insiders"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_only_some_see_is_kept_apart_from_what_everyone_sees(world, question):
    theirs = save(account(Role.COORDINATOR), question).editions.order_by("pk")
    common = save(account(Role.ANALYST), question).editions.get()
    assert [edition.readers for edition in theirs] == ["insiders", "grants"]
    for field in ("content", "document", "paper", "digests", "names", "parameters"):
        assert getattr(theirs[0], field) == getattr(common, field)
    assert theirs[1].content != common.content
    assert theirs[1].grants == [["coordinator", "network", ""]]


def test_her_own_person_makes_no_edition_of_her_own(world):
    user = account(Role.COORDINATOR)
    PersonFactory(account=user)
    assert [one.readers for one in save(user).editions.order_by("pk")] == ["insiders", "grants"]


def test_a_question_that_has_an_answer_for_her_alone_has_no_edition_for_the_others(world):
    parameters = {"desde": ["2020"], "hasta": ["2021"]}
    seat("bd", package_id="tarde", name="Tardía", started="2035", is_public=False)
    late = parameters | {"hasta": ["2035"]}
    with pytest.raises(BadSelectionError):
        save(account(Role.ANALYST), "changes", late)
    assert SavedAnswer.objects.count() == 0
    assert [one.readers for one in save(account(Role.COORDINATOR), "changes", late).editions.all()] == [
        "grants"
    ]


def test_what_depends_on_who_she_is_is_for_her_alone(world, monkeypatch):
    """No layer does so today: one that did must not be read by another who holds the same roles."""
    user = account(Role.MEMBER)
    PersonFactory(account=user)
    asked = editions.ask

    def ask(question, parameters, viewer, **more):
        found = asked(question, parameters, viewer, **more)
        found.document["graph"]["edges"] += 1 if viewer.person_id else 0
        return found

    monkeypatch.setattr(editions, "ask", ask)
    kept = list(save(user).editions.order_by("pk"))
    assert [(one.readers, one.only_for_id) for one in kept] == [("insiders", None), ("author", user.pk)]
    user.delete()
    assert [one.readers for one in Edition.objects.all()] == ["insiders"]
    assert SavedAnswer.objects.get().author is None


def test_all_that_repeats_it_is_kept(world):
    answer = save(account(Role.ANALYST), "resilience", {"sin": ["a"], "capas": ["groups"], "page": ["3"]})
    edition = answer.editions.get()
    assert (answer.question, answer.asked) == ("resilience", {"capas": ["groups"], "sin": ["a"]})
    assert edition.parameters == {"capas": ["groups"], "sin": ["a"]}
    assert edition.engines["algorithm"] == "1"
    assert [len(digest) for digest in edition.digests] == [64]
    assert edition.names["sin=a"] == "Dirección A"
    assert edition.names["b"] == "Dirección B"
    assert (answer.language, answer.role) == ("es", "analyst")


def test_without_a_title_it_is_called_by_its_question_and_the_day(world):
    day = date_format(localdate())
    assert save(account(Role.ANALYST), "coverage", title="  ").title == f"¿Quién falta? ({day})"
    assert save(account(Role.ANALYST), title=" Antes \n de marzo ").title == "Antes de marzo"


def test_a_title_too_long_writes_nothing(world):
    with pytest.raises(ValidationError):
        save(account(Role.ANALYST), title="a" * 201)
    assert (SavedAnswer.objects.count(), Entry.objects.filter(verb="save_answer").count()) == (0, 0)


def test_nobody_but_insiders_saves(world):
    with pytest.raises(PermissionDenied):
        save(account())


def test_each_deed_is_noted_with_who_did_it(world):
    user = account(Role.ANALYST)
    viewer = viewer_for(user)
    answer = save(user, title="Uno")
    rename(answer=answer, title="Uno", by=user, viewer=viewer)  # no change, no entry
    rename(answer=answer, title="Dos", by=user, viewer=viewer)
    for _twice in range(2):
        discard(answer=answer, by=user, viewer=viewer)
    for _twice in range(2):
        bring_back(answer=answer, by=user, viewer=viewer)
    entries = Entry.objects.filter(subject_uid=answer.uid).order_by("pk")
    assert [(entry.verb, entry.actor, entry.before, entry.after) for entry in entries] == [
        ("save_answer", user, {}, {"title": "Uno", "question": "analysis"}),
        ("rename_saved_answer", user, {"title": "Uno"}, {"title": "Dos"}),
        ("discard_saved_answer", user, {}, {}),
        ("bring_back_saved_answer", user, {}, {}),
    ]


def test_what_is_discarded_is_seen_by_who_may_bring_it_back(world):
    user = account(Role.ANALYST)
    answer = save(user)
    discard(answer=answer, by=user, viewer=viewer_for(user))
    seen = {
        name: visible_to(SavedAnswer.objects.all(), viewer).count()
        for name, viewer in {
            "author": viewer_for(user),
            "colleague": viewer_for(account(Role.ANALYST)),
            "administrator": viewer_for(account(Role.ADMINISTRATOR)),
            "public": PUBLIC,
            "no role": viewer_for(account()),
        }.items()
    }
    assert seen == {"author": 1, "colleague": 0, "administrator": 1, "public": 0, "no role": 0}


def test_another_changes_nothing_of_it(world):
    answer, other = save(account(Role.ANALYST), title="Uno"), account(Role.COORDINATOR)
    for deed in (discard, bring_back, lambda **more: rename(title="Dos", **more)):
        with pytest.raises(PermissionDenied):
            deed(answer=answer, by=other, viewer=viewer_for(other))
    answer.refresh_from_db()
    assert (answer.title, answer.discarded_at) == ("Uno", None)


def again(answer, viewer=EVERY_INSIDER):
    edition = answer.editions.first()
    return ask_again(answer.question, edition.parameters, edition.names, viewer)


@pytest.mark.parametrize("question", QUESTIONS)
def test_with_the_same_data_nothing_has_changed(world, question):
    Seat.objects.filter(institution__package_id="a").update(role="lead")  # who convenes is suggested as gone
    answer = save(account(Role.ANALYST), question)
    now = told_today(again(answer).answered)
    found = difference(told(answer.editions.get(), question), now)
    assert (found.outcome, found.same_question, found.figures, found.lists) == (Outcome.NOTHING, True, (), ())


def test_an_internal_record_that_came_since_is_no_change_for_the_others(world):
    answer = save(account(Role.ANALYST))
    seat("bd", package_id="otra", name="Otra interna", started="2022", is_public=False)
    found = difference(told(answer.editions.get(), "analysis"), told_today(again(answer).answered))
    assert found.outcome is Outcome.NOTHING


@pytest.mark.parametrize(
    ("question", "parameters", "sentence"),
    [
        ("resilience", {"sin": ["d"]}, "Sin: «Dirección D» ya no está."),
        ("resilience", {"puesto": ["enlace-d"]}, "Sin el puesto: «Enlace, Dirección D» ya no está."),
        ("analysis", {"sin": ["d"]}, "Sin: «Dirección D» ya no está."),
        ("coverage", {"tipo": ["ministry"]}, "Tipo: «Ministerio» ya no está."),
    ],
)
def test_what_was_asked_and_has_gone_is_named_as_it_was_called(world, question, parameters, sentence):
    gone = Institution.objects.get(package_id="d")
    gone.kind = "ministry"
    gone.save()
    PostFactory(package_id="enlace-d", name="Enlace", institution=gone)
    answer = save(account(Role.ANALYST), question, parameters)
    gone.posts.all().delete()
    Seat.objects.filter(institution=gone).delete()
    gone.delete()
    found = again(answer)
    assert found.gone == (sentence,)
    assert (found.answered is not None) == (question == "analysis")  # leaving out nobody asks the same there


def test_when_some_of_them_are_left_the_question_is_put_without_the_rest(world):
    answer = save(account(Role.ANALYST), "resilience", {"sin": ["a", "d"]})
    Seat.objects.filter(institution__package_id="d").delete()
    Institution.objects.get(package_id="d").delete()
    found = again(answer)
    assert found.gone == ("Sin: «Dirección D» ya no está.",)
    assert found.answered.parameters["sin"] == ["a"]


def test_an_account_without_any_grant_is_nobody_to_saved_answers(world):
    save(account(Role.ANALYST))
    assert visible_to(SavedAnswer.objects.all(), Viewer(user_id=99)).count() == 0
