"""What whoever makes a training need not write twice: contents with their module, sessions that go on."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.accounts.enums import Role
from tests.factories.records import InstitutionFactory
from tests.factories.training import (
    ContentFactory,
    CurriculumFactory,
    EditionFactory,
    ModuleFactory,
    UnitFactory,
    VersionFactory,
)
from training.curricula.lines import Line, to_rule
from training.models import CourseSession, Curriculum, Edition, Unit

from .steps import coordinator, member, published

pytestmark = pytest.mark.django_db


def test_a_module_comes_with_the_contents_that_no_other_has(log_in) -> None:
    one, two, three = (ContentFactory() for _ in range(3))
    client = log_in(Role.COORDINATOR)
    client.post(
        reverse("desk_curriculum_new"), {"title": "Nuevo", "kind": "diplomado", "audience": "members"}
    )
    where = reverse("desk_module_new", args=[Curriculum.objects.get(title="Nuevo").package_id])
    said = {"title": "Primero", "contents": [one.pk, three.pk]}
    without = client.post(where, said)
    assert (without.status_code, list(without.context["form"].errors)) == (422, ["hours"])
    assert client.post(where, {**said, "hours": "4"}).status_code == 302
    found = Unit.objects.values_list("content", "number", "hours", "is_required").order_by("number")
    assert list(found) == [(one.pk, 1, 4, True), (three.pk, 2, 4, True)]
    assert list(client.get(where).context["form"].fields["contents"].queryset) == [two]
    assert client.post(where, {"title": "Segundo", "contents": [two.pk], "hours": "2"}).status_code == 302
    assert "contents" not in client.get(where).context["form"].fields


def of_three_contents() -> Edition:
    version = VersionFactory(curriculum=CurriculumFactory(), rule={})
    first, second = ModuleFactory(version=version, number=1), ModuleFactory(version=version, number=2)
    for module, number in ((first, 1), (first, 2), (second, 1)):
        UnitFactory(module=module, number=number)
    return EditionFactory(version=version, draft=True, given_by=InstitutionFactory())


def added(client: Client, edition: Edition, **said: object) -> str:
    where = reverse("desk_edition_session_new", args=[edition.package_id])
    answer = client.post(where, {"begins": "16:30", "ends": "19:00", "seats_on_site": "12", **said})
    assert answer.status_code == 302
    return str(answer["Location"])


def test_each_session_goes_on_from_the_last(log_in) -> None:
    edition, client = of_three_contents(), log_in(Role.COORDINATOR)
    units = list(Unit.objects.filter(module__version=edition.version).order_by("module__number", "number"))
    where = reverse("desk_edition_session_new", args=[edition.package_id])
    assert client.get(where).context["form"].initial == {}
    first = timezone.localdate() + dt.timedelta(days=20)
    title = str(units[0].content)
    assert added(client, edition, title=title, day=first, units=[units[0].pk], again="1") == where
    offered = client.get(where).context["form"].initial
    assert {name: offered[name] for name in ("title", "units", "day", "begins", "ends", "seats_on_site")} == {
        "title": str(units[1].content),
        "units": [units[1]],
        "day": first + dt.timedelta(weeks=1),
        "begins": dt.time(16, 30),
        "ends": dt.time(19),
        "seats_on_site": 12,
    }
    second = first + dt.timedelta(days=2)
    assert added(client, edition, title="Otra", day=second, units=[units[1].pk]) != where
    offered = client.get(where).context["form"].initial
    assert (offered["day"], offered["units"], "title" in offered) == (
        second + dt.timedelta(days=2),
        [units[2]],
        False,
    )
    added(client, edition, title="Dos a la vez", day=second, units=[units[1].pk, units[2].pk])
    assert "units" not in client.get(where).context["form"].initial
    assert CourseSession.objects.filter(edition=edition).count() == 3


def test_an_empty_line_above_does_not_change_which_line_is_wrong() -> None:
    with pytest.raises(ValidationError) as refused:
        to_rule([None, Line("attendance", 80), None, Line("attendance", 120)], ["m1"])
    assert [text.split(":")[0] for text in refused.value.messages] == ["Línea 4"]


def test_the_desk_names_whoever_teaches_and_the_public_page_no_member(log_in) -> None:
    by = coordinator()
    edition = published(by=by)
    teacher = member(name="Tania Facilita")
    edition.facilitators.create(person=teacher)
    edition.facilitators.create(name="Nora Invitada")
    said = {
        name: dict(log_in(user=by).get(reverse(name, args=[edition.package_id])).context["facts"])[
            "Quién facilita"
        ]
        for name in ("desk_edition", "edition")
    }
    assert said == {"desk_edition": "Tania Facilita, Nora Invitada", "edition": "Nora Invitada"}
