"""For any small valid package: importing twice changes nothing, export and import are the identity,
and undoing leaves what was before."""

import tempfile
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from network.exchange.cells import clean, safe
from network.exchange.exporting import export_package
from network.exchange.services import import_package, undo_import
from network.vocabulary.package import Text
from tests.figures import sampled
from tests.network.exchange.packages import POST, THEME, contents, counts, write

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters=";"), max_size=12)
NAMES = st.text(st.sampled_from("aeñÁ'=+-@ ,\"\n/"), min_size=0, max_size=6).map(lambda text: f"N{text}")
PLACES = st.sampled_from(["", "Jalisco", "Ñuble", "La Paz"])
DATES = st.sampled_from(["", "2019", "2020-02", "2020-02-29"])
LATER = st.sampled_from(["", "2021", "2022-10", "2022-10-05"])


def ids(prefix, count):
    return [f"{prefix}-{number}" for number in range(count)]


@st.composite
def packages(draw):
    institutions = ids("i", draw(st.integers(1, 4)))
    people = ids("p", draw(st.integers(0, 3)))
    groups = ids("g", draw(st.integers(0, 3)))
    some = st.sampled_from(institutions)

    def text():
        return safe(Text(""), clean(draw(TEXTS)))

    def several(values):
        return ";".join(draw(st.lists(st.sampled_from(values), max_size=3)))

    rows = {
        "institutions": [
            {
                "id": one,
                "name": draw(NAMES),
                "short_name": text(),
                "aliases": ";".join(text() for _ in range(draw(st.integers(0, 2)))),
                "kind": "municipality",
                "parent_id": draw(st.sampled_from(["", *institutions[:place]])) if place else "",
                "region": draw(PLACES),
                "municipality": draw(PLACES),
            }
            for place, one in enumerate(institutions)
        ],
        "groups": [
            {
                "id": one,
                "name": draw(NAMES),
                "kind": "mesa",
                "objective": text(),
                "lead_institution_id": draw(st.sampled_from(["", *institutions])),
                "territory": ";".join(
                    draw(st.lists(st.sampled_from(["Nacional", "Jalisco", "Ñuble/La Paz"]), min_size=1))
                ),
                "started": draw(DATES),
                "publication": draw(st.sampled_from(["", "public", "internal"])),
            }
            for one in groups
        ],
        "trainings": [
            {
                "id": "t",
                "title": draw(NAMES),
                "kind": "taller",
                "provider_ids": several(institutions),
                "participants": draw(st.sampled_from(["", "0", "007", "2147483647"])),
                "started": draw(DATES),
                "ended": draw(LATER),
                "theme": "violencia",
                "territory": "Internacional",
            }
        ],
        "indicators": [
            {
                "id": "n",
                "name": draw(NAMES),
                "value": draw(st.from_regex(r"\A[0-9]{1,9}(\.[0-9]{1,4})?\Z")),
                "unit": "%",
                "qualifier": "approx",
                "period": draw(st.sampled_from(["", "2019", "2019/2020-05"])),
            }
        ],
        "people": [
            {
                "id": one,
                "name": draw(NAMES),
                "institution_id": draw(st.sampled_from(["", *institutions])),
                "themes": draw(st.sampled_from(["", "violencia"])),
                "tags": several(["agua", "Agua", "Ñandú"]),
                "offers": text(),
                "visibility": draw(st.sampled_from(["", "visible", "limitada", "oculta", "protegida"])),
                "alias": f"Alias {one}",
            }
            for one in people
        ],
        "posts": [{**POST, "institution_id": institutions[0]}],
        "appointments": [
            {
                "id": f"d-{one}",
                "post_id": POST["id"],
                "person_id": one,
                "capacity": "titular" if place == 0 else draw(st.sampled_from(["suplente", "interina"])),
                "started": draw(DATES),
                "ended": draw(LATER),
            }
            for place, one in enumerate(people)
        ],
        "group_members": [
            {
                "group_id": group,
                "institution_id": draw(some),
                "role": "member",
                "basis": draw(st.sampled_from(["stated", "inferred"])),
                "person_id": draw(st.sampled_from(["", *people])),
            }
            for group in groups
        ],
    }
    return {"themes": [THEME], **{name: table for name, table in rows.items() if table}}


def check(tables, trusted):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        before = counts()
        package = import_package(path=write(folder / "came", **tables), trusted=trusted)[1]
        assert import_package(path=folder / "came", trusted=trusted)[1] is None
        export_package(path=folder / "one", people=True, reason="Prueba")
        found, again = import_package(path=folder / "one", trusted=True)
        assert again is None, [change.as_dict() for change in found.changes]
        undo_import(package=package)
        import_package(path=folder / "one", trusted=True)
        export_package(path=folder / "two", people=True, reason="Prueba")
        assert contents(folder / "one") == contents(folder / "two")
        assert before["institutions.Institution"] == 0


def rolled_back(tables, trusted):
    with transaction.atomic():
        check(tables, trusted)
        transaction.set_rollback(True)


COMMON = {"deadline": None, "suppress_health_check": list(HealthCheck)}


@pytest.mark.django_db
@settings(max_examples=15, **COMMON)
@given(tables=packages(), trusted=st.booleans())
def test_identity_and_idempotence(tables, trusted):
    rolled_back(tables, trusted)


@pytest.mark.prove
@pytest.mark.django_db
@settings(max_examples=sampled(full=200, sample=20), **COMMON)
@given(tables=packages(), trusted=st.booleans())
def test_identity_and_idempotence_at_length(tables, trusted):
    rolled_back(tables, trusted)
