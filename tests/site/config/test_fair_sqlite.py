"""Whoever waits to write gets her turn, or is told after the time that the settings give."""

import sqlite3
import threading
import time

import pytest
from django.db.utils import ConnectionHandler, OperationalError

from config.fair_sqlite.base import _alone

PATIENCE = 1.0  # seconds


@pytest.fixture
def another(tmp_path, django_db_blocker):
    """A connection of the house's engine to a file, and one of Python's that holds the file's lock."""
    settings = {
        "ENGINE": "config.fair_sqlite",
        "NAME": tmp_path / "records.sqlite3",
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": PATIENCE},
    }
    connection = ConnectionHandler({"default": settings})["default"]
    holder = sqlite3.connect(settings["NAME"], isolation_level=None, check_same_thread=False)
    holder.execute("CREATE TABLE things (name TEXT)")
    holder.execute("BEGIN IMMEDIATE")
    with django_db_blocker.unblock():  # a file of this test alone
        connection.connect()
        yield connection, holder
        connection.close()
    holder.close()


def begins(connection) -> None:
    connection._start_transaction_under_autocommit()


def busy_timeout(connection) -> int:
    return connection.connection.execute("PRAGMA busy_timeout").fetchone()[0]


def test_she_waits_until_the_other_is_done(another):
    connection, holder = another
    threading.Timer(PATIENCE / 4, holder.execute, ["COMMIT"]).start()
    begins(connection)
    connection.connection.execute("INSERT INTO things VALUES ('hers')")
    connection.connection.execute("COMMIT")
    assert busy_timeout(connection) == PATIENCE * 1000


def test_after_the_time_of_the_settings_she_is_told(another):
    connection, _holder = another
    started = time.monotonic()
    with pytest.raises(OperationalError, match="locked"):
        begins(connection)
    assert time.monotonic() - started >= PATIENCE
    assert busy_timeout(connection) == PATIENCE * 1000


def test_what_is_no_question_of_waiting_is_told_at_once(another):
    connection, holder = another
    holder.execute("COMMIT")
    begins(connection)
    started = time.monotonic()
    with pytest.raises(OperationalError, match="within a transaction"):
        begins(connection)
    assert time.monotonic() - started < PATIENCE


def test_of_one_process_one_thread_asks_and_all_get_in(another, django_db_blocker):
    connection, holder = another
    settings, asked, done = connection.settings_dict, [], []
    begin = type(connection)._begin

    def writes(number: int) -> None:
        with django_db_blocker.unblock():
            own = ConnectionHandler({"default": {**settings, "OPTIONS": {**settings["OPTIONS"]}}})["default"]
            own.connect()
            begins(own)
            own.connection.execute("INSERT INTO things VALUES (?)", [str(number)])
            own.connection.execute("COMMIT")
            own.close()
            done.append(number)

    def counted(self, patience: float) -> None:
        asked.append(1)
        assert len(asked) == 1, "two threads asked at once"
        try:
            begin(self, patience)
        finally:
            asked.pop()

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(type(connection), "_begin", counted)
        crowd = [threading.Thread(target=writes, args=[number]) for number in range(8)]
        for one in crowd:
            one.start()
        threading.Timer(PATIENCE / 4, holder.execute, ["COMMIT"]).start()
        for one in crowd:
            one.join(30)
    assert sorted(done) == list(range(8))
    assert holder.execute("SELECT count(*) FROM things").fetchone() == (8,)


def test_a_thread_of_the_same_process_that_never_gets_on_is_told_to_the_others(another, monkeypatch):
    connection, _holder = another
    monkeypatch.setattr("config.fair_sqlite.base.OWN", 0.1)
    with _alone(str(connection.settings_dict["NAME"]), 1):
        started = time.monotonic()
        with pytest.raises(OperationalError, match="locked"):
            begins(connection)
        assert time.monotonic() - started < PATIENCE
