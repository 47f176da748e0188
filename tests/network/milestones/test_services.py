"""Actions are recorded once per key, internal until published; numbers say what they count."""

import uuid
from dataclasses import replace
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.db import IntegrityError, transaction
from PIL import Image

from network.accounts.enums import Role, ScopeKind
from network.accounts.services import grant
from network.accounts.viewer import PUBLIC, viewer_for
from network.files.checking import checked_scan
from network.journal.models import Entry
from network.milestones.evidence import attach_evidence, remove_evidence
from network.milestones.models import Evidence, Milestone, MilestoneInstitution
from network.milestones.queries import evidence_visible_to, may_record, visible_to
from network.milestones.rules import number_facts
from network.milestones.services import (
    Action,
    correct_action,
    publish_action,
    record_action,
    restore_action,
    withdraw_action,
)
from network.search.models import InstitutionTheme
from tests.factories.accounts import UserFactory
from tests.factories.records import InstitutionFactory, MilestoneFactory, TerritoryFactory, ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_files(tmp_path, monkeypatch):
    field = Evidence._meta.get_field("file")
    monkeypatch.setattr(field, "storage", FileSystemStorage(location=tmp_path))


def entitled(scope=ScopeKind.NETWORK, key="", role=Role.COORDINATOR):
    user = UserFactory()
    grant(user=user, role=role, by=None, scope=scope, key=key)
    return user


def told(**values):
    said = {
        "title": "Taller en la biblioteca",
        "kind": "charla",
        "theme": ThemeFactory(),
        "started": "2026-11",
        "territories": (TerritoryFactory(),),
    }
    return Action(**{**said, **values})


def recorded(user=None, **values):
    return record_action(by=user or entitled(), key=uuid.uuid4(), action=told(**values)).milestone


def photo() -> bytes:
    drawn, out, exif = Image.new("RGB", (60, 40), "green"), BytesIO(), Image.Exif()
    exif[0x010F] = "Camara de Ana"
    exif.get_ifd(0x8825)[2] = (20.0, 40.0, 12.0)  # latitude
    drawn.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_the_same_key_twice_changes_nothing_and_answers_with_the_first():
    user, key = entitled(), uuid.uuid4()
    first = record_action(by=user, key=key, action=told())
    again = record_action(by=user, key=key, action=told(title="Otra cosa"))
    assert (first.is_new, again.is_new) == (True, False)
    assert again.milestone == first.milestone
    assert list(Milestone.objects.values_list("title", "is_public")) == [("Taller en la biblioteca", False)]
    assert Entry.objects.filter(verb="record_action").count() == 1


