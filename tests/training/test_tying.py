"""The figure finds what was planted, finds nothing where nothing was, and is not made of too few."""

import math
from collections.abc import Callable
from random import Random

import pytest

from training.tying import FEWEST, Association, TooFew, Traits, association, matched

KINDS = ("municipality", "university", "public_service")
PLACES = ("Jalisco", "Coquimbo", "Ñuble")


def world(
    seed: int, *, taken: int = 30, others: int = 200, effect: float = 0.0, trend: float = 0.0
) -> tuple[list[Traits], list[Traits]]:
    """Ties around a rate of each woman's place. Participants come above all from Jalisco, where ties grow by
    `trend` for everybody; theirs grow by `effect` besides."""
    chance = Random(seed)

    def woman(is_in: bool) -> Traits:
        place = chance.choices(PLACES, (6, 2, 2) if is_in else (2, 4, 4))[0]
        before = chance.choice((0, 1, 2, 3, 4))
        grows = (trend if place == "Jalisco" else 0.0) + (effect if is_in else 0.0)
        after = max(0, before + round(chance.gauss(grows, 1.5)))
        return Traits(chance.choice(KINDS), "public", place, float(chance.randint(1, 60)), before, after)

    return [woman(True) for _n in range(taken)], [woman(False) for _n in range(others)]


def found(seed: int, **planted: float) -> Association:
    told = association(*world(seed, **planted), seed=seed)  # type: ignore[arg-type]
    assert isinstance(told, Association)
    return told


def test_a_planted_effect_is_found() -> None:
    told = found(7, effect=2.0)
    assert 0.5 < told.low < 2.0 < told.high < 3.5
    assert not told.covers_zero
    assert told.pairs == told.participants == 30


def test_what_grew_for_everybody_of_a_place_is_no_effect() -> None:
    """Participants are mostly of where ties grow anyway: their plain growth is not the figure."""
    told = found(3, trend=3.0)
    assert told.after - told.before > 1.0
    assert told.covers_zero
    place = next(one for one in told.balance if one.trait == "territory")
    assert (place.unmatched or 0) > 0.5
    assert (place.matched or 0) < 0.1


def test_the_same_records_give_the_same_figure() -> None:
    assert found(11, effect=0.4) == found(11, effect=0.4)
    taken, others = world(11, effect=0.4)
    again = association(taken, others, seed=12)
    assert isinstance(again, Association)
    assert again.difference == found(11, effect=0.4).difference


@pytest.mark.parametrize(("taken", "others"), [(9, 200), (200, 9), (0, 50), (50, 0)])
def test_with_fewer_than_ten_in_a_group_there_is_no_figure(taken: int, others: int) -> None:
    told = association(*world(5, taken=taken, others=others, effect=5), seed=1)
    assert isinstance(told, TooFew)
    assert (told.participants, told.others) == (taken, others)


def test_ten_participants_of_whom_nine_have_somebody_like_them_are_too_few() -> None:
    taken, others = world(5, taken=10, others=60)
    assert isinstance(association(taken, others, seed=1), Association)
    taken[0] = Traits("company", "private", "Jalisco", 12.0, 1, 9)
    told = association(taken, others, seed=1)
    assert told == TooFew(10, 60, 9)
    assert FEWEST == 10


def test_nobody_is_paired_twice_nor_with_whom_she_is_unlike() -> None:
    taken, others = world(9, taken=25, others=40)
    pairs = matched(taken, others)
    assert len({one for one, _other in pairs}) == len({other for _one, other in pairs}) == len(pairs)
    assert all(abs(taken[one].before - others[other].before) <= 1 for one, other in pairs)
    alone = Traits("unit", "public", "Jalisco", None, 40, 41)
    assert matched([alone], others) == []


def test_months_that_nobody_knows_pair_with_such_as_these_first() -> None:
    unknown = Traits("unit", "public", "Jalisco", None, 1, 1)
    known = Traits("unit", "public", "Jalisco", 12.0, 1, 1)
    assert sorted(matched([known, unknown], [unknown, known])) == [(0, 1), (1, 0)]


def test_where_nobody_differs_there_is_no_balance_and_no_interval_to_speak_of() -> None:
    same = [Traits("unit", "public", "Jalisco", 5.0, 2, 3)] * 12
    told = association(same, same, seed=1)
    assert isinstance(told, Association)
    assert (told.difference, told.low, told.high) == (0.0, 0.0, 0.0)
    assert {one.matched for one in told.balance} == {None}


@pytest.mark.prove
@pytest.mark.parametrize("pairs", [10, 30])
def test_without_an_effect_the_interval_covers_zero_in_95_of_100_worlds(
    pairs: int, figure: Callable[[str], None]
) -> None:
    worlds = 600
    covering = sum(found(seed, taken=pairs, trend=2.0).covers_zero for seed in range(worlds))
    figure(f"{covering} of {worlds} worlds without an effect, {pairs} participants ({covering / worlds:.1%})")
    slack = 3 * math.sqrt(0.95 * 0.05 / worlds)
    assert 0.95 - slack <= covering / worlds <= 0.99


@pytest.mark.prove
def test_with_an_effect_it_is_found_in_most_worlds_and_by_its_size(figure: Callable[[str], None]) -> None:
    worlds = [found(seed, effect=1.5, trend=2.0) for seed in range(300)]
    seen = sum(one.low > 0 for one in worlds)
    holding = sum(one.low <= 1.5 <= one.high for one in worlds)
    mean = sum(one.difference for one in worlds) / len(worlds)
    figure(f"an effect of 1.5 ties: found in {seen} of 300, held by {holding} intervals, mean {mean:.2f}")
    assert seen >= 270
    assert holding >= 273
    assert abs(mean - 1.5) < 0.15
