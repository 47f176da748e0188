"""The answers in words: every number of a report is its answer's, caveats follow the data, nothing leaks."""

import json
import re
from datetime import date

import pytest
from django.core.cache import cache

from network.accounts.viewer import PUBLIC
from network.graph.snapshot import Context, Membership, Node, Snapshot
from network.insights import services
from network.insights.answers import caveats
from network.insights.answers.reports import QUESTIONS, ask
from network.insights.selection import BadSelectionError
from network.insights.waiting import NotYet
from network.institutions.models import Institution
from network.paper.document import Bullets, Facts, Figure, Heading, Paragraph, Table
from tests.factories.records import (
    AgreementFactory,
    AgreementPartyFactory,
    AppointmentFactory,
    CommitmentFactory,
    GroupFactory,
    InstitutionFactory,
    MilestoneFactory,
    MilestoneInstitutionFactory,
    PersonFactory,
    PostFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture
def network():
    """a–b–c in one group that c leads, c–d by an agreement of 2021, e without any tie."""
    for letter in "abcde":
        InstitutionFactory(package_id=letter, name=f"Dirección {letter.upper()}")
    group = GroupFactory(package_id="mesa", name="Mesa Uno", lead_institution=institution("c"))
    for letter in "abc":
        SeatFactory(group=group, institution=institution(letter), role="lead" if letter == "c" else "member")
    agreement = AgreementFactory(package_id="convenio", title="Convenio Dos", signed_on="2021")
    for letter in "cd":
        AgreementPartyFactory(agreement=agreement, institution=institution(letter))


def institution(package_id):
    return Institution.objects.get(package_id=package_id)


def report(question, viewer=PUBLIC, **parameters):
    return ask(question, parameters, viewer).paper(TODAY)


def parts(paper):
    """The blocks under each heading."""
    found, current = {}, []
    for block in paper.blocks:
        if isinstance(block, Heading):
            current = found.setdefault(block.text, [])
        else:
            current.append(block)
    return found


def table(paper, caption):
    [found] = [block for block in paper.blocks if isinstance(block, Table) and block.caption == caption]
    return {row[0]: row[1:] for row in found.rows}


def texts(paper):
    """Everything that is read in it, without its drawings."""
    said = [paper.title, paper.subtitle, paper.footer, *(text for row in paper.facts for text in row)]
    for block in paper.blocks:
        if isinstance(block, Heading | Paragraph):
            said.append(block.text)
        elif isinstance(block, Bullets):
            said += block.items
        elif isinstance(block, Facts):
            said += [text for row in block.rows for text in row]
        elif isinstance(block, Table):
            said += [block.caption, *(column.label for column in block.columns)]
            said += [cell for row in block.rows for cell in row]
        elif isinstance(block, Figure):
            said += [block.caption, block.description]
    return said


def test_the_measures_of_a_report_are_those_of_its_document(network):
    answered = ask("analysis", {}, PUBLIC)
    paper, graph = answered.paper(TODAY), answered.document["graph"]
    assert {label: row[0] for label, row in table(paper, "Las medidas del conjunto").items()} == {
        "Instituciones que participan": str(graph["institutions"]),
        "Espacios compartidos": str(graph["contexts"]),
        "Vínculos": str(graph["edges"]),
        "Densidad": f"{graph['density']:.3f}".replace(".", ","),
        "Promedio de vínculos": f"{graph['average_degree']:.3f}".replace(".", ","),
        "Centralización": f"{graph['degree_centralization']:.3f}".replace(".", ","),
        "Partes": str(graph["components"]),
        "Parte mayor": str(graph["largest_component"]),
        "Solas en sus espacios": str(graph["isolates"]),
        "Sin quiénes se rompería": str(graph["articulation_points"]),
        "Comunidades": str(graph["communities"]),
        "Separación entre comunidades": f"{graph['modularity_communities']:.3f}".replace(".", ","),
    }
    told = parts(paper)
    assert told["Sin quiénes otras quedarían separadas"] == [Paragraph("Dirección C.")]
    assert told["Instituciones sin ningún vínculo"] == [Paragraph("Dirección E.")]
    assert told["La respuesta"][-1] == Paragraph(
        "Con más vínculos: Dirección C (3); Dirección A (2); Dirección B (2); Dirección D (1)."
    )


def test_what_holds_is_told_with_the_numbers_and_the_names_of_its_document(network):
    CommitmentFactory(agreement__title="Convenio Dos", debtor=institution("c"))
    answered = ask("resilience", {"sin": ["c"]}, PUBLIC)
    paper, document = answered.paper(TODAY), answered.document
    before, after = document["before"], document["after"]
    assert [row[:2] for row in table(paper, "La red antes y después").values()] == [
        (str(before[name]), str(after[name]))
        for name in ("nodes", "components", "largest_component", "isolates")
    ]
    told = parts(paper)
    assert told["Quiénes quedarían separadas"] == [Bullets(("Dirección D",))]
    hanging = {title: blocks for title, blocks in told.items() if re.search(r"\(\d+\)$", title)}
    depending = {name: items for name, items in document["depending"].items() if items}
    assert [int(title.rpartition("(")[2][:-1]) for title in hanging] == [
        len(items) for items in depending.values()
    ]
    [failure] = document["single_points_of_failure"][:1]
    [points] = [block for block in told["Puntos únicos de quiebre"] if isinstance(block, Table)]
    assert points.rows == (
        ("Dirección C", str(failure["fall"]), str(failure["pieces"]), str(failure["left_alone"])),
    )


def test_what_changed_is_told_with_the_names_and_years_of_its_document(network):
    answered = ask("changes", {"desde": ["2020"], "hasta": ["2021"]}, PUBLIC)
    paper, document = answered.paper(TODAY), answered.document
    told = parts(paper)
    assert [one["id"] for one in document["institutions_gained"]] == ["d"]
    assert told["Instituciones que empezaron a participar"] == [
        Bullets(("Dirección D: Convenio Dos (2021)",))
    ]
    assert told["Instituciones que dejaron de participar"] == [Paragraph("No hay entre las dos fechas.")]
    rows = table(paper, "Las medidas en ambas fechas")
    assert rows["Instituciones que participan"] == ("3", "4", "+1")
    assert [document[side]["graph"]["institutions"] for side in ("before", "after")] == [3, 4]
    assert paper.facts[-2:] == (("Desde", "31 de diciembre de 2020"), ("Hasta", "31 de diciembre de 2021"))


def test_who_is_missing_is_told_with_the_counts_of_its_document(network):
    answered = ask("coverage", {}, PUBLIC)
    paper, document = answered.paper(TODAY), answered.document
    told = table(paper, "Entre 5 instituciones")
    assert list(told.values()) == [
        tuple(str(column[name]) for name in ("gaps", "solved", "unknown", "not_applicable"))
        for column in document["columns"]
    ]
    assert [one["id"] for one in document["untied"]] == ["e"]
    assert parts(paper)["Instituciones sin ningún vínculo"] == [Paragraph("Dirección E.")]
    gaps = table(paper, "Primero las brechas que más pesan")
    assert [row[0] for row in gaps.values()] == [str(row["gaps"]) for row in document["rows"] if row["gaps"]]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_canonical_parameters_put_the_same_question_again(network, question):
    first = ask(question, {"otra": ["cosa"], "page": ["3"]}, PUBLIC)
    assert set(first.parameters) <= set(QUESTIONS[question].parameters)
    again = ask(question, first.parameters, PUBLIC)
    assert (again.parameters, again.digests, again.paper(TODAY).blocks[1]) == (
        first.parameters,
        first.digests,
        first.paper(TODAY).blocks[1],
    )


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_hidden_changes_no_report(network, question):
    def everything():
        cache.clear()
        answered = ask(question, {}, PUBLIC)
        return answered.document, answered.digests, answered.paper(TODAY)

    reserved = PostFactory(institution=institution("a"), publication="reserved")
    public = GroupFactory(name="Mesa pública")
    before = everything()
    hidden = GroupFactory(package_id="interna", is_public=False, lead_institution=institution("a"))
    for letter in "ae":
        SeatFactory(group=hidden, institution=institution(letter), role="lead")
        SeatFactory(group=public, institution=institution(letter), person=PersonFactory())
    AppointmentFactory(post=reserved, person=PersonFactory())
    milestone = MilestoneFactory(is_public=False)
    for letter in "ae":
        MilestoneInstitutionFactory(milestone=milestone, institution=institution(letter))
        CommitmentFactory(is_public=False, debtor=institution(letter))
    assert everything() == before


@pytest.mark.parametrize("question", ["analysis", "coverage", "resilience"])
@pytest.mark.parametrize("many", [0, 1, 2])
def test_where_there_is_nothing_a_sentence_says_so(question, many):
    InstitutionFactory.create_batch(many)
    if many == 2:
        SeatFactory(institution=Institution.objects.order_by("pk")[0])
    said = texts(report(question))
    assert all(said)
    assert not [text for text in said if re.search(r"\b(None|NaN|nan|inf)\b|%\(", text)]


def test_what_cannot_be_answered_says_why_in_spanish(network):
    for question, parameters, sentence in (
        ("analysis", {"ver": ["1"]}, "Elija al menos una capa"),
        ("resilience", {"sin": ["zeta"]}, "«zeta» no es una institución del directorio."),
        ("changes", {"desde": ["2021"], "hasta": ["2020"]}, "La primera fecha debe ser anterior"),
    ):
        with pytest.raises(BadSelectionError) as refused:
            ask(question, parameters, PUBLIC)
        assert sentence in str(refused.value)


def test_nothing_dated_leaves_no_period_to_tell_of():
    with pytest.raises(BadSelectionError, match="Ningún registro lleva fecha"):
        ask("changes", {}, PUBLIC)


def test_a_heavy_network_is_waited_for_unless_the_caller_has_time(network, monkeypatch):
    monkeypatch.setattr(services, "HEAVY_FROM", 3)
    monkeypatch.setattr("network.insights.waiting.claim", lambda key: False)
    with pytest.raises(NotYet):
        ask("analysis", {}, PUBLIC)
    assert ask("analysis", {}, PUBLIC, wait=True).document["graph"]["nodes"] == 4


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize(
    ("question", "queries"), [("analysis", 10), ("coverage", 22), ("resilience", 18), ("changes", 10)]
)
def test_a_report_takes_as_many_queries_for_three_as_for_one(
    question, queries, many, django_assert_num_queries
):
    first = InstitutionFactory(package_id="primera")
    for _ in range(many):
        group = GroupFactory(lead_institution=first, started="2020")
        SeatFactory.create_batch(many, group=group)
        SeatFactory(group=group, institution=first, role="lead")
        agreement = AgreementFactory(signed_on="2021")
        AgreementPartyFactory.create_batch(many, agreement=agreement)
        AgreementPartyFactory(agreement=agreement, institution=first)
        CommitmentFactory(agreement=agreement, debtor=first)
    report(question)  # the terms of the vocabularies are kept from the first time on
    with django_assert_num_queries(queries):
        report(question)


def world(*spaces):
    """Spaces by the letters of their members."""
    nodes = tuple(Node(letter, f"Institución {letter.upper()}") for letter in "abcdefgh")
    return Snapshot(
        nodes,
        tuple(
            Context(f"groups:{n}", "groups", f"Mesa {n}", tuple(Membership(m) for m in members))
            for n, members in enumerate(spaces)
        ),
    )


def test_one_that_is_named_in_most_spaces_is_said_to_be_inflated_by_its_source():
    told = caveats.dominated(
        world(*["ab", "ac", "ad", "ae", "af", "ag"], *["bc", "de", "fg", "gh"]), {"a": 4}
    )
    assert told == [
        "Institución A figura en 6 de los 10 espacios (60 %); la que le sigue, en 3. Un lugar así es propio "
        "de una fuente principal que escribió la misma institución, lo que infla su lugar: conviene leer con "
        "esa reserva lo que aquí se dice de ella. Encabeza 4 grupos."
    ]


@pytest.mark.parametrize(
    "spaces",
    [
        ["ab", "bc", "cd", "de", "ef", "fg", "gh", "ha", "ac", "bd"],  # balanced
        ["ab"] * 10,  # two alike
        ["ab", "ac", "ad"],  # too few to tell
        [],
    ],
)
def test_nothing_is_said_of_a_source_where_nobody_dominates(spaces):
    assert caveats.dominated(world(*spaces), {"a": 9}) == []


def test_caveats_count_what_they_speak_of():
    seats = (Membership("a"), Membership("b", "inferred"))
    told = caveats.shared_caveats(
        Snapshot(
            world().nodes,
            (
                Context("groups:1", "groups", "Mesa", seats),
                Context("agreements:1", "agreements", "Convenio", seats, date(2030, 1, 1)),
                Context("milestones:1", "milestones", "Hito", seats, date(2001, 1, 1), date(2002, 1, 1)),
            ),
        ),
        as_of=None,
        today=TODAY,
    )
    assert told[:-2] == [
        "1 de los 3 espacios (33 %) no tiene fecha de inicio: cuenta en cualquier fecha que se pregunte.",
        "No se preguntó por una fecha, así que también cuenta 1 espacio que ya terminó.",
        "1 espacio comienza después de hoy: está previsto y cuenta como si ya existiera.",
        "3 de las 6 participaciones (50 %) son inferidas: ninguna fuente las declara.",
        "3 espacios tienen los mismos integrantes que otro de una capa distinta: un hecho contado dos veces, "
        "como convenio y como hito, pesa doble donde se cuentan espacios.",
    ]


def test_the_appendix_says_on_what_it_rests_and_how_to_repeat_it(network):
    answered = ask("resilience", {"sin": ["c"], "fecha": ["2021"]}, PUBLIC)
    told = parts(answered.paper(TODAY))
    rests = dict(told["En qué se apoya"][0].rows)
    assert rests["Huella de los datos (SHA-256)"] == answered.document["snapshot"]["digest"]
    assert [paragraph.text for paragraph in told["Cómo repetirlo"][:2]] == [
        "En la página: http://127.0.0.1:8000/red/sin/?capas=agreements&capas=groups&capas=milestones"
        "&capas=programmes&sin=c&fecha=2021",
        "Como archivo: python3 entramado.py manage answer resilience --layers "
        "agreements,groups,milestones,programmes --as-of 2021 --without c",
    ]
    json.dumps(answered.document, allow_nan=False)
