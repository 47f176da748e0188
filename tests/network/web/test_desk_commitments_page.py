"""The desk's page of a commitment, with notes and internal commitments that others must not read."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from network.accounts.enums import Role, ScopeKind
from network.commitments.following import tell_progress
from network.commitments.models import Commitment
from tests.factories.records import (
    AgreementFactory,
    AgreementPartyFactory,
    CommitmentFactory,
    DocumentFactory,
)
from tests.factories.resources import PlanFactory

pytestmark = pytest.mark.django_db
LIST = "/gestion/compromisos/"


def of(row, deed=""):
    return f"{LIST}{row.package_id}/{deed}"


def test_who_follows_it_reads_its_notes_and_who_does_not_sees_what_everyone_sees(log_in):
    row = CommitmentFactory(agreement=None, status="pending")
    hidden = CommitmentFactory(agreement=None, is_public=False)
    note = tell_progress(commitment=row, by=None, told_on="2026", text="Avance reservado")
    net = log_in(Role.COORDINATOR)
    assert "Avance reservado" in net.get(of(row)).content.decode()
    assert net.get(of(hidden)).status_code == 200
    out = log_in(Role.COORDINATOR, scope=ScopeKind.INSTITUTION, key=hidden.debtor.package_id)
    page = out.get(of(row)).content.decode()
    assert "Avance reservado" not in page
    assert "Qué se puede hacer" not in page
    assert out.post(of(row, "cumplido/"), {"done-on": "2026"}).status_code == 404
    assert out.get(of(row, f"avance/{note.uid}/archivo/")).status_code == 404
    assert out.get(of(hidden)).status_code == 200
    assert (
        log_in(Role.COORDINATOR, scope=ScopeKind.INSTITUTION, key=row.debtor.package_id)
        .get(of(hidden))
        .status_code
        == 404
    )
    assert log_in(Role.MEMBER).get(of(row)).status_code == 404
    assert Client().get(of(row)).status_code == 302


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_asks_as_many_questions_for_three_notes_as_for_one(log_in, number, django_assert_num_queries):
    row = CommitmentFactory(agreement=None, status="pending")
    for _ in range(number):
        tell_progress(commitment=row, by=None, told_on="2026", text="Va", document=DocumentFactory())
    net = log_in(Role.COORDINATOR)
    net.get(of(row))
    with django_assert_num_queries(11):
        assert len(net.get(of(row)).context["progress"]) == number


def test_from_the_form_through_evidence_to_acknowledged_and_the_report(log_in):
    agreement = AgreementFactory()
    one, other = (AgreementPartyFactory(agreement=agreement).institution for _ in range(2))
    theme = CommitmentFactory().theme
    net = log_in(Role.COORDINATOR)
    assert f"convenio={agreement.package_id}" in net.get(agreement.get_absolute_url()).content.decode()
    form = {"text": "Capacitar a todas", "debtor": one.name, "creditor": other.name, "theme": theme.code}
    wrong = net.post(f"{LIST}nuevo/", {**form, "due_on": "mañana", "agreement": agreement.package_id})
    assert list(wrong.context["form"].errors) == ["due_on"]
    net.post(f"{LIST}nuevo/", {**form, "due_on": "2026-06", "agreement": agreement.package_id})
    row = Commitment.objects.get(text="Capacitar a todas")
    bad = net.post(of(row, "avance/"), {"progress-told_on": "2026", "progress-text": ""})
    assert "progress-text" in bad.content.decode()
    scan = SimpleUploadedFile("acta.pdf", b"%PDF-1.4 acta")
    says = {"progress-told_on": "2026", "progress-text": "Primer grupo", "progress-scan": scan}
    assert net.post(of(row, "avance/"), says).status_code == 302
    note = row.progress.get()
    got = net.get(of(row, f"avance/{note.uid}/archivo/"))
    assert b"".join(got.streaming_content) == b"%PDF-1.4 acta"
    assert "attachment" in got["Content-Disposition"]
    net.post(of(row, "cumplido/"), {"done-on": "2026"})
    net.post(of(row, "reconocido/"), {"acknowledged-on": "2026"})
    row.refresh_from_db()
    assert (row.status, row.acknowledged_by) == ("done", other)
    assert "reconocido por" in net.get(agreement.get_absolute_url()).content.decode()
    assert "reconocido por" in net.get(one.get_absolute_url()).content.decode()
    report = net.get(f"{LIST}informe/{one.package_id}/")
    assert "Capacitar a todas" in report.content.decode()
    assert net.get(f"{LIST}informe/{one.package_id}.docx").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_many_questions_for_three_as_for_one(log_in, number, django_assert_num_queries):
    for _ in range(number):
        row = CommitmentFactory(status="done", done_on="2026")
        row.acknowledged_on, row.acknowledged_by = "2026", row.debtor
        row.save()
    net = log_in(Role.COORDINATOR)
    net.get(LIST)
    with django_assert_num_queries(9):
        assert net.get(LIST).content.decode().count("reconocido por") == number


def test_under_a_plan_from_the_dossier_to_the_public_and_back(log_in):
    plan = PlanFactory(title="Agenda de género")
    theme = CommitmentFactory(agreement=None).theme
    net, dossier = log_in(Role.COORDINATOR), plan.institution.get_absolute_url()
    assert f"nuevo/?plan={plan.package_id}" in net.get(dossier).content.decode()
    assert "nuevo/?plan=" not in Client().get(dossier).content.decode()
    new = net.get(f"{LIST}nuevo/?plan={plan.package_id}").content.decode()
    assert f'<option value="{plan.package_id}" selected>' in new
    said = {"text": "Abrir la ofisina", "debtor": plan.institution.name, "theme": theme.code}
    both = {**said, "plan": plan.package_id, "agreement": AgreementFactory().package_id}
    assert list(net.post(f"{LIST}nuevo/", both).context["form"].errors) == ["plan"]
    net.post(f"{LIST}nuevo/", {**said, "plan": plan.package_id})
    row = Commitment.objects.get(plan=plan)
    assert "Agenda de género" in net.get(of(row)).content.decode()
    listed = net.get(f"{LIST}?plan={plan.package_id}")
    assert [each["commitment"] for each in listed.context["listing"].page.object_list] == [row]
    assert "Abrir la ofisina" not in Client().get(dossier).content.decode()
    form = {"text": "Abrir la oficina", "theme": theme.code, "plan": plan.package_id}
    assert "Abrir la ofisina" in net.get(of(row, "corregir/")).content.decode()
    refused = net.post(of(row, "corregir/"), {**form, "reason": ""})
    assert list(refused.context["form"].errors) == ["reason"]
    assert "Abrir la oficina" in refused.content.decode()
    assert net.post(of(row, "corregir/"), {**form, "reason": "Falta"}).url == of(row)
    net.post(of(row, "publicar/"), {"is_public": "yes"})
    seen = Client().get(dossier).content.decode()
    assert ("Abrir la oficina" in seen, "ofisina" in seen) == (True, False)
    net.post(of(row, "publicar/"), {"is_public": "no"})
    assert "Abrir la oficina" not in Client().get(dossier).content.decode()


def test_who_coordinates_the_debtor_alone_finds_neither_page(log_in):
    row = CommitmentFactory(agreement=None, is_public=False)
    hers = log_in(Role.COORDINATOR, scope=ScopeKind.INSTITUTION, key=row.debtor.package_id)
    assert hers.get(of(row)).status_code == 200
    assert "publicar/" not in hers.get(of(row)).content.decode()
    assert hers.get(of(row, "corregir/")).status_code == 404
    assert hers.post(of(row, "publicar/"), {"is_public": "yes"}).status_code == 404
    row.refresh_from_db()
    assert not row.is_public


def test_publishing_is_taken_back_from_the_journal(log_in):
    row = CommitmentFactory(agreement=None, is_public=False)
    net = log_in(Role.COORDINATOR)
    net.post(of(row, "publicar/"), {"is_public": "yes"})
    page = f"/gestion/bitacora/{row.uid}/publish_commitment/deshacer/"
    assert net.get(page).status_code == 200
    net.post(page, {"reason": "Todavía no"})
    row.refresh_from_db()
    assert not row.is_public
