"""The dossier shows what is known of an institution and what its viewer may see, and nothing else."""

import pytest
from django.test import Client

from network.accounts.enums import Role, ScopeKind
from network.vocabulary.terms import forget_terms
from tests.factories.accounts import UserFactory
from tests.factories.records import (
    AffiliationFactory,
    AgreementFactory,
    AgreementPartyFactory,
    CommitmentFactory,
    DocumentFactory,
    GroupFactory,
    InstitutionFactory,
    MechanismFactory,
    MilestoneFactory,
    MilestoneInstitutionFactory,
    PersonFactory,
    ProgrammeFactory,
    SeatFactory,
)

from .dossier_world import full_institution

pytestmark = pytest.mark.django_db


def dossier(client, institution):
    response = client.get(institution.get_absolute_url())
    assert response.status_code == 200
    return response


def panel(response, anchor):
    return next((p for p in response.context["panels"] if p.anchor == anchor), None)


def figures(response):
    return {figure.anchor: figure.value for figure in response.context["figures"]}


def neighbours(response):
    found = panel(response, "vecinas")
    return [row.neighbour.name for row in found.context["rows"]] if found else []


@pytest.mark.parametrize("number", [1, 3])
def test_the_public_dossier_takes_the_same_few_queries_for_one_and_three_of_everything(
    number, django_assert_num_queries
):
    institution = full_institution(number)
    forget_terms()
    with django_assert_num_queries(19):
        Client().get(institution.get_absolute_url())


@pytest.mark.parametrize(("chained", "queries"), [(False, 24), (True, 25)])
@pytest.mark.parametrize("number", [1, 3])
def test_a_dossier_for_a_member_who_works_somewhere_takes_24_queries_and_one_for_chains(
    number, chained, queries, log_in, django_assert_num_queries
):
    institution = full_institution(number)
    if chained:
        for document in institution.documents_issued.all():
            DocumentFactory(issuer=institution).follows.add(document)
    AffiliationFactory(person=PersonFactory(account=(user := UserFactory())))
    client = log_in(Role.MEMBER, user=user)
    forget_terms()
    with django_assert_num_queries(queries):
        client.get(institution.get_absolute_url())


def test_every_panel_stands_in_a_full_dossier_and_nothing_is_called_missing(client):
    response = dossier(client, full_institution(1))
    assert [p.anchor for p in response.context["panels"]] == [
        "mecanismos",
        "puestos",
        "vecinas",
        "mesas",
        "convenios",
        "programas",
        "compromisos",
        "hitos",
        "formacion",
        "documentos",
        "planes",
        "cifras",
        "materiales",
        "rutas",
    ]
    assert response.context["absent"] == ""
    assert figures(response) == {
        "mesas": 1,
        "convenios": 1,
        "compromisos": 2,
        "hitos": 1,
        "vecinas": 2,
    }


def test_what_is_not_recorded_is_named_in_one_sentence(client):
    response = dossier(client, InstitutionFactory())
    assert response.context["panels"] == []
    assert response.context["absent"] == (
        "mecanismos de género, puestos, vínculos con otras instituciones, mesas, convenios, "
        "programas, compromisos, hitos, formación, documentos, planes, cifras publicadas, "
        "materiales ni rutas de atención"
    )


def test_an_unknown_institution_is_missing(client):
    assert client.get("/instituciones/ninguna/").status_code == 404


def test_its_place_in_the_tree_runs_from_the_root_down_to_its_children(client):
    institution = full_institution(1)
    response = dossier(client, institution)
    place = response.context["place"]
    assert [i.name for i in place.ancestors] == ["Gobierno municipal", "Coordinación general"]
    assert list(place.children) == list(institution.children.all())
    assert response.context["aliases"] == ["Alias 0"]


def test_a_mechanism_tells_its_stage_to_whom_it_reports_and_what_is_expected_of_its_kind(client):
    institution = full_institution(1)
    (row,) = panel(dossier(client, institution), "mecanismos").context["rows"]
    assert (row.stage.label, row.created) == ("Constituido", "sin fecha registrada")
    assert row.expected == (("Función", ("Asesorar a las áreas.",)),)


def test_the_kind_other_is_expected_nothing_of(client):
    mechanism = MechanismFactory(kind="other")
    (row,) = panel(dossier(client, mechanism.institution), "mecanismos").context["rows"]
    assert row.expected == ()


