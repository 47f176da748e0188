"""Writing curricula: what is in force is never changed, rules are lines, and editions keep their version."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from network.accounts.enums import ScopeKind
from network.journal.models import Entry
from tests.factories.records import InstitutionFactory
from tests.factories.training import (
    AssignmentFactory,
    ContentFactory,
    ModuleFactory,
    UnitFactory,
    VersionFactory,
)
from training.curricula.lines import Line, LineKind, to_lines, to_rule
from training.curricula.matter import add_assignment, add_module, add_unit, move, remove, write_part
from training.curricula.words import rule_words
from training.curricula.writing import (
    archive,
    discard_version,
    make_curriculum,
    new_version,
    put_in_force,
    write_conditions,
    write_curriculum,
    write_rule,
)
from training.editions.making import begin_edition
from training.models import Curriculum, CurriculumVersion
from training.queries import with_matter

from .steps import coordinator, member, published, taught

pytestmark = pytest.mark.django_db
MODULES = ["m1", "m2"]


def made(by):
    return make_curriculum(by=by, title="Diplomado", kind="diplomado")


def filled(by):
    """A draft of two modules, each with a content, the second with a work."""
    row = made(by)
    modules = [add_module(curriculum=row, by=by, title=f"Módulo {n}") for n in (1, 2)]
    for module in modules:
        add_unit(module=module, by=by, content=ContentFactory(), hours=4)
    add_assignment(module=modules[1], by=by, title="Plan")
    return row


def matter(row, state):
    return with_matter(row.versions.filter(state=state)).get()


def test_a_new_version_has_all_of_the_one_in_force_which_stays_as_it_was():
    by = coordinator()
    row = filled(by)
    write_rule(curriculum=row, by=by, rule={"work": "m2.w1"}, attendance_share=60)
    first, other = ContentFactory(), ContentFactory()
    write_conditions(curriculum=row, by=by, prerequisites=[first], equivalences=[(first, other)])
    put_in_force(curriculum=row, by=by)
    draft = with_matter(CurriculumVersion.objects.filter(pk=new_version(curriculum=row, by=by).pk)).get()
    held = matter(row, "in_force")

    def told(version):
        return (
            [
                (m.code, m.title, [(u.code, u.content, u.hours) for u in m.units.all()])
                for m in version.modules.all()
            ],
            [w.code for m in version.modules.all() for w in m.assignments.all()],
            version.rule,
            version.attendance_share,
            list(version.prerequisites.all()),
            [(one.content, one.instead) for one in version.equivalences.all()],
        )

    assert told(draft) == told(held)
    write_part(part=draft.modules.all()[0].units.all()[0], by=by, hours=40)
    assert matter(row, "in_force").modules.all()[0].units.all()[0].hours == 4
    with pytest.raises(ValidationError, match="Ya hay un borrador"):
        new_version(curriculum=row, by=by)
    put_in_force(curriculum=row, by=by)
    assert list(row.versions.values_list("number", "state")) == [(2, "in_force"), (1, "replaced")]


def test_what_is_in_force_is_not_changed_by_any_verb():
    by = coordinator()
    version = taught()
    module, unit = version.modules.first(), version.modules.first().units.get()
    calls = (
        lambda: add_module(curriculum=version.curriculum, by=by, title="x"),
        lambda: add_unit(module=module, by=by, content=ContentFactory(), hours=1),
        lambda: write_part(part=unit, by=by, hours=9),
        lambda: remove(part=module, by=by),
        lambda: move(part=module, by=by, up=False),
        lambda: move(part=unit, by=by, up=False),
        lambda: write_rule(curriculum=version.curriculum, by=by, rule={}, attendance_share=10),
        lambda: put_in_force(curriculum=version.curriculum, by=by),
        lambda: discard_version(curriculum=version.curriculum, by=by),
    )
    for call in calls:
        with pytest.raises(ValidationError, match="Lo vigente no se cambia"):
            call()


def test_an_edition_keeps_the_version_it_began_with():
    by = coordinator()
    version = taught()
    edition = published(by=by, version=version)
    new_version(curriculum=version.curriculum, by=by)
    put_in_force(curriculum=version.curriculum, by=by)
    edition.refresh_from_db()
    assert edition.version == version
    assert begin_edition(curriculum=version.curriculum, by=by).version.number == 2


def test_nothing_incomplete_is_put_in_force():
    by = coordinator()
    row = made(by)
    with pytest.raises(ValidationError, match="al menos un módulo"):
        put_in_force(curriculum=row, by=by)
    add_module(curriculum=row, by=by, title="Vacío")
    with pytest.raises(ValidationError, match="está vacío"):
        put_in_force(curriculum=row, by=by)


def test_what_the_rule_names_stays_until_the_rule_is_changed():
    by = coordinator()
    row = filled(by)
    write_rule(curriculum=row, by=by, rule={"unit": "m1.u1"}, attendance_share=80)
    module = row.versions.get().modules.get(number=1)
    for part in (module, module.units.get()):
        with pytest.raises(ValidationError, match="Cambie primero la regla"):
            remove(part=part, by=by)
    write_rule(curriculum=row, by=by, rule={}, attendance_share=80)
    remove(part=module, by=by)
    assert [m.code for m in row.versions.get().modules.all()] == ["m2"]
    with pytest.raises(ValidationError, match="no tiene: m1"):
        write_rule(curriculum=row, by=by, rule={"module": "m1"}, attendance_share=80)


def test_a_rule_that_asks_for_every_module_asks_for_one_that_is_added_and_not_for_one_that_goes():
    by = coordinator()
    row = filled(by)
    every = {"all": [{"module": "m1"}, {"module": "m2"}, {"attendance": 80}]}
    write_rule(curriculum=row, by=by, rule=every, attendance_share=80)
    module = add_module(curriculum=row, by=by, title="Tercero")
    whole = [{"module": code} for code in ("m1", "m2", "m3")]
    assert to_lines(row.versions.get().rule, ["m1", "m2", "m3"])[0].kind == LineKind.REQUIRED
    assert [one for one in row.versions.get().rule["all"] if "module" in one] == whole
    remove(part=module, by=by)
    assert {"module": "m3"} not in row.versions.get().rule["all"]


LINES = [
    ([Line("required")], {}),
    (
        [Line("required"), Line("attendance", 80)],
        {"all": [{"module": "m1"}, {"module": "m2"}, {"attendance": 80}]},
    ),
    ([Line("each", None, ("m1.w1",))], {"work": "m1.w1"}),
    ([Line("attendance", 75, ("m2",))], {"attendance": 75, "of": "m2"}),
    (
        [Line("each", None, ("m1",)), Line("some", 2, ("m2.u1", "m2.u2", "m2.w1"))],
        {
            "all": [
                {"module": "m1"},
                {"some": [{"unit": "m2.u1"}, {"unit": "m2.u2"}, {"work": "m2.w1"}], "number": 2},
            ]
        },
    ),
]


@pytest.mark.parametrize(("lines", "rule"), LINES)
def test_lines_are_a_rule_and_the_rule_those_lines(lines, rule):
    assert to_rule(lines, MODULES) == rule
    assert to_lines(rule, MODULES) == lines


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (Line("attendance"), "Línea 1: escriba de 1 a 100 por ciento."),
        (Line("attendance", 101), "Línea 1: escriba de 1 a 100 por ciento."),
        (Line("attendance", 80, ("m1", "m2")), "Línea 1: elija un módulo"),
        (Line("attendance", 80, ("m1.w1",)), "Línea 1: se asiste a un módulo"),
        (Line("some", 3, ("m1", "m2")), "Línea 1: escriba cuántos"),
        (Line("some", None, ("m1",)), "Línea 1: escriba cuántos"),
        (Line("each"), "Línea 1: elija los módulos"),
    ],
)
def test_a_line_that_cannot_be_says_which_and_why(line, told):
    with pytest.raises(ValidationError, match=told):
        to_rule([line], MODULES)


def test_nothing_said_is_no_rule_and_a_nested_one_is_not_lines():
    with pytest.raises(ValidationError, match="al menos una cosa"):
        to_rule([], MODULES)
    nested = {"some": [{"all": [{"module": "m1"}]}, {"module": "m2"}], "number": 1}
    with pytest.raises(ValueError, match="some"):
        to_lines(nested, MODULES)


def test_a_rule_is_said_in_words():
    version = VersionFactory(draft=True)
    module = ModuleFactory(version=version, title="Conceptos")
    UnitFactory(module=module, content=ContentFactory(title_es="Igualdad"))
    AssignmentFactory(module=module, title="Plan")
    UnitFactory(module=ModuleFactory(version=version, title="Práctica"))
    version.rule = {
        "all": [
            {"work": "m1.w1"},
            {"attendance": 75, "of": "m2"},
            {"some": [{"unit": "m1.u1"}, {"module": "m2"}], "number": 1},
        ]
    }
    version.save()
    assert rule_words(with_matter(CurriculumVersion.objects.all()).get()) == [
        "El trabajo «Plan», aprobado.",
        "Asistencia de al menos 75 % en el módulo 2. Práctica.",
        "Al menos 1 de estos: el contenido «Igualdad»; lo obligatorio en el módulo 2. Práctica.",
    ]


def test_only_whoever_coordinates_writes_one_and_in_the_name_of_an_institution_of_hers():
    salud, other = InstitutionFactory(package_id="salud"), InstitutionFactory()
    of_salud = coordinator(ScopeKind.INSTITUTION, "salud")
    with pytest.raises(ValidationError, match="Solo quien coordina"):
        make_curriculum(by=member().account, title="x", kind="curso")
    for institution in (None, other):
        with pytest.raises(ValidationError, match="que usted coordine"):
            make_curriculum(by=of_salud, title="x", kind="curso", institution=institution)
    row = make_curriculum(by=of_salud, title="Suyo", kind="induccion", institution=salud)
    with pytest.raises(ValidationError, match="que usted coordine"):
        write_curriculum(curriculum=row, by=of_salud, institution=other)
    foreign = made(coordinator())
    with pytest.raises(ValidationError, match="solo quien gestiona"):
        write_curriculum(curriculum=foreign, by=of_salud, title="Mío")
    with pytest.raises(ValidationError, match="solo quien gestiona"):
        archive(curriculum=foreign, by=of_salud, is_archived=True)


def test_a_draft_that_nobody_saw_goes_with_its_curriculum():
    by = coordinator()
    row = filled(by)
    discard_version(curriculum=row, by=by)
    assert not Curriculum.objects.exists()
    version = taught()
    new_version(curriculum=version.curriculum, by=by)
    discard_version(curriculum=version.curriculum, by=by)
    assert list(version.curriculum.versions.all()) == [version]


def test_an_archived_one_begins_no_edition():
    by = coordinator()
    version = taught()
    archive(curriculum=version.curriculum, by=by, is_archived=True)
    version.curriculum.refresh_from_db()
    with pytest.raises(ValidationError, match="archivado"):
        begin_edition(curriculum=version.curriculum, by=by)


def test_what_is_moved_changes_its_place_and_the_rule_goes_on_naming_it():
    by = coordinator()
    row = filled(by)
    first, second = row.versions.get().modules.all()
    other = add_unit(module=second, by=by, content=ContentFactory(), hours=2)
    some = {"some": [{"unit": "m2.u2"}, {"work": "m2.w1"}], "number": 1}
    rule = {"all": [{"module": "m1"}, some, {"attendance": 80, "of": "m2.u1"}]}
    write_rule(curriculum=row, by=by, rule=rule, attendance_share=80)
    assert move(part=second, by=by, up=True).code == "m1"
    assert [module.title for module in row.versions.get().modules.all()] == ["Módulo 2", "Módulo 1"]
    some = {"some": [{"unit": "m1.u2"}, {"work": "m1.w1"}], "number": 1}
    assert row.versions.get().rule == {"all": [{"module": "m2"}, some, {"attendance": 80, "of": "m1.u1"}]}
    other.refresh_from_db()
    assert move(part=other, by=by, up=True).code == "m1.u1"
    assert row.versions.get().rule["all"][1:] == [
        {"some": [{"unit": "m1.u1"}, {"work": "m1.w1"}], "number": 1},
        {"attendance": 80, "of": "m1.u2"},
    ]
    assert first.units.count() == 1


def test_the_ends_stay_where_they_are_and_gaps_do_not_count():
    by = coordinator()
    row = filled(by)
    third = add_module(curriculum=row, by=by, title="Módulo 3")
    first, second, _third = row.versions.get().modules.all()
    remove(part=second.units.get(), by=by)
    remove(part=second.assignments.get(), by=by)
    remove(part=second, by=by)
    with pytest.raises(ValidationError, match="la primera parte"):
        move(part=first, by=by, up=True)
    with pytest.raises(ValidationError, match="la última parte"):
        move(part=third, by=by, up=False)
    move(part=first, by=by, up=False)
    assert [(m.number, m.title) for m in row.versions.get().modules.all()] == [
        (1, "Módulo 3"),
        (3, "Módulo 1"),
    ]
    with pytest.raises(ValidationError, match="quien gestiona"):
        move(part=first, by=member().account, up=True)


def test_a_move_stands_in_the_journal_with_both_places():
    by = coordinator()
    row = filled(by)
    move(part=row.versions.get().modules.first(), by=by, up=False)
    entry = Entry.objects.filter(verb="move_curriculum_part").get()
    assert (entry.before, entry.after) == ({"part": "m1"}, {"part": "m2"})


def test_it_is_moved_by_plain_buttons_that_keep_the_focus(log_in):
    by = coordinator()
    row = filled(by)
    client = log_in(user=by)
    module = row.versions.get().modules.last()
    address = reverse("desk_module_move", args=[row.package_id, module.uid])
    place = reverse("desk_curriculum", args=[row.package_id])
    page = client.get(place).content.decode()
    assert f'action="{address}"' in page
    assert client.post(address, {"to": "up"}).url == f"{place}#sube-{module.uid}"
    assert f'id="sube-{module.uid}"' in client.get(place).content.decode()
    assert row.versions.get().modules.first() == module
    assert log_in(user=member().account).post(address, {"to": "up"}).status_code == 404
