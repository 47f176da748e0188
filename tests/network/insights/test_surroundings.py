"""The small map of a dossier: its institution, those it meets most, and nothing else."""

from network.insights.surroundings import NEAREST, surroundings
from network.vocabulary.panels import Neighbour, SharedContext


def met(name: str, *titles: str, inferred: bool = False) -> list[SharedContext]:
    neighbour = Neighbour(name, name.title(), f"/{name}/", name.upper(), "public")
    return [SharedContext(neighbour, "groups", "Mesa", title, f"/{title}/", inferred) for title in titles]


def test_neighbours_of_one_context_are_tied_to_each_other_and_to_the_institution() -> None:
    found = surroundings("own", "Own", [*met("a", "one"), *met("b", "one"), *met("c", "two")])
    assert found is not None
    assert {mark.id: kind for kind, marks in found.drawing.marks for mark in marks} == {
        "own": "own",
        "a": "public",
        "b": "public",
        "c": "public",
    }
    assert sum(line.count for line in found.drawing.lines) == 4
    assert {label.text for label in found.drawing.labels} <= {"Own", "A", "B", "C"}


def test_a_tie_known_by_inference_alone_is_dashed() -> None:
    found = surroundings("own", "Own", met("a", "one", inferred=True))
    assert found is not None
    assert [line.stated for line in found.drawing.lines] == [False]


def test_those_with_most_in_common_are_drawn_and_the_others_counted() -> None:
    many = [context for n in range(30) for context in met(f"n{n:02d}", *("one", "two", "three")[: 1 + n % 3])]
    found = surroundings("own", "Own", many)
    assert found is not None
    assert (found.drawn, found.more) == (NEAREST, 10)
    drawn = {mark.id for _kind, marks in found.drawing.marks for mark in marks}
    assert {f"n{n:02d}" for n in range(30) if n % 3} <= drawn


def test_nobody_to_meet_is_no_drawing() -> None:
    assert surroundings("own", "Own", []) is None