def test_neighbours_come_with_the_number_and_the_reasons_of_their_ties(client):
    here, near, far = (InstitutionFactory(name=name) for name in ("Aquí", "Cerca", "Lejos"))
    group = GroupFactory(name="Mesa de datos")
    for institution, basis in ((here, "stated"), (near, "stated"), (far, "inferred")):
        SeatFactory(group=group, institution=institution, basis=basis)
    ProgrammeFactory(institution=near, host_unit=here, name="Casa de día")
    rows = panel(dossier(client, here), "vecinas").context["rows"]
    assert [(row.neighbour.name, [r.title for r in row.reasons], row.is_inferred) for row in rows] == [
        ("Cerca", ["Mesa de datos", "Casa de día"], False),
        ("Lejos", ["Mesa de datos"], True),
    ]


def test_an_institution_named_twice_in_a_context_is_one_reason(client):
    here, near = InstitutionFactory(), InstitutionFactory()
    milestone = MilestoneFactory()
    for institution, role in ((here, "lead"), (here, "funder"), (near, "partner"), (near, "beneficiary")):
        MilestoneInstitutionFactory(milestone=milestone, institution=institution, role=role)
    ProgrammeFactory(institution=here, host_unit=near).partners.add(near)
    (row,) = panel(dossier(client, here), "vecinas").context["rows"]
    assert len(row.reasons) == 2


def test_one_neighbour_met_in_every_layer_is_one_neighbour(client):
    here, near = InstitutionFactory(), InstitutionFactory(name="Cerca", short_name="C")
    group, agreement, milestone = GroupFactory(), AgreementFactory(), MilestoneFactory()
    for institution in (here, near):
        SeatFactory(group=group, institution=institution)
        AgreementPartyFactory(agreement=agreement, institution=institution)
        MilestoneInstitutionFactory(milestone=milestone, institution=institution)
    ProgrammeFactory(institution=here).partners.add(near)
    response = dossier(client, here)
    (row,) = panel(response, "vecinas").context["rows"]
    assert (row.neighbour.name, len(row.reasons), figures(response)["vecinas"]) == ("Cerca", 4, 1)


def test_a_seat_that_names_a_person_is_no_tie_of_her_institution(client):
    here, group = InstitutionFactory(), GroupFactory()
    SeatFactory(group=group, institution=here)
    SeatFactory(group=group, person=PersonFactory(visible=True))
    response = dossier(client, here)
    assert neighbours(response) == []
    assert panel(response, "mesas").context["sections"][0].lines[0].others == ()


def test_a_file_of_neighbours_holds_what_the_page_holds(client):
    institution = full_institution(1)
    response = client.get(f"{institution.get_absolute_url()}?formato=csv")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert lines[0] == "Institución vinculada,Identificador,Tipo,Lo que comparten,Fundamento"
    assert len(lines) == 6


def _internal_world():
    """An institution with one internal record of each kind that ties it to a neighbour."""
    here, other = InstitutionFactory(), InstitutionFactory(name="Vecina interna")
    group = GroupFactory(is_public=False, name="Mesa interna")
    agreement = AgreementFactory(is_public=False, title="Convenio interno")
    milestone = MilestoneFactory(is_public=False, title="Hito interno")
    for institution in (here, other):
        SeatFactory(group=group, institution=institution)
        AgreementPartyFactory(agreement=agreement, institution=institution)
        MilestoneInstitutionFactory(milestone=milestone, institution=institution)
    CommitmentFactory(
        agreement=agreement, debtor=here, creditor=other, text="Compromiso del convenio interno"
    )
    CommitmentFactory(agreement=None, debtor=here, text="Compromiso interno", is_public=False)
    DocumentFactory(issuer=here, subject="Documento interno", is_public=False)
    return here


INTERNAL = ("interna", "interno")


@pytest.mark.parametrize("role", [None, Role.MEMBER, Role.LIAISON, Role.ANALYST, Role.ADMINISTRATOR])
def test_internal_records_are_missing_for_all_but_coordinators(role, log_in):
    here = _internal_world()
    if role is None:
        client = Client()
    elif role == Role.LIAISON:
        client = log_in(role, scope=ScopeKind.INSTITUTION, key=here.package_id)
    else:
        client = log_in(role)
    response = dossier(client, here)
    assert figures(response) == {}
    assert neighbours(response) == []
    assert [word for word in INTERNAL if word in response.content.decode()] == []
    file = client.get(f"{here.get_absolute_url()}?formato=csv")
    assert [word for word in INTERNAL if word in file.content.decode()] == []


