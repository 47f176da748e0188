"""The pages of handing over, with posts that are reserved and readers who may see less."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from network.accounts.enums import Role, ScopeKind
from network.reports.models import Handover, HandoverNote
from tests.factories.accounts import UserFactory
from tests.factories.records import AppointmentFactory, CommitmentFactory, PersonFactory, PostFactory

pytestmark = pytest.mark.django_db

TODAY = ("entrega/", "entrega.docx", "entrega/nota/", "entrega/entregar/")


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(Handover._meta.get_field("scan").storage, "_location", str(tmp_path), raising=False)
    monkeypatch.setattr(
        type(Handover._meta.get_field("scan").storage), "base_location", str(tmp_path), raising=False
    )
    monkeypatch.setattr(
        type(Handover._meta.get_field("scan").storage), "location", str(tmp_path), raising=False
    )


@pytest.fixture
def coordinator(log_in):
    return log_in(Role.COORDINATOR)


def place(post, end):
    return f"/gestion/puestos/{post.package_id}/{end}"


def keep(client, post):
    left = post.appointments.first()
    sent = {"left": str(left.uid) if left else "", "taken": "", "handed_on": "2025-11-20"}
    response = client.post(place(post, "entrega/entregar/"), sent)
    handover = Handover.objects.latest("pk")
    assert (response.status_code, response["Location"]) == (302, f"/gestion/entregas/{handover.uid}/")
    return handover


@pytest.mark.parametrize("end", TODAY)
def test_the_file_of_today_is_for_whoever_runs_the_network(log_in, coordinator, end):
    post = PostFactory()
    assert Client().get(place(post, end)).status_code == 302
    assert log_in(Role.MEMBER).get(place(post, end)).status_code == 404
    scoped = log_in(Role.COORDINATOR, scope=ScopeKind.INSTITUTION, key=post.institution.package_id)
    assert scoped.get(place(post, end)).status_code == 404
    assert coordinator.get(place(post, end)).status_code == 200


@pytest.mark.parametrize("end", TODAY)
def test_a_reserved_post_is_handed_over_by_the_administration_alone(log_in, coordinator, end):
    post = PostFactory(publication="reserved")
    assert coordinator.get(place(post, end)).status_code == 404
    assert log_in(Role.ADMINISTRATOR).get(place(post, end)).status_code == 200


def test_the_note_is_written_kept_and_gone_on_with(coordinator):
    post = PostFactory()
    coordinator.post(place(post, "entrega/nota/"), {"text": "Primero la agenda."})
    assert HandoverNote.objects.get().by == coordinator.user
    assert "Primero la agenda." in coordinator.get(place(post, "entrega/nota/")).content.decode()
    assert "Primero la agenda." in coordinator.get(place(post, "entrega/")).content.decode()


def test_it_is_kept_with_whoever_holds_the_post_proposed_and_signed_later(coordinator):
    post = AppointmentFactory().post
    form = coordinator.get(place(post, "entrega/entregar/")).context["form"]
    assert form["left"].value() == str(post.appointments.get().uid)
    handover = keep(coordinator, post)
    page = f"/gestion/entregas/{handover.uid}/"
    assert coordinator.get(f"{page}firmada/").status_code == 404

    refused = coordinator.post(f"{page}firmar/", {"scan": SimpleUploadedFile("x.pdf", b"MZ no es un PDF")})
    assert refused.status_code == 422
    assert "Elija un PDF o una imagen en JPEG o PNG." in refused.content.decode()

    picture = BytesIO()
    Image.new("RGB", (20, 10)).save(picture, "PNG")
    coordinator.post(f"{page}firmar/", {"scan": SimpleUploadedFile("acta.exe", picture.getvalue())})
    signed = coordinator.get(f"{page}firmada/")
    assert (signed["Content-Type"], signed["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert signed["Content-Disposition"].startswith("attachment; ")
    assert b"".join(signed.streaming_content).startswith(b"\x89PNG")


def test_the_successor_opens_it_with_her_own_rights_and_nobody_else_does(log_in, coordinator):
    post = PostFactory()
    CommitmentFactory(text="Lo interno.", debtor=post.institution, agreement=None, is_public=False)
    CommitmentFactory(text="Lo público.", debtor=post.institution)
    page = f"/gestion/entregas/{keep(coordinator, post).uid}/"
    account = UserFactory()
    person = PersonFactory(account=account)
    hers = log_in(Role.MEMBER, user=account)
    assert hers.get(page).status_code == 404
    AppointmentFactory(post=post, person=person)
    text = hers.get(page).content.decode()
    assert ("Lo público." in text, "Lo interno." in text) == (True, False)
    assert hers.get(f"{page}firmada/").status_code == 404
    assert hers.post(f"{page}firmar/").status_code == 404
    assert "Lo interno." in coordinator.get(page).content.decode()
    assert Client().get(page).status_code == 302


def test_who_takes_over_is_said_later(coordinator):
    post = AppointmentFactory().post
    handover = keep(coordinator, post)
    AppointmentFactory(post=post, started="2010", ended="2012")
    taken = AppointmentFactory(post=post, capacity="interina", started="2025")
    page = f"/gestion/entregas/{handover.uid}/"
    offered = coordinator.get(page).context["successor"].fields["taken"].choices
    assert [uid for uid, _label in offered] == ["", str(taken.uid)]
    coordinator.post(f"{page}recibe/", {"taken": str(taken.uid)})
    handover.refresh_from_db()
    assert handover.taken == taken
    assert coordinator.get(page).context["successor"] is None
