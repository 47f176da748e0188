"""Who is suggested, and the reason: from what both may read of each other, and from nothing else."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.accounts.enums import Role
from network.accounts.viewer import GrantFact
from network.peers.services import dismiss, suggest_again
from network.peers.suggesting import suggestions
from network.people.models import Block
from tests.factories.records import (
    AppointmentFactory,
    GroupFactory,
    GroupSessionFactory,
    PostFactory,
    SeatFactory,
    SessionAttendanceFactory,
    TerritoryFactory,
    ThemeFactory,
)

from .conftest import eyes_of, work_together

pytestmark = pytest.mark.django_db


def told(viewer):
    return {one.person.name: [reason.words for reason in one.reasons] for one in suggestions(viewer)}


def test_each_reason_is_said(woman, indexed):
    ana = woman("Ana", seeks="Protocolos de acoso laboral, por favor.")
    offers, mesa, steps, post, theme = (woman(name) for name in ("Ofe", "Mes", "Pas", "Pue", "Tem"))
    offers.offers = "Acompaño a redactar un protocolo de acoso"
    offers.save()
    group = GroupFactory(name="Mesa de Datos")
    for one in (ana, mesa):
        SeatFactory(group=group, person=one)
    work_together(ana, friend := woman("Bea"))
    work_together(friend, steps)
    AppointmentFactory(person=ana, post=PostFactory(kind="enlace"))
    there = PostFactory(kind="enlace", institution__name="Salud", institution__region=TerritoryFactory())
    AppointmentFactory(person=post, post=there)
    post.shows_as_holder = "network"
    post.save()
    for one in (ana, theme):
        one.themes.add(ThemeFactory())
    indexed()
    assert told(eyes_of(ana)) == {
        "Ofe": ["Ofrece lo que usted busca: acoso y protocolos"],
        "Mes": ["Las dos están en Mesa de Datos"],
        "Pas": ["A dos pasos, por Bea"],
        "Pue": ["Ocupa un puesto como el suyo (enlace de género) en Salud, Jalisco"],
        "Tem": ["Trabaja el mismo tema: Violencia"],
    }


def test_a_tag_or_a_theme_offers_too_and_common_words_tell_nothing(woman, indexed):
    ana = woman("Ana", seeks="Apoyo y experiencia con presupuestos y con violencia")
    by_tag, by_theme = woman("Eti"), woman("Tem")
    by_tag.tags.add("Presupuesto")
    by_theme.themes.add(ThemeFactory())
    woman("Nada", offers="Apoyo, experiencia, talleres")
    indexed()
    assert told(eyes_of(ana)) == {
        "Eti": ["Ofrece lo que usted busca: presupuestos"],
        "Tem": ["Ofrece lo que usted busca: violencia"],
    }


def test_who_opposes_it_whom_she_set_aside_and_whom_she_works_with_are_not_suggested(woman, indexed):
    ana = woman("Ana", seeks="protocolos")
    offered = {"offers": "Protocolos"}
    woman("Opuesta", may_be_suggested=False, **offered)
    aside, colleague, open_one = (woman(name, **offered) for name in ("Apartada", "Colega", "Otra"))
    work_together(ana, colleague, confirmed_by_b=False)
    indexed()
    dismiss(person=ana, other=aside, viewer=eyes_of(ana))
    assert list(told(eyes_of(ana))) == [open_one.name]
    suggest_again(person=ana)
    assert set(told(eyes_of(ana))) == {aside.name, open_one.name}


def test_under_an_alias_she_is_suggested_by_what_stands_beside_it_alone(woman, indexed):
    ana = woman("Ana", seeks="protocolos")
    shy = woman("Rosa", visibility="limitada", alias="Lila", offers="Protocolos")
    group = GroupFactory()
    for one in (ana, shy):
        SeatFactory(group=group, person=one)
    indexed()
    assert told(eyes_of(ana)) == {"Lila": ["Ofrece lo que usted busca: protocolos"]}


@pytest.mark.parametrize("role", [Role.MEMBER, Role.COORDINATOR, Role.LIAISON])
def test_with_or_without_a_hidden_woman_it_is_the_same_to_everyone(woman, indexed, role):
    ana = woman("Ana", seeks="protocolos y cuidados")
    ana.themes.add(ThemeFactory())
    bea, eva = woman("Bea", offers="protocolos"), woman("Eva")
    work_together(ana, bea, eva)
    eyes = replace(eyes_of(ana), grants=frozenset({GrantFact(role)}))
    indexed()

    def asked():
        with CaptureQueriesContext(connection) as queries:
            answer = told(eyes)
        return answer, len(queries)

    asked()
    before = asked()
    hidden = woman("Zoe", visibility="oculta", offers="protocolos y cuidados")
    hidden.tags.add("cuidados")
    hidden.themes.add(ThemeFactory())
    work_together(ana, hidden, eva)
    work_together(hidden, bea)
    group = GroupFactory()
    for one in (ana, hidden):
        SeatFactory(group=group, person=one)
    blocked = woman("Blo", offers="protocolos")
    Block.objects.create(blocker=blocked, blocked=ana, label="Ana")
    eyes = replace(eyes, blocked_ids=frozenset({blocked.pk}))
    indexed()
    assert asked() == before


def test_sessions_suggest_nobody_neither_held_nor_to_come(woman, indexed):
    ana, eva = woman("Ana"), woman("Eva")
    for status, day in (("held", "2026-03-01"), ("planned", "2999-01-01")):
        session = GroupSessionFactory(status=status, happens_on=day)
        for one in (ana, eva):
            SessionAttendanceFactory(session=session, person=one)
    indexed()
    assert told(eyes_of(ana)) == {}


def test_at_most_six_and_always_the_same(woman, indexed):
    ana = woman("Ana", seeks="protocolos")
    for number in range(9):
        woman(f"Colega {number}", offers="protocolos")
    indexed()
    first = told(eyes_of(ana))
    assert len(first) == 6
    assert list(told(eyes_of(ana))) == list(first)


def test_who_holds_a_post_like_hers_is_named_only_where_she_lets_it(woman, indexed):
    ana, eva = woman("Ana"), woman("Eva")
    for one in (ana, eva):
        AppointmentFactory(person=one, post=PostFactory(kind="enlace"))
    indexed()
    assert told(eyes_of(ana)) == {}


def test_a_small_group_says_more_than_one_in_which_everybody_sits(woman, indexed):
    ana = woman("Ana")
    large, small = GroupFactory(name="Red entera"), GroupFactory(name="Mesa de Datos")
    SeatFactory(group=large, person=ana)
    SeatFactory(group=small, person=ana)
    for number in range(13):
        SeatFactory(group=large, person=woman(f"Colega {number}"))
    SeatFactory(group=small, person=woman("Cercana"))
    on_theme = woman("Del tema")
    for one in (ana, on_theme):
        one.themes.add(ThemeFactory())
    indexed()
    assert list(told(eyes_of(ana)))[:2] == ["Cercana", "Del tema"]


def test_nobody_is_reached_through_a_woman_whose_name_she_does_not_read(woman, indexed):
    ana, far = woman("Ana"), woman("Lejana")
    named, shy = woman("Bea"), woman("Rosa", visibility="limitada", alias="Lila")
    for between in (shy, named):
        work_together(ana, between)
    work_together(shy, far)
    indexed()
    assert told(eyes_of(ana)) == {}
    work_together(named, far)
    indexed()
    assert told(eyes_of(ana)) == {"Lejana": ["A dos pasos, por Bea"]}


def test_several_between_are_one_name_and_a_number(woman, indexed):
    ana, far = woman("Ana"), woman("Lejana")
    for name in ("Bea", "Eva", "Ivi"):
        between = woman(name)
        work_together(ana, between)
        work_together(between, far)
    lone = woman("Sola")
    work_together(ana, lone)
    indexed()
    assert told(eyes_of(ana)) == {"Lejana": ["A dos pasos, por Bea y 2 más"]}


def test_of_several_reasons_the_strongest_stands_first_with_the_address_of_its_group(woman, indexed):
    ana, eva = woman("Ana", seeks="protocolos"), woman("Eva", offers="protocolos")
    group = GroupFactory(name="Mesa de Datos")
    for one in (ana, eva):
        SeatFactory(group=group, person=one)
        one.themes.add(ThemeFactory())
    indexed()
    (found,) = suggestions(eyes_of(ana))
    assert [(reason.words, reason.url) for reason in found.reasons] == [
        ("Ofrece lo que usted busca: protocolos", ""),
        ("Las dos están en Mesa de Datos", group.get_absolute_url()),
        ("Trabaja el mismo tema: Violencia", ""),
    ]


def test_whoever_holds_two_posts_like_hers_is_told_by_the_first(woman, indexed):
    ana, eva, ivi = woman("Ana"), woman("Eva"), woman("Ivi")
    AppointmentFactory(person=ana, post=PostFactory(kind="enlace"))
    for person, names in ((eva, ("Salud", "Agua")), (ivi, ("Obras",))):
        for name in names:
            post = PostFactory(kind="enlace", name=f"Enlace en {name}", institution__name=name)
            AppointmentFactory(person=person, post=post)
        person.shows_as_holder = "network"
        person.save()
    indexed()
    said = {name: words for name, (words, *_more) in told(eyes_of(ana)).items()}
    assert said.keys() == {"Eva", "Ivi"}
    assert ("en Agua" in said["Eva"], "en Obras" in said["Ivi"]) == (True, True)