def test_the_key_of_another_account_tells_nothing_of_what_lies_under_it():
    key = uuid.uuid4()
    record_action(by=entitled(), key=key, action=told(title="Secreto"))
    with pytest.raises(ValidationError) as refused:
        record_action(by=entitled(), key=key, action=told())
    assert refused.value.code == "key"
    assert "Secreto" not in str(refused.value)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"participants": 40, "qualifier": "exact"}, "count_of"),
        ({"participants": 40, "count_of": "attended"}, "qualifier"),
        ({"women": 5}, "participants"),
        (
            {"participants": 40, "count_of": "attended", "qualifier": "approx", "women": 30, "men": 11},
            "participants",
        ),
        (
            {
                "participants": 40,
                "count_of": "attended",
                "qualifier": "exact",
                "women": 30,
                "men": 5,
                "other": 0,
                "no_data": 3,
            },
            "no_data",
        ),
        ({"started": ""}, "started"),
        ({"territories": ()}, "territories"),
        ({"kind": "inventado"}, "kind"),
        ({"ended": "2026-10"}, "__all__"),
        ({"minutes": 20}, "minutes_qualifier"),
        ({"channel": "call"}, "asked"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_written(values, field):
    user = entitled()
    with pytest.raises(ValidationError) as refused:
        record_action(by=user, key=uuid.uuid4(), action=told(**values))
    assert list(refused.value.message_dict) == [field]
    assert not Milestone.objects.exists()


def test_parts_that_leave_somebody_out_say_how_many():
    one = recorded(participants=40, count_of="attended", qualifier="exact", women=30, other=2)
    assert number_facts(one) == ("40 personas que asistieron", "mujeres 30, otras 2, sin desglosar 8")


def test_the_database_itself_refuses_parts_beyond_an_exact_total():
    one = recorded(participants=10, count_of="attended", qualifier="exact", women=10)
    with pytest.raises(IntegrityError), transaction.atomic():
        Milestone.objects.filter(pk=one.pk).update(men=1)


def test_who_coordinates_an_institution_records_what_it_carried_out_and_nothing_else():
    hers, other = InstitutionFactory(), InstitutionFactory()
    user = entitled(ScopeKind.INSTITUTION, hers.package_id)
    made = recorded(user, lead=hers, partners=(other,))
    for lead in (other, None):
        with pytest.raises(ValidationError) as refused:
            recorded(user, lead=lead, partners=(hers,))
        assert list(refused.value.message_dict) == ["lead"]
    assert list(visible_to(Milestone.objects.all(), viewer_for(user))) == [made]
    with pytest.raises(ValidationError):
        publish_action(by=user, milestone=made, is_public=True)
    foreign = recorded(lead=other, partners=(hers,))
    with pytest.raises(ValidationError):
        withdraw_action(by=user, milestone=foreign, reason="No fue así.")
    assert [may_record(viewer_for(u)) for u in (user, entitled(role=Role.LIAISON), entitled())] == [
        True,
        False,
        True,
    ]


def test_what_was_withdrawn_is_nowhere_and_comes_back_internal():
    user, here = entitled(), InstitutionFactory()
    one = recorded(user, lead=here)
    publish_action(by=user, milestone=one, is_public=True)
    assert list(visible_to(Milestone.objects.all(), PUBLIC)) == [one]
    assert InstitutionTheme.objects.filter(institution=here).exists()
    withdraw_action(by=user, milestone=one, reason="Se anotó dos veces.")
    viewer = viewer_for(user)
    assert [
        list(visible_to(Milestone.objects.all(), who, with_withdrawn=flag))
        for who, flag in ((PUBLIC, True), (viewer, False), (viewer, True))
    ] == [[], [], [one]]
    assert not InstitutionTheme.objects.filter(institution=here).exists()
    restore_action(by=user, milestone=one)
    one.refresh_from_db()
    assert (one.withdrawn, one.is_public) == ("", False)
    with pytest.raises(ValidationError):
        withdraw_action(by=user, milestone=one, reason=" ")


def test_a_correction_keeps_what_was_said_before_and_why():
    user, one, other = entitled(), InstitutionFactory(), InstitutionFactory()
    action = told(lead=one, partners=(other,))
    made = record_action(by=user, key=uuid.uuid4(), action=action).milestone
    publish_action(by=user, milestone=made, is_public=True)
    correct_action(
        by=user, milestone=made, action=replace(action, partners=(), started="2026"), reason="Sin día."
    )
    entry = Entry.objects.get(verb="correct_action")
    assert (entry.before["started"], entry.after["started"], entry.reason) == ("2026-11", "2026", "Sin día.")
    assert list(MilestoneInstitution.objects.values_list("institution", "role")) == [(one.pk, "lead")]
    assert set(InstitutionTheme.objects.values_list("institution", flat=True)) == {one.pk}


def test_what_came_in_a_package_is_not_changed_here():
    with pytest.raises(ValidationError):
        withdraw_action(by=entitled(), milestone=MilestoneFactory(), reason="No.")


def test_a_photo_is_kept_without_place_and_camera_and_only_coordinators_see_it(tmp_path):
    user, original = entitled(), photo()
    assert b"Camara de Ana" in original
    scan = checked_scan(BytesIO(original))
    done = record_action(by=user, key=uuid.uuid4(), action=told(), scans=[scan, scan])
    [kept] = Evidence.objects.all()
    [stored] = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert b"Camara de Ana" not in stored.read_bytes()
    with Image.open(stored) as opened:
        assert dict(opened.getexif()) == {}
    publish_action(by=user, milestone=done.milestone, is_public=True)
    assert list(evidence_visible_to(Evidence.objects.all(), PUBLIC)) == []
    assert list(evidence_visible_to(Evidence.objects.all(), viewer_for(user))) == [kept]


def test_a_refused_action_leaves_no_file_behind(tmp_path):
    scans = [checked_scan(BytesIO(b"%PDF-1.7\n" + bytes([n]))) for n in range(11)]
    with pytest.raises(ValidationError):
        record_action(by=entitled(), key=uuid.uuid4(), action=told(), scans=scans)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert not Milestone.objects.exists()


def test_evidence_is_taken_away_with_a_reason(tmp_path, django_capture_on_commit_callbacks):
    user = entitled()
    made = recorded(user)
    kept = attach_evidence(by=user, milestone=made, scan=checked_scan(BytesIO(photo())))
    with pytest.raises(ValidationError):
        remove_evidence(by=user, evidence=kept, reason="")
    with django_capture_on_commit_callbacks(execute=True):
        remove_evidence(by=user, evidence=kept, reason="Se ve a una usuaria.")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert Entry.objects.get(verb="remove_evidence").before == {"sha256": kept.sha256}


def test_advice_is_never_published():
    user, asked = entitled(), InstitutionFactory()
    made = recorded(user, channel="call", asked=(asked,), minutes=20, minutes_qualifier="approx")
    assert number_facts(made) == ("minutos de asesoría: alrededor de 20",)
    with pytest.raises(ValidationError):
        publish_action(by=user, milestone=made, is_public=True)