@pytest.mark.parametrize("scope", ["network", "institution"])
def test_a_coordinator_of_the_network_or_of_the_institution_sees_its_internal_records(scope, log_in):
    here = _internal_world()
    key = here.package_id if scope == "institution" else ""
    response = dossier(log_in(Role.COORDINATOR, scope=scope, key=key), here)
    assert figures(response) == {"mesas": 1, "convenios": 1, "compromisos": 2, "hitos": 1, "vecinas": 1}
    assert panel(response, "documentos") is not None


def test_a_coordinator_of_another_department_sees_none_of_them(log_in):
    here = _internal_world()
    other = InstitutionFactory(parent=here)
    client = log_in(Role.COORDINATOR, scope=ScopeKind.INSTITUTION, key=other.package_id)
    assert figures(dossier(client, here)) == {}


def test_people_who_work_there_are_counted_and_named_as_far_as_the_viewer_may_know(log_in):
    here = InstitutionFactory()
    AffiliationFactory(institution=here, person=PersonFactory(visible=True, name="Ana Visible"))
    AffiliationFactory(institution=here, person=PersonFactory(limited=True, alias="Lila", post_title="Jefa"))
    AffiliationFactory(
        institution=here, person=PersonFactory(limited=True, alias="Rosa", shows_institution=True)
    )
    AffiliationFactory(institution=here, person=PersonFactory(name="Olga Oculta"))
    AffiliationFactory(institution=here, person=PersonFactory(protected=True, name="Petra Protegida"))
    AffiliationFactory(institution=here, person=PersonFactory(visible=True, name="Eva Antes"), ended="2019")
    (section,) = panel(dossier(log_in(Role.MEMBER), here), "personas").context["sections"]
    assert [line.title for line in section.lines] == ["Ana Visible", "Rosa"]
    assert section.title == "2 personas que usted puede ver"
    (section,) = panel(dossier(log_in(Role.COORDINATOR), here), "personas").context["sections"]
    assert len(section.lines) == 4
    for client in (Client(), log_in(Role.ANALYST)):
        assert panel(dossier(client, here), "personas") is None


def test_an_institution_with_very_many_people_sends_to_the_directory_for_the_rest(log_in, monkeypatch):
    monkeypatch.setattr("network.people.panels.SHOWN", 2)
    here = InstitutionFactory(package_id="aqui")
    for name in "ABC":
        AffiliationFactory(institution=here, person=PersonFactory(visible=True, name=name))
    client = log_in(Role.MEMBER)
    (section,) = panel(dossier(client, here), "personas").context["sections"]
    assert section.title == "3 personas que usted puede ver"
    assert [line.title for line in section.lines] == ["A", "B", "Todas, en el directorio"]
    directory = client.get(section.lines[-1].url).content.decode()
    assert [name for name in "ABC" if f">{name}</a>" in directory] == ["A", "B", "C"]


def test_a_dossier_seen_by_an_insider_is_never_stored(client, log_in):
    here = InstitutionFactory()
    assert dossier(log_in(Role.MEMBER), here)["Cache-Control"] == "no-store, private"
    assert not dossier(client, here).has_header("Cache-Control")


def test_one_more_hidden_person_changes_nothing_for_the_public_and_for_members(log_in):
    here = full_institution(1)
    clients = [Client(), log_in(Role.MEMBER)]
    before = [_main(client, here) for client in clients]
    hidden = PersonFactory(name="Olga Oculta")
    AffiliationFactory(institution=here, person=hidden)
    SeatFactory(group=here.seats.get().group, institution=here, person=hidden)
    assert [_main(client, here) for client in clients] == before


def _main(client, institution):
    """The page without its frame, in which the form to log out has a token of its own."""
    return dossier(client, institution).content.decode().split("<main")[1].split("</main")[0]


def test_a_long_panel_shows_three_and_folds_the_rest_without_losing_any(client):
    here = InstitutionFactory()
    for place in range(5):
        SeatFactory(institution=here, group=GroupFactory(name=f"Mesa {place}"))
    body = _main(client, here).split('id="mesas"')[1].split("</section>")[0]
    shown, folded = body.split("<details")
    assert [f"Mesa {place}" in shown for place in range(5)] == [True] * 3 + [False] * 2
    assert "Ver los 2 restantes" in folded
    assert [f"Mesa {place}" in folded for place in (3, 4)] == [True, True]


def test_what_the_labels_mean_is_told_once_and_only_for_those_that_occur(client):
    here = InstitutionFactory()
    for _ in range(2):
        SeatFactory(institution=here, role="lead", basis="inferred")
    body = _main(client, here).split('id="mesas"')[1].split("</section>")[0]
    assert body.count("convoca a la mesa y la conduce") == 1
    assert body.count("ninguna fuente lo dice expresamente") == 1
    assert "está invitada" not in body
