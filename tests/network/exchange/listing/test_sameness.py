"""Who may be twice is asked; who surely is the same is not."""

from network.exchange.listing.entries import Entry
from network.exchange.listing.sameness import SAME_EMAIL, SAME_NAME, People, Person, pairs

ANA = Person("p-ana", "Ana Soto", "ana@ejemplo.invalid", "Jefa", ("dif",), ("DIF",), False)
NAMESAKE = Person("p-otra", "Ana Soto", "", "", ("obras",), ("Obras",), False)


def asked(*rows, people=(), answered=None, known=frozenset()):
    found = [(entry, entry.id(place), place) for entry, place in rows]
    settled, questions = pairs(found, People(people), answered or {}, known)
    return settled, [(pair.entry.row, pair.other_id, pair.why, pair.likely) for pair in questions]


def entry(row, name, email="", place="dif"):
    return Entry(row, name, email=email), place


def test_name_and_address_alike_is_the_same_person_without_asking():
    one = entry(2, "ANA SOTO", "ana@ejemplo.invalid")
    settled, questions = asked(one, people=[ANA])
    assert (settled, questions) == ({one[0].id("dif"): "p-ana"}, [])


def test_an_address_under_another_name_is_asked():
    assert asked(entry(2, "Eva Luna", "ana@ejemplo.invalid"), people=[ANA])[1] == [
        (2, "p-ana", SAME_EMAIL, False)
    ]


def test_a_name_alone_is_asked_and_likely_within_one_institution():
    assert asked(entry(2, "Ana Soto"), people=[NAMESAKE, ANA])[1] == [(2, "p-ana", SAME_NAME, True)]
    assert asked(entry(2, "Ana Soto", place="tesoreria"), people=[ANA])[1] == [(2, "p-ana", SAME_NAME, False)]


def test_within_the_list_the_earlier_row_stands_beside_the_later():
    first, second = entry(2, "Ana Soto", "ana@ejemplo.invalid"), entry(3, "Ana Soto", "otra@ejemplo.invalid")
    assert asked(first, second)[1] == [(3, first[0].id("dif"), SAME_NAME, True)]
    third = entry(4, "Ana S. Luna", "ana@ejemplo.invalid")
    assert asked(first, third)[1] == [(4, first[0].id("dif"), SAME_EMAIL, False)]


def test_the_same_row_twice_is_not_asked():
    rows = [entry(n, "Ana Soto", "ana@ejemplo.invalid") for n in (2, 3)]
    assert asked(*rows) == ({}, [])


def test_what_was_answered_or_came_in_before_is_not_asked_again():
    one = entry(2, "Eva Luna", "ana@ejemplo.invalid")
    own = one[0].id("dif")
    assert asked(one, people=[ANA], answered={own: "p-ana"}) == ({own: "p-ana"}, [])
    assert asked(one, people=[ANA], answered={own: own}) == ({own: own}, [])
    assert asked(one, people=[ANA], known=frozenset({own})) == ({}, [])
