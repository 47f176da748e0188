"""What is erased is nowhere but where docs/retention.md says, by name."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from network.accounts.enums import Role
from network.accounts.models import User
from network.accounts.services import grant
from network.journal.models import Entry
from network.journal.services import record
from network.people.blocks import block_address, blocks_of
from network.people.models import Block, Person
from network.rights import ledger
from network.rights.enums import State
from network.rights.erasing import came_back, erase, erase_again, preview
from network.rights.models import RightsRequest
from network.rights.retention import RETAINED
from network.rights.services import answer, ask
from tests.factories.accounts import UserFactory
from tests.factories.records import PersonFactory

from .world import CANARY, NAME, administrator, canary_person, files_with, fill, rows_with, viewer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR = tmp_path
    settings.PRIVATE_ROOT = tmp_path / "private"
    settings.MEDIA_ROOT = tmp_path / "media"


def granted(person, by):
    asked = ask(right="erasure", by=by, person=person, identity="Credencial a la vista")
    return answer(request=asked, granted=True, text="Procede", by=by)


def retained() -> set[tuple[str, str]]:
    found = set()
    for one in RETAINED:
        model = apps.get_model(one.model)
        found |= {(model._meta.db_table, model._meta.get_field(name).column) for name in one.columns}
    return found


def test_nothing_of_her_is_left_but_what_is_listed_by_name():
    other, of_others = administrator(), files_with(CANARY)  # what other tests left there
    person = canary_person()
    fill(person, other)
    keys = (
        CANARY,
        str(person.uid),
        person.uid.hex,
        str(person.account.uid),
        person.account.uid.hex,
        "203.0.113.77",
    )
    before, files = rows_with(*keys), files_with(*keys)
    assert len({table for table, _column in before}) > 35  # the canaries are there to be found
    assert len(files - of_others) >= 4
    request = granted(person, other)
    counts = erase(request=request, reason=f"Lo pidió {NAME}", by=other, viewer=viewer(other))
    assert rows_with(*keys) - retained() == set()
    assert files_with(*keys) - of_others == set()
    request.refresh_from_db()
    assert (request.state, request.person, request.receipt) == (State.DONE, None, counts)
    assert counts["people.Person"] == {"erased": 1}


def test_a_block_against_her_holds_when_she_comes_back_and_names_her_no_more():
    other, person = administrator(), PersonFactory(account=UserFactory(email="zqxvuelve@ejemplo.invalid"))
    met, typed = (PersonFactory(account=UserFactory()) for _ in range(2))
    Block.objects.create(blocker=met, blocked=person, label=person.name)
    block_address(blocker=typed, address="zqxvuelve@ejemplo.invalid")
    before = list(blocks_of(viewer(typed.account)).values())
    erase(request=granted(person, other), reason="Lo pidió", by=other, viewer=viewer(other))
    assert list(blocks_of(viewer(typed.account)).values()) == before, "what changes tells that she was here"
    assert [one.label for one in blocks_of(viewer(met.account))] == [""]
    assert not rows_with("zqxvuelve")
    back = PersonFactory(account=UserFactory(email="ZQXvuelve@ejemplo.invalid"))
    assert viewer(back.account).blocked_ids == {met.pk, typed.pk}


def test_what_is_kept_is_told_in_the_page_for_people():
    told = (Path(settings.ROOT) / "docs" / "retention.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `([\w.]+)` \| ([^|]+) \|", told, re.MULTILINE))
    assert rows == {one.model: ", ".join(f"`{name}`" for name in one.columns) for one in RETAINED}


def test_looking_first_changes_nothing_and_tells_what_will_be():
    other, person = administrator(), canary_person()
    fill(person, other)
    request = granted(person, other)
    before, files = rows_with(CANARY), files_with(CANARY)
    seen = preview(request=request)
    assert (rows_with(CANARY), files_with(CANARY)) == (before, files)
    assert erase(request=request, reason="Lo pidió", by=other, viewer=viewer(other)) == seen


def test_an_account_without_a_record_is_erased_and_nobody_else():
    other, technician, person = administrator(), UserFactory(email="tecnica@ejemplo.invalid"), canary_person()
    fill(person, other)
    grant(user=technician, role=Role.ADMINISTRATOR, by=None)
    with transaction.atomic():
        record(verb="x", subject=person, by=technician, reason="Lo pidió tecnica@ejemplo.invalid")
    asked = ask(right="erasure", by=technician, account=technician, asks="Dejo el puesto")
    with pytest.raises(ValidationError, match="Ya hay"):
        ask(right="erasure", by=technician, account=technician)
    answer(request=asked, granted=True, text="Procede", by=other)
    with pytest.raises(ValidationError):
        erase(request=asked, reason="Sí", by=technician, viewer=viewer(technician))
    hers = rows_with(CANARY)
    kept = User.objects.get(pk=technician.pk)
    erase(request=asked, reason="Sí", by=other, viewer=viewer(other))
    assert not rows_with("tecnica@ejemplo.invalid")
    assert rows_with(CANARY) == hers
    asked.refresh_from_db()
    assert (asked.state, asked.account_id, asked.asks) == ("done", None, "")
    kept.save(force_insert=True)
    assert (came_back(), erase_again(), came_back()) == (True, 1, False)


def test_only_an_administrator_erases_and_nobody_herself():
    person, other = PersonFactory(account=UserFactory()), administrator()
    coordinator = UserFactory()
    grant(user=coordinator, role=Role.COORDINATOR, by=None)
    request = granted(person, other)
    with pytest.raises(PermissionDenied):
        erase(request=request, reason="Sí", by=coordinator, viewer=viewer(coordinator))
    grant(user=person.account, role=Role.ADMINISTRATOR, by=None)
    from allauth.mfa.models import Authenticator

    assert Authenticator.objects.filter(user=person.account).exists()
    with pytest.raises(ValidationError):
        erase(request=request, reason="Sí", by=person.account, viewer=viewer(person.account))
    assert Person.objects.filter(pk=person.pk).exists()


def test_what_was_not_granted_is_not_carried_out_and_twice_is_refused():
    person, other = PersonFactory(), administrator()
    asked = ask(right="erasure", by=other, person=person, identity="Credencial")
    with pytest.raises(ValidationError):
        erase(request=asked, reason="Sí", by=other, viewer=viewer(other))
    answer(request=asked, granted=True, text="Procede", by=other)
    erase(request=asked, reason="Sí", by=other, viewer=viewer(other))
    with pytest.raises(ValidationError):
        erase(request=asked, reason="Sí", by=other, viewer=viewer(other))


def test_others_with_a_common_word_in_their_names_keep_their_texts():
    other, person = administrator(), PersonFactory(name="Ana", alias="Luz")
    entry = Entry.objects.create(verb="x", subject_type="x", reason="Ana y Luz lo pidieron")
    erase(request=granted(person, other), reason="Sí", by=other, viewer=viewer(other))
    entry.refresh_from_db()
    assert entry.reason == "Ana y Luz lo pidieron"


def test_whoever_comes_back_with_an_older_copy_goes_again_and_nobody_else():
    other, person, colleague = administrator(), PersonFactory(account=UserFactory()), PersonFactory()
    row, account = Person.objects.get(pk=person.pk), User.objects.get(pk=person.account.pk)
    erase(request=granted(person, other), reason="Sí", by=other, viewer=viewer(other))
    assert not came_back()
    account.save(force_insert=True)
    row.save(force_insert=True)
    assert came_back()
    assert erase_again() == 1
    assert not came_back()
    assert not User.objects.filter(uid=account.uid).exists()
    assert Person.objects.filter(pk=colleague.pk).exists()
    assert str(person.uid) not in ledger.place().read_text("utf-8")


def test_the_page_that_comes_first_after_that_finds_her_gone(client):
    other, person = administrator(), PersonFactory(account=UserFactory())
    row, account = Person.objects.get(pk=person.pk), User.objects.get(pk=person.account.pk)
    erase(request=granted(person, other), reason="Sí", by=other, viewer=viewer(other))
    account.save(force_insert=True)
    row.save(force_insert=True)
    client.get("/cuenta/login/")
    assert not Person.objects.filter(uid=row.uid).exists()


def test_the_receipt_and_the_journal_name_nobody():
    other, person = administrator(), canary_person()
    request = granted(person, other)
    erase(request=request, reason=f"Pidió {NAME}", by=other, viewer=viewer(other))
    row = RightsRequest.objects.get(pk=request.pk)
    assert CANARY not in str(row.receipt).lower()
    assert Entry.objects.get(verb="erase_person").reason == "Pidió […]"
