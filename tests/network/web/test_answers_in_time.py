"""Over 5,000 institutions every answer is there within three seconds, or shows that it is on its way."""

import time

import pytest
from django_tasks import default_task_backend

from network.groups.models import Group, Seat
from network.institutions.models import Institution
from tests.bench.answers import world
from tests.figures import sampled

SECONDS = 3.0
PAGES = (
    "/red/cobertura/",
    "/red/sin/",
    "/red/sin/?sin=i00001,i00002,i00003",
    "/red/cambios/",
    "/red/cambios/?desde=2015&hasta=2021",
    "/red/analisis/",
    "/red/analisis/?modo=two",
    "/red/?tam=betweenness",
)


def grow(institutions: int) -> None:
    """The generated network of the benchmark, its contexts as groups."""
    snapshot = world(institutions)
    made = [Institution(package_id=n.id, name=n.label, kind="other", sector="public") for n in snapshot.nodes]
    key = {one.package_id: one.pk for one in Institution.objects.bulk_create(made, batch_size=500)}
    groups = [
        Group(
            package_id=context.id.replace(":", "-"),
            name=context.label,
            kind="mesa",
            started=str(context.begins.year) if context.begins else "",
            is_public=True,
        )
        for context in snapshot.contexts
    ]
    seats = [
        Seat(group=group, institution_id=key[seat.node_id], role="member", basis="stated")
        for group, context in zip(
            Group.objects.bulk_create(groups, batch_size=500), snapshot.contexts, strict=True
        )
        for seat in context.members
    ]
    Seat.objects.bulk_create(seats, batch_size=500)


@pytest.mark.prove
@pytest.mark.django_db
def test_every_answer_over_5000_institutions_is_there_in_three_seconds_or_shows_progress(
    client, settings, figure
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    default_task_backend.clear()
    grow(sampled(5_000, 1_000))
    client.get("/mesas/")  # templates and addresses are read once, by whoever comes first
    late, found = [], []
    for address in PAGES:
        begun = time.perf_counter()
        response = client.get(address)
        seconds = time.perf_counter() - begun
        assert response.status_code == 200
        waits = "<progress" in response.content.decode()
        found.append(f"{address} {seconds:.2f} s{' (progress)' if waits else ''}")
        if seconds >= SECONDS:
            late.append(found[-1])
    figure("; ".join(found))
    assert late == []
    asked = len(default_task_backend.results)
    for address in (
        "/red/analisis/",
        "/red/analisis/?modo=two",
    ):  # leaving and coming back asks no second time
        client.get(address)
    assert len(default_task_backend.results) == asked
