"""What each room says of an institution in the coverage matrix, and what it must not say."""

import pytest
import time_machine

from network.accounts.enums import Role
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.agreements.enums import AgreementStatus
from network.consolidation.enums import Condition
from network.consolidation.models import ConditionFinding
from network.insights.coverage_matrix import Matrix, columns
from network.institutions.enums import Stage
from network.plans.models import Plan
from network.vocabulary.coverage import State
from tests.factories.records import (
    AgreementFactory,
    AgreementPartyFactory,
    AppointmentFactory,
    GivenTrainingFactory,
    GroupFactory,
    InstitutionFactory,
    MechanismFactory,
    MilestoneFactory,
    MilestoneInstitutionFactory,
    PersonFactory,
    PostFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db
GAP, UNKNOWN, SOLVED, NOT_APPLICABLE = State.GAP, State.UNKNOWN, State.SOLVED, State.NOT_APPLICABLE
ANALYST = Viewer(user_id=1, grants=frozenset({GrantFact(Role.ANALYST)}))
COORDINATOR = Viewer(user_id=1, grants=frozenset({GrantFact(Role.COORDINATOR)}))


@pytest.fixture(autouse=True)
def in_the_middle_of_2021():
    with time_machine.travel("2021-06-15T18:00:00Z", tick=False):
        yield


def cell(institution, name, viewer=PUBLIC):
    matrix = Matrix(viewer)
    (row,) = (row for row in matrix.rows if row.package_id == institution.package_id)
    return row.cells[matrix.place_of(name)]


def told(institution, name, viewer=PUBLIC):
    found = cell(institution, name, viewer)
    return found.state, found.text


def test_the_rooms_contribute_nine_columns_in_this_order_one_of_them_for_members_alone():
    assert [column.name for column in columns()] == [
        "mecanismo",
        "condiciones",
        "enlace",
        "formacion",
        "alcance",
        "plan",
        "convenio",
        "asiento",
        "actividad",
    ]
    of_public = [column.name for column in Matrix(PUBLIC).columns]
    assert of_public == [column.name for column in columns() if column.name != "alcance"]


def test_an_institution_of_which_nothing_is_recorded_has_every_gap():
    InstitutionFactory()
    matrix = Matrix(PUBLIC)
    assert [row.gaps for row in matrix.rows] == [7]
    found = [(s.gaps, s.solved, s.unknown, s.not_applicable) for s in matrix.summaries(matrix.rows)]
    assert found == [(1, 0, 0, 0), (0, 0, 0, 1), *[(1, 0, 0, 0)] * 6]  # no mechanism, no conditions of it


@pytest.mark.parametrize("order", [1, -1])
def test_of_several_mechanisms_the_furthest_stage_counts(order):
    here = InstitutionFactory()
    for stage in (Stage.FORMING, Stage.CONSOLIDATED)[::order]:
        MechanismFactory(institution=here, stage=stage, reports_to=InstitutionFactory())
    assert told(here, "mecanismo") == (SOLVED, "Consolidado")
    assert cell(here, "mecanismo").facts == tuple(m.name for m in here.mechanisms.order_by("name"))


def test_a_mechanism_that_reports_to_an_institution_is_not_its_own():
    here = InstitutionFactory()
    MechanismFactory(reports_to=here)
    assert told(here, "mecanismo") == (GAP, "Sin registro")


def test_a_womens_institute_needs_no_mechanism_but_shows_the_one_it_has():
    institute = InstitutionFactory(kind="womens_institute")
    assert cell(institute, "mecanismo").state is NOT_APPLICABLE
    MechanismFactory(institution=institute, stage=Stage.FORMING)
    assert told(institute, "mecanismo") == (SOLVED, "En formación")


@pytest.mark.parametrize("covered", [True, False])
@pytest.mark.parametrize(
    ("publication", "viewer", "if_covered", "if_vacant"),
    [
        ("public", PUBLIC, (SOLVED, "Enlace designado"), (GAP, "Sin enlace designado")),
        ("network", ANALYST, (SOLVED, "Enlace designado"), (GAP, "Sin enlace designado")),
        ("network", PUBLIC, (UNKNOWN, "Se consulta dentro de la red"), None),
        ("reserved", ANALYST, (UNKNOWN, "En actualización"), None),
        ("reserved", COORDINATOR, (UNKNOWN, "En actualización"), None),
    ],
)
def test_a_liaison_post_tells_what_its_own_publication_allows_and_never_its_holder(
    publication, viewer, if_covered, if_vacant, covered
):
    here = InstitutionFactory()
    post = PostFactory(institution=here, kind="focal_point", publication=publication)
    if covered:
        AppointmentFactory(post=post, person=PersonFactory(protected=True))
    expected = if_covered if covered or if_vacant is None else if_vacant
    assert told(here, "enlace", viewer) == expected


def test_a_covered_liaison_post_counts_beside_a_vacant_and_a_reserved_one():
    here = InstitutionFactory()
    PostFactory(institution=here)
    PostFactory(institution=here, publication="reserved")
    assert told(here, "enlace") == (GAP, "Sin enlace designado")
    AppointmentFactory(post=PostFactory(institution=here))
    assert told(here, "enlace") == (SOLVED, "Enlace designado")


def test_a_post_of_another_kind_is_no_liaison():
    here = InstitutionFactory()
    AppointmentFactory(post=PostFactory(institution=here, kind="head"))
    assert told(here, "enlace") == (GAP, "Sin puesto registrado")


def test_trainings_are_told_apart_as_given_and_received_and_numbers_are_never_added_across_kinds():
    here, other = InstitutionFactory(), InstitutionFactory()
    for participants, count_of, qualifier in (
        (30, "attended", "exact"),
        (12, "attended", "exact"),
        (100, "attended", "at_least"),
        (7, "certified", "exact"),
        (None, "", ""),
    ):
        GivenTrainingFactory(
            participants=participants, count_of=count_of, qualifier=qualifier, audience_institution=here
        ).providers.set([other, InstitutionFactory()])
    assert told(here, "formacion") == (SOLVED, "5 recibidas")
    assert cell(here, "formacion").facts == (
        "recibió: más de 100 personas que asistieron",
        "recibió: 42 personas que asistieron",
        "recibió: 7 personas con constancia",
        "recibió: 1 formación sin cifra",
    )
    assert told(other, "formacion") == (SOLVED, "5 impartidas")


@pytest.mark.parametrize(
    ("started", "reached"), [("", True), ("2021", True), ("2021-06", True), ("2021-07", False)]
)
def test_a_training_that_is_still_to_come_has_reached_nobody(started, reached):
    here = InstitutionFactory()
    GivenTrainingFactory(started=started, audience_institution=here)
    assert cell(here, "formacion").state is (SOLVED if reached else GAP)


@pytest.mark.parametrize(
    ("plans", "expected"),
    [
        ([("2018", "2025")], (SOLVED, "1 vigente, hasta: 2025")),
        ([("2018", "2021")], (SOLVED, "1 vigente, hasta: 2021")),
        ([("2018", "2021-05")], (GAP, "Ninguno ahora; terminó: mayo de 2021")),
        ([("2018", "")], (SOLVED, "1 vigente, sin fecha de término registrada")),
        ([("", "2030"), ("2020", "")], (SOLVED, "2 vigentes, sin fecha de término registrada")),
        ([("", "")], (UNKNOWN, "1 plan sin fechas")),
        ([("", ""), ("", "2020")], (UNKNOWN, "1 plan sin fechas")),
        ([("2021-07", "")], (GAP, "Ninguno ahora: aún no comienza")),
        ([("", "2019"), ("", "2020-02")], (GAP, "Ninguno ahora; terminó: febrero de 2020")),
    ],
)
def test_a_plan_is_current_by_its_partial_dates(plans, expected):
    here = InstitutionFactory()
    for number, (starts, ends) in enumerate(plans):
        Plan.objects.create(
            title=f"Plan {number}", kind="plan_anual", institution=here, starts_on=starts, ends_on=ends
        )
    assert told(here, "plan") == expected


@pytest.mark.parametrize("kind", ["diagnostico", "informe"])
def test_an_assessment_or_a_report_is_no_plan(kind):
    here = InstitutionFactory()
    Plan.objects.create(title="Diagnóstico", kind=kind, institution=here, starts_on="2020")
    assert told(here, "plan") == (GAP, "Sin registro")


@pytest.mark.parametrize(
    ("agreements", "expected"),
    [
        ([("in_force", "")], (SOLVED, "1 vigente, sin fecha de término registrada")),
        ([("in_force", "2021")], (SOLVED, "1 vigente, hasta: 2021")),
        ([("in_force", "2020")], (GAP, "Ninguno ahora; terminó: 2020")),
        ([("unknown", "")], (UNKNOWN, "1, no se sabe si está vigente")),
        ([("unknown", "2030")], (UNKNOWN, "1, no se sabe si está vigente")),
        ([("signed", ""), ("unknown", "")], (UNKNOWN, "2, no se sabe si están vigentes")),
        ([("unknown", ""), ("in_force", "2030")], (SOLVED, "1 vigente, hasta: 2030")),
        ([("in_approval", ""), ("draft", "")], (GAP, "Ninguno aún: 2 en camino")),
        ([("terminated", "")], (GAP, "Ninguno ahora: terminó, sin fecha registrada")),
        ([("unknown", "2020-12-31")], (GAP, "Ninguno ahora; terminó: 31 de diciembre de 2020")),
    ],
)
def test_an_agreement_is_in_force_only_where_it_is_said_and_not_over(agreements, expected):
    here = InstitutionFactory()
    for status, until in agreements:
        agreement = AgreementFactory(status=status, valid_until=until, signed_on="2015")
        AgreementPartyFactory(agreement=agreement, institution=here)
    assert told(here, "convenio") == expected


@pytest.mark.parametrize(
    ("seats", "expected"),
    [
        ([("", "", "stated")], (SOLVED, "1 asiento")),
        ([("", "", "stated"), ("2020", "2021", "inferred")], (SOLVED, "2 asientos (1 inferido)")),
        ([("2020", "2020", "stated")], (GAP, "Ninguno ahora; terminó: 2020")),
        ([("2022", "", "stated")], (GAP, "Ninguno ahora: aún no comienza")),
    ],
)
def test_seats_are_those_of_today_and_an_inferred_one_says_so(seats, expected):
    here = InstitutionFactory()
    for started, ended, basis in seats:
        SeatFactory(institution=here, started=started, ended=ended, basis=basis)
    assert told(here, "asiento") == expected


def test_the_seat_of_a_person_seats_no_institution():
    here = InstitutionFactory()
    SeatFactory(institution=here, person=PersonFactory(visible=True))
    assert told(here, "asiento") == (GAP, "Sin registro")


def test_the_last_activity_is_the_latest_dated_one_of_any_room():
    here = InstitutionFactory()
    agreement = AgreementFactory(signed_on="2020", package_id="firma")
    AgreementPartyFactory(agreement=agreement, institution=here)
    assert (told(here, "actividad"), cell(here, "actividad").page) == (
        (SOLVED, "2020"),
        ("agreement", "firma"),
    )
    GivenTrainingFactory(started="2020-03", audience_institution=here, title="Un taller")
    assert (told(here, "actividad"), cell(here, "actividad").facts) == (
        (SOLVED, "marzo de 2020"),
        ("Un taller",),
    )
    milestone = MilestoneFactory(started="2021-06-15", package_id="hecho")
    MilestoneInstitutionFactory(milestone=milestone, institution=here)
    assert cell(here, "actividad").page == ("milestone", "hecho")


def test_activity_without_a_date_or_still_to_come_is_no_last_activity():
    here, there = InstitutionFactory(), InstitutionFactory()
    MilestoneInstitutionFactory(milestone=MilestoneFactory(started=""), institution=here)
    MilestoneInstitutionFactory(milestone=MilestoneFactory(started="2021-06-16"), institution=there)
    assert told(here, "actividad") == (UNKNOWN, "1 actividad sin fecha")
    assert told(there, "actividad") == (GAP, "Sin registro")


@pytest.mark.parametrize(("viewer", "gaps"), [(PUBLIC, 7), (ANALYST, 7), (COORDINATOR, 4)])
def test_internal_records_fill_cells_only_for_those_who_may_see_them(viewer, gaps):
    here = InstitutionFactory()
    SeatFactory(group=GroupFactory(is_public=False), institution=here)
    agreement = AgreementFactory(is_public=False, status=AgreementStatus.IN_FORCE, signed_on="2020")
    AgreementPartyFactory(agreement=agreement, institution=here)
    MilestoneInstitutionFactory(milestone=MilestoneFactory(is_public=False), institution=here)
    assert [row.gaps for row in Matrix(viewer).rows] == [gaps]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([], (UNKNOWN, "Sin dato")),
        (["no_data"], (UNKNOWN, "Sin dato")),
        (["yes", "yes"], (UNKNOWN, "2 de 5 cumplidas")),  # what nobody has noted is not unmet
        (["yes"] * 5, (SOLVED, "5 de 5 cumplidas")),
        (["yes"] * 4 + ["partly"], (GAP, "4 de 5 cumplidas")),
        (["no"], (GAP, "0 de 5 cumplidas")),
    ],
)
def test_the_conditions_of_a_mechanism_count_as_far_as_they_are_known(answers, expected):
    here = InstitutionFactory()
    mechanism = MechanismFactory(institution=here)
    for condition, answer in zip(Condition, answers, strict=False):
        ConditionFinding.objects.create(
            mechanism=mechanism, condition=condition, answer=answer, is_public=True
        )
    assert told(here, "condiciones") == expected


def test_an_internal_finding_on_a_condition_is_told_to_its_coordinators_alone():
    here = InstitutionFactory()
    row = ConditionFinding(mechanism=MechanismFactory(institution=here), condition="budget", answer="no")
    row.save()
    assert [told(here, "condiciones", viewer)[0] for viewer in (PUBLIC, ANALYST, COORDINATOR)] == [
        UNKNOWN,
        UNKNOWN,
        GAP,
    ]
