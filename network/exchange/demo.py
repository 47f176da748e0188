"""A data package of 120 clearly fictitious members of the network that the open package describes.

The same bytes come out of every run. Every person is marked as fictitious in her name (and in her alias),
and writes from a domain that can never exist.
"""

import csv
import random
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations, cycle
from pathlib import Path

from network.institutions.enums import Publication
from network.people.enums import PostLevel, Visibility
from network.ties.enums import Capacity, CollaborationKind

from .demo_sessions import add_sessions
from .demo_words import ALIASES, GIVEN_NAMES, MARK, MIDDLE_POSTS, SENIOR_POSTS, SURNAMES, TOPICS

OPEN_PACKAGE = Path(__file__).parent / "open"
MEMBERS, LIAISON_POSTS, COLLABORATIONS = 120, 40, 150
MODES = {Visibility.VISIBLE: 70, Visibility.LIMITED: 25, Visibility.HIDDEN: 20, Visibility.PROTECTED: 5}
_SEED = 20261120
# Where most of the story happens; the others come from all over the open package.
_PLACES = {
    "inmujeresgdl": 12,
    "muni-guadalajara": 14,
    "observatorio-atala": 3,
    "sernameg-coquimbo": 6,
    "muni-la-serena": 5,
    "la-serena-omm": 5,
    "la-serena-dideco": 4,
    "la-serena-personal": 2,
    "la-serena-juridica": 2,
    "la-serena-secretaria": 1,
    "seremi-mujer-co": 4,
}
_ELSEWHERE = ("ministry", "secretariat", "public_service", "municipality", "womens_institute", "university")
_LENT_KINDS = ("focal_point", "sectorialist", "programme_officer", "adviser", "technical_counterpart")
_VACANT, _OLD_HOLDERS, _SUBSTITUTES, _LENT_POSTS = 8, 12, 8, 20
_SENIOR_OF_FIVE = 2
Row = dict[str, str]


@dataclass
class _Package:
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, table: str, **cells: str) -> Row:
        self.rows.setdefault(table, []).append(cells)
        return cells

    def write(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for table, rows in self.rows.items():
            with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)


def write_demo_package(folder: Path) -> Path:
    """Write the package into the folder."""
    chance = random.Random(_SEED)  # noqa: S311  (nothing secret is drawn)
    package = _Package()
    members = _people(package, chance)
    posts = _posts(package, chance, members)
    _appointments(package, chance, members, posts)
    _seats(package, chance, members)
    _collaborations(package, chance, members)
    add_sessions(package.add, _open("group_members"), package.rows["group_members"])
    package.write(folder)
    return folder


