"""The handover file says what is open, is kept once, and shows to each reader what she may see."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from network.accounts.enums import Role
from network.accounts.viewer import GrantFact, Viewer
from network.commitments.models import Commitment
from network.documents.models import DocumentFile
from network.journal.models import Entry
from network.messages.models import LetterToPerson
from network.paper.document import Paragraph, Signatures, Table
from network.people.models import Person
from network.reports.chapters_told import all_chapters, told_today
from network.reports.models import Handover, HandoverNote
from network.reports.papers import file_kept, file_today
from network.reports.queries import visible_to
from network.reports.services import hand_over, name_successor, write_note
from network.ties.models import Collaboration
from tests.factories.records import (
    AffiliationFactory,
    AgreementFactory,
    AgreementPartyFactory,
    AppointmentFactory,
    CommitmentFactory,
    DocumentFactory,
    GivenTrainingFactory,
    InstitutionFactory,
    MilestoneFactory,
    MilestoneInstitutionFactory,
    PersonFactory,
    PostFactory,
    SeatFactory,
)
from tests.factories.resources import PlanFactory

pytestmark = pytest.mark.django_db

COORDINATOR = Viewer(user_id=None, grants=frozenset({GrantFact(Role.COORDINATOR)}))
ADMINISTRATOR = Viewer(grants=frozenset({GrantFact(Role.ADMINISTRATOR)}))


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: dt.date(2025, 11, 20))


def rows(post, viewer, name):
    return next(one.rows for one in told_today(post, viewer) if one.chapter.name == name)


def keys(post, viewer, name):
    return [row.key for row in rows(post, viewer, name)]


def texts(paper):
    cells = [cell for block in paper.blocks if isinstance(block, Table) for row in block.rows for cell in row]
    return cells + [text for row in paper.facts for text in row]


def kept(post, viewer=COORDINATOR, left=None, taken=None):
    return hand_over(post=post, left=left, taken=taken, on=dt.date(2025, 11, 20), viewer=viewer, by=None)


def test_each_chapter_holds_what_is_open_and_leaves_out_what_is_over():
    post = PostFactory()
    here = post.institution
    CommitmentFactory(package_id="abierto", debtor=here)
    CommitmentFactory(package_id="cumplido", debtor=here, status="done")
    CommitmentFactory(package_id="ajeno")
    for name, values in {
        "vigente": {},
        "hasta-este-ano": {"valid_until": "2025"},
        "vencido": {"valid_until": "2025-10"},
        "terminado": {"status": "terminated"},
    }.items():
        AgreementPartyFactory(
            agreement=AgreementFactory(package_id=name, title=name, **values), institution=here
        )
    PlanFactory(package_id="en-curso", institution=here, starts_on="2024", ends_on="2025")
    PlanFactory(package_id="plan-pasado", institution=here, starts_on="2020", ends_on="2024")
    PlanFactory(package_id="por-venir", institution=here, starts_on="2026")
    GivenTrainingFactory(package_id="anunciado", audience_institution=here, started="2025-12")
    GivenTrainingFactory(package_id="en-marcha", audience_institution=here, started="2025-10", ended="2025")
    GivenTrainingFactory(package_id="impartido", audience_institution=here, started="2025-11-19")
    for name, started in {
        "de-marzo": "2025-03",
        "del-ano": "2025",
        "del-mes": "2024-11",
        "viejo": "2024-10",
    }.items():
        MilestoneInstitutionFactory(
            milestone=MilestoneFactory(package_id=name, title=name, started=started), institution=here
        )
    DocumentFactory(package_id="emitido", issuer=here, issued_on="2025-02")
    DocumentFactory(package_id="sin-numero", issuer=here, number="")
    DocumentFactory(package_id="borrador", issuer=here, number="", status="draft", is_public=False)
    assert {
        name: keys(post, COORDINATOR, name) for name in ("commitments", "plans", "documents", "drafts")
    } == {
        "commitments": ["abierto"],
        "plans": ["en-curso"],
        "documents": ["emitido"],
        "drafts": ["borrador"],
    }
    assert keys(post, COORDINATOR, "agreements") == ["hasta-este-ano", "vigente"]
    assert set(keys(post, COORDINATOR, "trainings")) == {"anunciado", "en-marcha"}
    assert set(keys(post, COORDINATOR, "milestones")) == {"de-marzo", "del-ano", "del-mes"}


def test_a_chapter_without_anything_says_so_in_a_sentence():
    paper = file_today(PostFactory(), COORDINATOR)
    assert [len(block.rows) for block in paper.blocks if isinstance(block, Table)] == [len(all_chapters())]
    sentences = [block.text for block in paper.blocks if isinstance(block, Paragraph)]
    assert sentences[1:-2] == [str(chapter.absent) for chapter in all_chapters()]


@pytest.mark.parametrize("number", [1, 3])
def test_it_asks_as_many_questions_for_three_of_each_as_for_one(number, django_assert_num_queries):
    post = PostFactory()
    for place in range(number):
        here = {"institution": post.institution}
        CommitmentFactory(debtor=post.institution)
        AgreementPartyFactory(**here)
        SeatFactory(**here)
        PlanFactory(**here)
        MilestoneInstitutionFactory(**here, milestone=MilestoneFactory(started="2025"))
        DocumentFactory(issuer=post.institution)
        AffiliationFactory(**here, person=PersonFactory(visible=True))
        AppointmentFactory(
            post=post, started=str(2020 + place), ended=str(2021 + place), document=DocumentFactory()
        )
    assert len(rows(post, COORDINATOR, "commitments")) == number  # and the kinds are read once
    with django_assert_num_queries(18):  # two of them for files and stamps
        told_today(post, COORDINATOR)


def test_an_end_still_to_come_does_not_hide_who_holds_the_post_today():
    post = PostFactory()
    AppointmentFactory(
        post=post, person=PersonFactory(name="Ana Ejemplo"), started="2022", ended="2025-12-31"
    )
    AppointmentFactory(post=post, person=PersonFactory(name="Eva Ejemplo"), started="2026-01-01")
    facts = dict(file_today(post, COORDINATOR).facts)
    assert facts["Ocupa el puesto"] == "Ana Ejemplo, titular, 2022 – 31 de diciembre de 2025"


def test_the_names_are_those_that_the_reader_may_see():
    post = PostFactory()
    AppointmentFactory(post=post, person=PersonFactory(name="Oculta Ejemplo"), started="2020", ended="2022")
    AppointmentFactory(
        post=post, person=PersonFactory(name="Protegida Ejemplo", protected=True), started="2023"
    )
    told = [row.cells[0] for row in rows(post, COORDINATOR, "history")]
    assert told == ["Nombre reservado", "Oculta Ejemplo"]
    assert [row.cells[0] for row in rows(post, ADMINISTRATOR, "history")] == ["Nombre reservado"] * 2


def test_of_a_reserved_post_nothing_is_told_below_the_administration():
    post = PostFactory(publication="reserved")
    left = AppointmentFactory(post=post, person=PersonFactory(name="Ana Ejemplo"))
    assert keys(post, COORDINATOR, "history") == []
    assert "Ana Ejemplo" not in " ".join(texts(file_today(post, COORDINATOR)))
    assert [label for label, _text in file_today(post, COORDINATOR).facts if label == "Ocupa el puesto"] == []
    with pytest.raises(ValidationError):
        kept(post, left=left)
    handover = kept(post, ADMINISTRATOR, left=left)
    assert list(visible_to(Handover.objects.all(), COORDINATOR)) == []
    assert list(visible_to(Handover.objects.all(), ADMINISTRATOR)) == [handover]
    assert "Ana Ejemplo" not in " ".join(texts(file_kept(handover, ADMINISTRATOR)))


def test_contacts_are_those_who_confirmed_and_agreed_to_be_shown():
    post = PostFactory()
    holder = PersonFactory(visible=True, shows_ties=True, shows_as_holder="network")
    AppointmentFactory(post=post, person=holder)

    def tied(name, *, confirmed=True, **person):
        other = PersonFactory(name=name, **{"visible": True, "shows_ties": True, **person})
        Collaboration.objects.create(
            person_a=holder, person_b=other, kind="consults", confirmed_by_a=True, confirmed_by_b=confirmed
        )
        return other

    tied("Ana Ejemplo")
    tied("Sin Confirmar", confirmed=False)
    tied("Sin Mostrar", shows_ties=False)
    tied("Oculta Ejemplo", visible=False)
    assert [row.cells[0] for row in rows(post, COORDINATOR, "contacts")] == ["Ana Ejemplo"]
    Person.objects.filter(pk=holder.pk).update(shows_ties=False)
    assert rows(post, COORDINATOR, "contacts") == ()


def test_a_seat_of_hers_is_told_to_whoever_may_know_that_she_holds_the_post():
    post = PostFactory()
    person = PersonFactory(protected=True)
    AppointmentFactory(post=post, person=person)
    SeatFactory(person=person)
    institutional = SeatFactory(institution=post.institution)
    assert keys(post, COORDINATOR, "seats") == [str(institutional.pk)]
    Person.objects.filter(pk=person.pk).update(visibility="oculta")
    assert len(rows(post, COORDINATOR, "seats")) == 2


def test_what_is_kept_holds_no_name_and_is_opened_with_the_rights_of_the_reader():
    post = PostFactory()
    colleague = PersonFactory(name="Ana Ejemplo", visible=True)
    AffiliationFactory(person=colleague, institution=post.institution)
    left = AppointmentFactory(post=post, person=PersonFactory(name="Eva Ejemplo"))
    CommitmentFactory(text="Lo público.", debtor=post.institution, agreement=None)
    CommitmentFactory(text="Lo interno.", debtor=post.institution, agreement=None, is_public=False)
    handover = kept(post, left=left)
    assert "Ejemplo" not in str(handover.content)

    seen = texts(file_kept(handover, COORDINATOR))
    assert {"Lo público.", "Lo interno.", "Ana Ejemplo", "Eva Ejemplo"} <= set(seen)

    successor = PersonFactory()
    AppointmentFactory(post=post, person=successor, capacity="interina", started="2025-11-20")
    member = Viewer(person_id=successor.pk)
    assert list(visible_to(Handover.objects.all(), member)) == [handover]
    seen = set(texts(file_kept(handover, member)))
    assert ("Lo público." in seen, "Lo interno." in seen, "Ana Ejemplo" in seen) == (True, False, True)
    assert "Eva Ejemplo" not in seen

    Person.objects.filter(pk=colleague.pk).update(visibility="oculta")
    assert "Ana Ejemplo" not in texts(file_kept(handover, member))
    stranger = Viewer(person_id=PersonFactory().pk)
    assert list(visible_to(Handover.objects.all(), stranger)) == []


def test_it_is_kept_whole_although_whoever_keeps_it_may_see_less():
    post = PostFactory()
    CommitmentFactory(text="Lo interno.", debtor=post.institution, agreement=None, is_public=False)
    handover = kept(post, ADMINISTRATOR)
    assert "Lo interno." not in texts(file_kept(handover, ADMINISTRATOR))
    assert "Lo interno." in texts(file_kept(handover, COORDINATOR))


def test_what_was_kept_stays_as_it_was_although_the_records_go_on():
    post = PostFactory()
    CommitmentFactory(text="Formar al personal.", debtor=post.institution, agreement=None)
    handover = kept(post)
    Commitment.objects.update(text="Otra cosa.", status="done")
    assert "Formar al personal." in texts(file_kept(handover, COORDINATOR))
    Commitment.objects.all().delete()
    assert "Formar al personal." not in texts(file_kept(handover, COORDINATOR))


def test_the_note_is_kept_as_a_draft_and_goes_with_the_file():
    post = PostFactory()
    write_note(post=post, text="Primero la agenda.", by=None)
    write_note(post=post, text="Primero la agenda.", by=None)
    assert Entry.objects.filter(verb="write_handover_note").count() == 1
    post.refresh_from_db()
    assert Paragraph("Primero la agenda.") in file_today(post, COORDINATOR).blocks
    handover = kept(post)
    assert (handover.note, HandoverNote.objects.count()) == ("Primero la agenda.", 0)
    assert Paragraph("Primero la agenda.") in file_kept(handover, COORDINATOR).blocks


def test_whoever_leaves_hands_over_once_and_never_to_herself():
    post = PostFactory()
    left = AppointmentFactory(post=post)
    assert kept(post, left=left) == kept(post, left=left)
    assert (Handover.objects.count(), Entry.objects.filter(verb="hand_over").count()) == (1, 1)
    with pytest.raises(ValidationError):
        kept(post, left=AppointmentFactory())
    other = AppointmentFactory(post=post, capacity="suplente")
    with pytest.raises(ValidationError):
        kept(post, left=other, taken=other)
    handover = Handover.objects.get()
    with pytest.raises(ValidationError):
        name_successor(handover=handover, taken=left, by=None)
    assert name_successor(handover=handover, taken=other, by=None).taken == other


def test_the_paper_has_lines_to_sign_for_both_and_for_witnesses():
    post = PostFactory()
    left = AppointmentFactory(post=post, person=PersonFactory(name="Ana Ejemplo"), ended="2025-11-20")
    taken = AppointmentFactory(post=post, person=PersonFactory(name="Eva Ejemplo"), started="2025-11-21")
    paper = file_kept(kept(post, left=left, taken=taken), COORDINATOR)
    assert paper.blocks[-1] == Signatures(
        ("Ana Ejemplo\nEntrega", "Eva Ejemplo\nRecibe", "Testigo", "Testigo")
    )


def test_the_file_stays_when_a_person_is_erased():
    post = PostFactory()
    person = PersonFactory()
    handover = kept(post, left=AppointmentFactory(post=post, person=person))
    person.delete()
    handover.refresh_from_db()
    assert handover.left is None


def test_nothing_of_another_institution_comes_into_the_file():
    post, other = PostFactory(), InstitutionFactory()
    CommitmentFactory(debtor=other)
    SeatFactory(institution=other)
    MilestoneInstitutionFactory(institution=other, milestone=MilestoneFactory(started="2025"))
    PlanFactory(institution=other)
    assert [one.chapter.name for one in told_today(post, COORDINATOR) if one.rows] == []


def test_each_file_of_each_document_is_named_and_opened_by_the_right_of_the_reader():
    post = PostFactory()
    document = DocumentFactory(issuer=post.institution, number="9", received_stamp="Oficialía 12")
    for n, label in enumerate(("Firmado", "Sin nombres")):
        DocumentFile.objects.create(
            document=document,
            file="x.pdf",
            content_type="application/pdf",
            size=2048,
            sha256=str(n) * 64,
            label=label,
            is_public_version=bool(n),
        )
    assert [row.cells[1] for row in rows(post, COORDINATOR, "files")] == [
        "Oficialía 12",
        "Firmado",
        "Sin nombres",
    ]
    made = kept(post)
    assert {"Firmado", "Sin nombres"} <= set(texts(file_kept(made, COORDINATOR)))
    LetterToPerson.objects.create(letter=document, person=PersonFactory(visibility="protected"))
    assert not {"Firmado", "Sin nombres", "Oficialía 12"} & set(texts(file_kept(made, COORDINATOR)))
