"""Scheduled work: one run at a time, each job once in its period, failures apart, and when each last ran."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from time_machine import travel

from network.office import scheduled
from network.office.models import JobRun
from network.vocabulary.jobs import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def ran(monkeypatch):
    """Three jobs of this test's own; what ran."""
    done = []

    def job(name, every):
        def run():
            done.append(name)
            if name == "broken":
                raise RuntimeError("secret detail")
            return f"{name} hecho"

        return Job(name=name, every=every, run=run)

    jobs = (job("hourly", "hour"), job("broken", "day"), job("daily", "day"))
    module = type("Module", (), {"JOBS": jobs})
    monkeypatch.setattr("config.management.commands.run_scheduled.contributions", lambda name: (module,))
    return done


def run(*options):
    said = StringIO()
    try:
        call_command("run_scheduled", *options, stdout=said)
    except CommandError as error:
        return f"{said.getvalue()}{error}"
    return said.getvalue()


def test_a_daily_job_runs_once_a_day_of_the_office_and_a_failed_one_again(ran, settings):
    settings.TIME_ZONE = "America/Mexico_City"
    with travel("2026-11-20T12:00:00+00:00", tick=False):
        said = run()
        assert "No se pudo: broken." in said
        assert "secret" not in said
        run()
    assert ran == ["hourly", "broken", "daily", "hourly", "broken"]
    del ran[:]
    with travel("2026-11-21T05:00:00+00:00", tick=False):  # still the 20th there
        run()
    with travel("2026-11-21T07:00:00+00:00", tick=False):
        run()
    assert ran == ["hourly", "broken", "hourly", "broken", "daily"]


def test_all_of_it_can_be_asked_for_and_the_list_does_nothing(ran):
    assert "daily (day): nunca" in run("--list")
    assert (ran, JobRun.objects.count()) == ([], 0)
    with travel("2026-11-20T12:00:00+00:00", tick=False):
        run()
        run("--all")
    assert ran.count("daily") == 2
    assert "daily (day): 2026-11-20 06:00 daily hecho" in run("--list")


def test_while_one_is_at_work_another_does_nothing(ran, monkeypatch):
    from contextlib import contextmanager

    @contextmanager
    def taken():
        yield False

    monkeypatch.setattr("config.management.commands.run_scheduled.alone", taken)
    assert "no se hizo nada" in run()
    assert ran == []
    assert scheduled is not None