def _open(table: str) -> list[Row]:
    with (OPEN_PACKAGE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _people(package: _Package, chance: random.Random) -> list[Row]:
    names = _names(chance)
    modes = [mode.value for mode, number in MODES.items() for _ in range(number)]
    chance.shuffle(modes)
    aliases = iter(ALIASES)
    members = []
    for number, (place, name, mode) in enumerate(zip(_workplaces(chance), names, modes, strict=True), 1):
        senior = number % 5 < _SENIOR_OF_FIVE
        themes = chance.sample(sorted(TOPICS), chance.randint(1, 3))
        tags, offers, _ = TOPICS[themes[0]]
        members.append(
            package.add(
                "people",
                id=f"ficticia-{number:03d}",
                name=f"{name} {MARK}",
                email=f"{_ascii(name.split()[0])}.{number:03d}@ejemplo.invalid",
                post_title=chance.choice(SENIOR_POSTS if senior else MIDDLE_POSTS),
                post_level=PostLevel.SENIOR.value if senior else PostLevel.MIDDLE.value,
                institution_id=place,
                themes=";".join(themes),
                tags=";".join(chance.sample(tags, chance.randint(1, len(tags)))),
                offers=chance.choice(offers) if chance.random() < 0.8 else "",
                seeks=chance.choice(TOPICS[themes[-1]][2]) if chance.random() < 0.8 else "",
                visibility=mode,
                alias=f"{next(aliases)} {MARK}" if mode == Visibility.LIMITED else "",
            )
        )
    return members


def _names(chance: random.Random) -> list[str]:
    """Two surnames as in Spanish; no surname pair comes twice."""
    pairs = chance.sample(list(combinations(SURNAMES, 2)), MEMBERS)
    given = [*GIVEN_NAMES, *GIVEN_NAMES]
    chance.shuffle(given)
    return [f"{first} {' '.join(pair)}" for first, pair in zip(given, pairs, strict=True)]


def _workplaces(chance: random.Random) -> list[str]:
    seats: dict[str, int] = {}
    for row in _open("group_members"):
        seats[row["institution_id"]] = seats.get(row["institution_id"], 0) + 1
    others = [
        row["id"]
        for row in _open("institutions")
        if row["kind"] in _ELSEWHERE and row["id"] not in _PLACES and row["country"] in {"CL", "MX"}
    ]
    others = sorted(others, key=lambda id_: (-seats.get(id_, 0), id_))[:36]
    places = [place for place, number in _PLACES.items() for _ in range(number)]
    for place in cycle(others):
        if len(places) == MEMBERS:
            break
        places.append(place)
    chance.shuffle(places)
    return places


def _posts(package: _Package, chance: random.Random, members: list[Row]) -> list[Row]:
    """Liaison posts where members work, and some where nobody does: those stay vacant."""
    institutions = {row["id"]: row for row in _open("institutions")}
    peopled = sorted({member["institution_id"] for member in members})
    deserted = [
        id_
        for id_, row in institutions.items()
        if id_ not in peopled and row["kind"] in _ELSEWHERE and row["country"] == "CL"
    ]
    held = ["inmujeresgdl", "muni-guadalajara", "sernameg-coquimbo", "muni-la-serena"]
    held += chance.sample([id_ for id_ in peopled if id_ not in held], LIAISON_POSTS - _VACANT - len(held))
    posts = []
    for number, id_ in enumerate(held + chance.sample(deserted, _VACANT)):
        publication = Publication.NETWORK if number % 4 == 3 else Publication.PUBLIC
        row = institutions[id_]
        posts.append(
            package.add(
                "posts",
                id=f"demo-enlace-{id_}",
                name=f"Enlace de género: {row['name']} (demostración)",
                kind="enlace",
                institution_id=id_,
                mechanism_id="",
                publication=(Publication.RESERVED if number == 9 else publication).value,
                note="Puesto de demostración: las fuentes no lo mencionan.",
            )
        )
    return posts


def _appointments(package: _Package, chance: random.Random, members: list[Row], posts: list[Row]) -> None:
    free: dict[str, list[Row]] = {}
    for member in members:
        free.setdefault(member["institution_id"], []).append(member)

    def appoint(post: Row, capacity: Capacity, started: str, ended: str = "", *, keep: bool = False) -> bool:
        people = free.get(post["institution_id"], [])
        if not people:
            return False
        person = people[0] if keep else people.pop(0)
        package.add(
            "appointments",
            id=f"demo-designacion-{len(package.rows.get('appointments', [])) + 1:03d}",
            post_id=post["id"],
            person_id=person["id"],
            capacity=capacity.value,
            started=started,
            ended=ended,
            document_id="",
        )
        return True

    held = posts[:-_VACANT]
    for number, post in enumerate(held):
        capacity = {5: Capacity.INTERINA, 11: Capacity.ENCARGADA, 17: Capacity.INTERINA}.get(
            number, Capacity.ENCARGADA if number == 23 else Capacity.TITULAR
        )
        appoint(post, capacity, _some_date(chance, 2023, 2026))
    roomy = [post for post in held if free.get(post["institution_id"])]
    for post in roomy[:_SUBSTITUTES]:
        appoint(post, Capacity.SUPLENTE, _some_date(chance, 2023, 2026))
    lent = [row for row in _open("posts") if row["kind"] in _LENT_KINDS and row["publication"] != "reserved"]
    given = 0
    for post in lent:
        if given < _LENT_POSTS and appoint(post, Capacity.TITULAR, _some_date(chance, 2024, 2026)):
            given += 1
    for post in [post for post in held if free.get(post["institution_id"])][:_OLD_HOLDERS]:
        year = chance.randint(2017, 2019)
        appoint(post, Capacity.TITULAR, str(year), _some_date(chance, year + 1, 2022), keep=True)


def _seats(package: _Package, chance: random.Random, members: list[Row]) -> None:
    """Members sit where their institution does."""
    groups: dict[str, list[str]] = {}
    for row in _open("group_members"):
        groups.setdefault(row["institution_id"], []).append(row["group_id"])
    for member in members:
        open_to = groups.get(member["institution_id"], [])
        for group in chance.sample(open_to, min(len(open_to), chance.randint(1, 2))):
            package.add(
                "group_members",
                group_id=group,
                institution_id=member["institution_id"],
                role="member",
                basis="stated",
                started=_some_date(chance, 2021, 2026),
                ended="",
                person_id=member["id"],
            )


def _collaborations(package: _Package, chance: random.Random, members: list[Row]) -> None:
    """Most ties are among people of one institution or of one theme; some reach across."""

    def near(pair: tuple[Row, Row]) -> float:
        a, b = pair
        shared = len(set(a["themes"].split(";")) & set(b["themes"].split(";")))
        return (4 if a["institution_id"] == b["institution_id"] else 0) + 2 * shared + chance.random() * 5

    pairs = sorted(combinations(members, 2), key=near, reverse=True)[:COLLABORATIONS]
    kinds = [kind.value for kind in CollaborationKind]
    for a, b in sorted(pairs, key=lambda pair: (pair[0]["id"], pair[1]["id"])):
        package.add(
            "collaborations",
            person_a_id=a["id"],
            person_b_id=b["id"],
            kind=chance.choices(kinds, weights=(6, 3, 1, 2))[0],
            started=_some_date(chance, 2020, 2026),
            ended="",
            basis="stated",
        )


def _some_date(chance: random.Random, first: int, last: int) -> str:
    """As exact as real records are: a year, a month or a day."""
    year, month, day = chance.randint(first, last), chance.randint(1, 9), chance.randint(1, 28)
    return chance.choice((f"{year}", f"{year}-{month:02d}", f"{year}-{month:02d}-{day:02d}"))


def _ascii(word: str) -> str:
    plain: Iterable[str] = unicodedata.normalize("NFKD", word.lower())
    return "".join(letter for letter in plain if letter.isascii())
