"""A training elsewhere counts once it is verified, for whom and from when it may, and never before."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.accounts.enums import Role, ScopeKind
from network.accounts.services import grant
from network.journal.models import Entry
from network.notices.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.records import AffiliationFactory, InstitutionFactory, PersonFactory, TerritoryFactory
from tests.factories.training import ContentFactory
from training.desk_items import desk_sections
from training.models import ExternalTraining, Learned
from training.record.deciding import give_back, verify
from training.record.handing_in import hand_in, mend, take_away
from training.record.queries import external_kept_by, external_of

from ..records import as_viewer, certificate, coordinator, handed_in, member, told

pytestmark = pytest.mark.django_db


def learned() -> list[tuple[int, dt.date, dt.date | None, str]]:
    rows = Learned.objects.order_by("content__order")
    return list(rows.values_list("content__order", "since", "until", "how"))


def test_it_counts_for_nothing_until_a_coordinator_verifies_it() -> None:
    first, second = ContentFactory(order=1, valid_months=24), ContentFactory(order=2)
    her = member()
    row = handed_in(her, contents=[first, second], started="2024-03")
    assert (row.state, learned()) == ("handed_in", [])
    verify(training=row, by=coordinator(), contents=[first, second])
    assert learned() == [
        (1, dt.date(2024, 3, 31), dt.date(2026, 3, 31), "external"),
        (2, dt.date(2024, 3, 31), None, "external"),
    ]
    row.refresh_from_db()
    assert (row.state, row.started) == ("verified", "2024-03")


def test_the_coordinator_says_which_contents_count_and_it_may_be_none() -> None:
    first, second = ContentFactory(order=1), ContentFactory(order=2)
    her = member()
    by = coordinator()
    verify(training=handed_in(her, contents=[first, second]), by=by, contents=[second])
    verify(training=handed_in(her, contents=[first]), by=by, contents=[])
    assert [row[0] for row in learned()] == [2]


@pytest.mark.parametrize(
    ("started", "ended", "since"),
    [
        ("2024", "", dt.date(2024, 12, 31)),
        ("2024-02", "", dt.date(2024, 2, 29)),
        ("2024-02-03", "", dt.date(2024, 2, 3)),
        ("2023", "2024-06", dt.date(2024, 6, 30)),
        ("", "2024-06-05", dt.date(2024, 6, 5)),
    ],
)
def test_it_counts_from_the_last_day_of_its_date_however_exact_that_is(
    started: str, ended: str, since: dt.date
) -> None:
    content = ContentFactory(order=1)
    row = handed_in(member(), started=started, ended=ended, contents=[content])
    verify(training=row, by=coordinator(), contents=[content])
    assert learned() == [(1, since, None, "external")]
    row.refresh_from_db()
    assert (row.started, row.ended) == (started, ended)


def test_what_is_not_over_is_refused_with_how_to_mend_it() -> None:
    her = member()
    with time_machine.travel("2026-11-21 18:00", tick=False):
        with pytest.raises(ValidationError) as early:
            handed_in(her, started="2026")
        with pytest.raises(ValidationError) as future:
            handed_in(her, started="2026-10", ended="2027-01")
        assert handed_in(her, started="2026", ended="2026-11-20").ended == "2026-11-20"
    assert "escriba el mes o el día" in early.value.message_dict["started"][0]
    assert "todavía no llega" in future.value.message_dict["ended"][0]
    assert ExternalTraining.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"started": ""}, "started"),
        ({"started": "2024", "ended": "2023"}, "__all__"),
        ({"title": ""}, "title"),
        ({"upload": None}, "upload"),
        ({"upload": SimpleUploadedFile("c.pdf", b"MZ programa")}, "upload"),
    ],
)
def test_bad_input_is_refused_and_leaves_no_file(said: dict[str, Any], field: str, settings: Any) -> None:
    her = member()
    before = files(settings)
    with pytest.raises(ValidationError) as refused:
        handed_in(her, **said)
    assert field in refused.value.message_dict
    assert (ExternalTraining.objects.count(), files(settings)) == (0, before)


def files(settings: Any) -> set[str]:
    return {str(path) for path in Path(settings.PRIVATE_ROOT).rglob("training/*")}


def test_only_she_herself_enters_mends_and_takes_away() -> None:
    her, other = member(), member()
    row = handed_in(her)
    with pytest.raises(ValidationError, match="Solo ella misma"):
        hand_in(person=her, by=other.account, upload=certificate(), **told())
    with pytest.raises(ValidationError, match="Solo ella misma"):
        mend(training=row, by=other.account, **told(title="Otro"))
    with pytest.raises(ValidationError, match="Solo ella misma"):
        take_away(training=row, by=coordinator())
    row.refresh_from_db()
    assert row.title == "Curso de igualdad laboral"


def test_returned_with_a_comment_she_mends_it_and_it_waits_again(
    django_capture_on_commit_callbacks: Any,
) -> None:
    her, by = member(), coordinator()
    row = handed_in(her)
    with pytest.raises(ValidationError, match="Escriba qué falta"):
        give_back(training=row, by=by, comment="  ")
    give_back(training=row, by=by, comment="Falta la hoja con las horas.")
    row.refresh_from_db()
    old, storage = str(row.file.name), row.file.storage
    assert (row.state, row.comment) == ("returned", "Falta la hoja con las horas.")
    with django_capture_on_commit_callbacks(execute=True):
        mend(training=row, by=her.account, upload=certificate(), **told(ended="2024-05"))
    row.refresh_from_db()
    assert (row.state, row.ended, row.by, row.decided_at) == ("handed_in", "2024-05", None, None)
    assert (storage.exists(old), storage.exists(str(row.file.name))) == (False, True)
    give_back(training=row, by=by, comment="Otra vez")
    with pytest.raises(ValidationError, match="ya decidió"):
        give_back(training=row, by=by, comment="Y otra")


def test_verified_by_mistake_it_is_returned_and_counts_no_more() -> None:
    content = ContentFactory(order=1)
    her, by = member(), coordinator()
    row = handed_in(her, contents=[content])
    verify(training=row, by=by, contents=[content])
    with pytest.raises(ValidationError, match="ya decidió"):
        verify(training=row, by=by, contents=[content])
    with pytest.raises(ValidationError, match="Ya está verificada"):
        mend(training=row, by=her.account, **told())
    give_back(training=row, by=by, comment="La constancia es de otra persona.")
    assert learned() == []


def test_taken_away_it_goes_with_its_file_and_what_it_counted_for(
    django_capture_on_commit_callbacks: Any,
) -> None:
    content = ContentFactory(order=1)
    her = member()
    row = handed_in(her, contents=[content])
    verify(training=row, by=coordinator(), contents=[content])
    name, storage = str(row.file.name), row.file.storage
    with django_capture_on_commit_callbacks(execute=True):
        take_away(training=row, by=her.account)
    assert (ExternalTraining.objects.count(), learned(), storage.exists(name)) == (0, [], False)


def test_who_decides_coordinates_where_she_works_and_never_on_her_own() -> None:
    here, there = InstitutionFactory(region=TerritoryFactory(name="Jalisco")), InstitutionFactory()
    her, hidden, protected = member(here), member(there), member(here, visibility="protegida")
    rows = {one: handed_in(one) for one in (her, hidden, protected)}
    by_institution = coordinator(ScopeKind.INSTITUTION, here.package_id)
    by_territory = coordinator(ScopeKind.TERRITORY, str(here.region_id))
    liaison = UserFactory()
    grant(user=liaison, role=Role.LIAISON, by=None, scope=ScopeKind.INSTITUTION, key=here.package_id)
    administrator = UserFactory()
    grant(user=administrator, role=Role.ADMINISTRATOR, by=None)

    def kept(who: Any) -> set[int]:
        return set(external_kept_by(as_viewer(who)).values_list("person", flat=True))

    assert kept(coordinator()) == {her.pk, hidden.pk}
    assert kept(by_institution) == kept(by_territory) == {her.pk}
    assert kept(liaison) == kept(administrator) == kept(her) == set()
    for who in (liaison, administrator, her.account, coordinator(ScopeKind.INSTITUTION, there.package_id)):
        with pytest.raises(ValidationError, match="Solo decide esto"):
            verify(training=rows[her], by=who, contents=[])  # type: ignore[arg-type]
    grant(user=her.account, role=Role.COORDINATOR, by=None)
    assert her.pk not in kept(her)
    assert set(external_of(as_viewer(her)).values_list("pk", flat=True)) == {rows[her].pk}


def test_whoever_moved_away_is_decided_on_where_she_works_now() -> None:
    before, now = InstitutionFactory(), InstitutionFactory()
    her = member()
    AffiliationFactory(person=her, institution=before, started="2020", ended="2025")
    AffiliationFactory(person=her, institution=now, started="2025")
    handed_in(her)
    counts = [
        external_kept_by(as_viewer(coordinator(ScopeKind.INSTITUTION, one.package_id))).count()
        for one in (before, now)
    ]
    assert counts == [0, 1]


def test_she_is_told_what_became_of_it_and_neutrally_where_it_must_be() -> None:
    her, by = member(), coordinator()
    give_back(training=handed_in(her, title="Atención del acoso laboral"), by=by, comment="Falta.")
    verify(training=handed_in(her), by=by, contents=[])
    found = {row.says: (row.is_neutral, row.words["title"]) for row in Notice.objects.filter(to=her.account)}
    assert found == {
        "returned": (True, "Atención del acoso laboral"),
        "verified": (False, "Curso de igualdad laboral"),
    }


def test_the_journal_says_what_was_done_and_not_of_what() -> None:
    her, content = member(), ContentFactory(order=3)
    row = handed_in(her, title="Atención del acoso laboral", contents=[content])
    verify(training=row, by=coordinator(), contents=[content])
    entries = Entry.objects.filter(subject_uid=row.uid).order_by("pk")
    assert [(one.verb, one.after) for one in entries] == [
        ("hand_in_external", {}),
        ("verify_external", {"contents": [3]}),
    ]


def test_the_journal_of_the_desk_tells_it_to_whoever_verifies_and_leads_to_its_page(log_in) -> None:
    her, desk = member(), log_in(Role.COORDINATOR)
    row = handed_in(her)
    hidden = handed_in(member(visibility="protegida"), title="Curso reservado")
    own = handed_in(member())
    journal, place = reverse("desk_journal"), reverse("desk_external", args=[row.uid])
    verify(training=row, by=coordinator(), contents=[])
    rows = [one for one in desk.get(journal).context["rows"] if one.record.url == place]
    assert [str(one.deed) for one in rows] == [
        "verificó una formación externa",
        "entregó una formación externa",
    ]
    first, second = rows
    assert (first.undo, first.is_undone, second.undo) == (place, False, "")
    give_back(training=row, by=coordinator(), comment="Falta la firma")
    last, first, _second = (one for one in desk.get(journal).context["rows"] if one.record.url == place)
    assert first.is_undone
    assert (str(last.deed), last.undo) == ("devolvió una formación externa", "")
    assert last.stays
    page = desk.get(journal).content.decode()
    assert "Falta la firma" not in page
    assert hidden.title not in page
    assert own.title in page
    take_away(training=own, by=own.person.account)
    assert reverse("desk_external", args=[own.uid]) not in desk.get(journal).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_desk_names_what_waits_to_whom_it_is_for(number: int) -> None:
    here = InstitutionFactory()
    for _each in range(number):
        handed_in(member(here))
    handed_in(member(here, visibility="protegida"))
    viewer = as_viewer(coordinator(ScopeKind.INSTITUTION, here.package_id))
    today = timezone.localdate()
    with CaptureQueriesContext(connection) as asked:
        (section,) = desk_sections(viewer, today)
    assert (section.total, len(section.items), len(asked)) == (number, number, 10)
    assert section.items[0].title == "Curso de igualdad laboral"
    assert desk_sections(as_viewer(coordinator(ScopeKind.INSTITUTION, "otra")), today) == []


def test_the_database_refuses_what_the_services_would() -> None:
    row = handed_in(member())
    content = ContentFactory(order=1)
    one = {"person": row.person, "content": content, "since": dt.date(2024, 1, 1), "external": row}
    Learned.objects.create(**one)
    with pytest.raises(IntegrityError), transaction.atomic():
        Learned.objects.create(**one)
    with pytest.raises(IntegrityError), transaction.atomic():
        ExternalTraining.objects.filter(pk=row.pk).update(
            state="returned", comment="", decided_at=timezone.now()
        )
    ExternalTraining.objects.filter(pk=row.pk).update(
        state="returned", comment="Falta", decided_at=timezone.now()
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        ExternalTraining.objects.filter(pk=row.pk).update(state="verified")


def test_a_person_without_an_account_is_told_nothing_and_nothing_breaks() -> None:
    row = handed_in(member())
    person = PersonFactory()
    ExternalTraining.objects.filter(pk=row.pk).update(person=person)
    row.refresh_from_db()
    verify(training=row, by=coordinator(), contents=[])
    assert Notice.objects.count() == 0
