"""Finding institutions: what matches, in what order, and that the index follows the records."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from network.accounts.viewer import PUBLIC, Viewer
from network.documents.services import (
    draft_letter,
    issue_document,
    publish_document,
    record_document,
    revise_record,
)
from network.institutions.models import Institution
from network.journal.services import record
from network.search.after_import import after_import
from network.search.institutions import InstitutionList
from network.search.models import Entry, InstitutionTheme, Word
from network.search.queries import search, suggestions
from network.search.services import refresh, refresh_all
from tests.factories.records import (
    AgreementFactory,
    CommitmentFactory,
    GivenTrainingFactory,
    InstitutionFactory,
    MechanismFactory,
    MilestoneFactory,
    MilestoneInstitutionFactory,
    TerritoryFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    listed = InstitutionList(PUBLIC, text)
    return [row.name for row in listed.shown(list(listed.rows().values_list("pk", flat=True)))]


@pytest.fixture
def coquimbo() -> Institution:
    region = TerritoryFactory(name="Coquimbo")
    service = InstitutionFactory(name="Servicio Nacional de la Mujer", short_name="SERNAMEG")
    regional = InstitutionFactory(name="Dirección Regional Norte", parent=service, region=region)
    regional.aliases.create(name="DR Ñuble y Norte")
    MechanismFactory(institution=regional, name="Oficina Municipal de la Mujer")
    InstitutionFactory(name="Universidad de Guadalajara", short_name="UdeG")
    refresh_all()
    return regional


def test_it_is_found_without_regard_to_accents_case_order_and_one_error_a_word(coquimbo: Institution) -> None:
    texts = [
        "direccion regional",
        "DIRECCIÓN",
        "norte regional dirección",
        "dir reg",
        "nuble",
        "DR Ñuble",
        "coquimbo",
        "sernameg coquimbo",
        "oficina de la mujer norte",
        "coqimbo",
        "direcion rejional",
    ]
    assert [found(text) for text in texts] == [[coquimbo.name]] * len(texts)


def test_what_matches_nothing_finds_nothing(coquimbo: Institution) -> None:
    texts = ["xyz", "guadalajara coquimbo", "%", "mar", "***", "|"]
    assert [found(text) for text in texts] == [[]] * len(texts)


def test_no_text_finds_all_by_name_without_regard_to_accents() -> None:
    for name in ("Zapopan", "Ámbito", "Bosque", "ávila"):
        InstitutionFactory(name=name)
    refresh_all()
    assert found("") == ["Ámbito", "ávila", "Bosque", "Zapopan"]


def test_the_exact_name_comes_first_then_its_beginning_then_words_then_elsewhere() -> None:
    region = TerritoryFactory(name="Salud")
    InstitutionFactory(name="Aaa en la región", region=region)
    InstitutionFactory(name="Abc de Salud")
    InstitutionFactory(name="Salud Pública")
    InstitutionFactory(name="Zzz", short_name="SALUD")
    refresh_all()
    assert found("salud") == ["Zzz", "Salud Pública", "Abc de Salud", "Aaa en la región"]


def test_the_order_does_not_follow_how_frequent_a_word_is() -> None:
    InstitutionFactory(name="Mesa Bosque")
    InstitutionFactory(name="Mesa Arroyo")
    refresh_all()
    before = found("mesa")
    for number in range(20):
        InstitutionFactory(name=f"Arroyo {number}")
    refresh_all()
    assert before == found("mesa") == ["Mesa Arroyo", "Mesa Bosque"]


def test_an_error_is_forgiven_only_where_nothing_is_written_as_typed() -> None:
    InstitutionFactory(name="Casa Marta")
    InstitutionFactory(name="Casa Maria")
    refresh_all()
    assert found("casa maria") == ["Casa Maria"]
    assert not search(Institution.objects.all(), "casa maria").is_near
    assert search(Institution.objects.all(), "casa mariaa").is_near


def test_whether_an_error_is_forgiven_depends_on_the_rows_that_were_given_alone() -> None:
    kept = InstitutionFactory(name="Marta")
    InstitutionFactory(name="Maria")
    refresh_all()
    found_among = search(Institution.objects.filter(pk=kept.pk), "maria")
    assert ([row.name for row in found_among.rows], found_among.is_near) == (["Marta"], True)


def test_suggestions_come_from_the_rows_that_were_given_alone() -> None:
    InstitutionFactory(name="Municipalidad de Ovalle")
    kept = InstitutionFactory(name="Municipio de Vicuña")
    refresh_all()
    only = Institution.objects.filter(pk=kept.pk)
    assert [row.name for row in suggestions(only, "municipia zzz")] == ["Municipio de Vicuña"]


def test_a_very_long_text_is_cut_and_answered() -> None:
    assert found("palabra " * 5000) == []


def test_the_index_follows_a_deed_in_the_journal(coquimbo: Institution) -> None:
    coquimbo.name = "Agencia del Agua"
    coquimbo.save()
    with transaction.atomic():
        record(verb="rename", subject=coquimbo)
    assert found("agencia agua") == ["Agencia del Agua"]
    assert found("direccion") == []


def test_a_new_name_of_the_parent_reaches_those_below(coquimbo: Institution) -> None:
    parent = coquimbo.parent
    assert parent is not None
    parent.short_name = "NUEVASIGLA"
    parent.save()
    with transaction.atomic():
        record(verb="rename", subject=parent)
    assert found("nuevasigla") == [parent.name, coquimbo.name]


def test_a_record_that_is_gone_takes_its_words_along() -> None:
    institution = InstitutionFactory(name="Pasajera")
    refresh_all()
    institution.delete()
    assert (Entry.objects.count(), Word.objects.count()) == (0, 0)


def test_writing_the_index_again_changes_nothing(coquimbo: Institution) -> None:
    assert refresh_all() == 0
    assert refresh("institution", [coquimbo.pk]) == 0


def test_a_data_package_refreshes_what_depends_on_its_tables_and_nothing_else() -> None:
    InstitutionFactory(name="Recién llegada")
    after_import({"indicators"})
    assert found("recien") == []
    after_import({"institutions"})
    assert found("recien") == ["Recién llegada"]


def test_refreshing_many_takes_as_many_queries_as_refreshing_few() -> None:
    def queries(number: int) -> int:
        ids = [InstitutionFactory().pk for _ in range(number)]
        with CaptureQueriesContext(connection) as captured:
            refresh("institution", ids)
        return len(captured)

    assert queries(3) == queries(30)


def test_only_public_records_give_an_institution_its_themes() -> None:
    institution, creditor = InstitutionFactory(), InstitutionFactory()
    themes = {code: ThemeFactory(code=code) for code in ("a", "b", "c", "d", "e", "f", "g")}
    internal = AgreementFactory(is_public=False)
    MilestoneInstitutionFactory(institution=institution, milestone=MilestoneFactory(theme=themes["a"]))
    MilestoneInstitutionFactory(
        institution=institution, milestone=MilestoneFactory(theme=themes["b"], is_public=False)
    )
    CommitmentFactory(debtor=institution, creditor=creditor, theme=themes["c"])
    CommitmentFactory(debtor=institution, theme=themes["d"], is_public=False)
    CommitmentFactory(debtor=institution, theme=themes["e"], agreement=internal)
    GivenTrainingFactory(theme=themes["f"]).providers.add(institution)
    GivenTrainingFactory(theme=themes["g"], audience_institution=institution)
    refresh_all()
    pairs = InstitutionTheme.objects.order_by("theme__code")
    assert list(pairs.filter(institution=institution).values_list("theme__code", flat=True)) == list("acfg")
    assert list(pairs.filter(institution=creditor).values_list("theme__code", flat=True)) == ["c"]


def test_a_milestone_made_internal_takes_its_theme_back() -> None:
    seat = MilestoneInstitutionFactory(milestone=MilestoneFactory())
    refresh_all()
    seat.milestone.is_public = False
    seat.milestone.save()
    with transaction.atomic():
        record(verb="withdraw", subject=seat.milestone)
    assert not InstitutionTheme.objects.exists()


def test_the_index_follows_a_public_paper_and_is_not_touched_by_a_letter() -> None:
    first, second = InstitutionFactory(name="Una"), InstitutionFactory(name="Otra")
    refresh_all()
    paper = record_document(by=None, kind="oficio", subject="Zarzamora", addressees=[first])
    publish_document(document=paper, by=None, is_public=True)
    assert found("zarzamora") == ["Una"]
    paper.refresh_from_db()
    revise_record(document=paper, by=None, addressees=[second])
    assert found("zarzamora") == ["Otra"]
    publish_document(document=paper, by=None, is_public=False)
    assert found("zarzamora") == []
    letter = draft_letter(by=None, kind="oficio", subject="Enlace", body="Texto", addressees=[first, second])
    with CaptureQueriesContext(connection) as queries:
        issue_document(document=letter, by=None)
    assert not [query for query in queries if "search_" in query["sql"]]


def test_the_same_list_is_found_by_everyone() -> None:
    InstitutionFactory(name="Una")
    refresh_all()
    assert InstitutionList(PUBLIC, "una").count == InstitutionList(Viewer(user_id=1), "una").count == 1
