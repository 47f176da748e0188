"""An empty database is made in a third of the time (commands/migrate.py), and as Django makes it."""

import json
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.network.ties.processes import scratch_database
from tests.tables import environment

MADE = """
import json, sys
import django; django.setup()
from django.core.management import call_command
from django.core.management.commands.migrate import Command as Plain
from django.db import connection
call_command(Plain() if sys.argv[1] == "plain" else "migrate", verbosity=0)
asked = {
    "sqlite": ["SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"],
    "postgresql": [
        "SELECT table_name, column_name, data_type, is_nullable, column_default, collation_name,"
        " character_maximum_length FROM information_schema.columns WHERE table_schema = 'public'",
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace",
        "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    ],
}
with connection.cursor() as cursor:
    found = []
    for one in asked[connection.vendor]:
        cursor.execute(one)
        found.append(sorted(map(repr, cursor.fetchall())))
    counts = {}
    for table in connection.introspection.table_names(cursor):
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        counts[table] = cursor.fetchone()[0]
print(json.dumps([found, counts]))
"""


@pytest.mark.prove
@pytest.mark.django_db
def test_it_makes_the_tables_that_django_makes(tmp_path: Path) -> None:
    made = {}
    for how in ("ours", "plain"):
        (folder := tmp_path / how).mkdir()
        is_server = connection.vendor == "postgresql"
        with scratch_database(with_tables=False) if is_server else nullcontext("") as url:
            told = {"DJANGO_SETTINGS_MODULE": "config.settings.test", "DATABASE_URL": url} if url else {}
            done = subprocess.run(
                [sys.executable, "-c", MADE, how],
                env={**environment(folder), **told},
                cwd=settings.ROOT,
                capture_output=True,
                text=True,
            )
        assert done.returncode == 0, done.stderr[-2000:]
        made[how] = json.loads(done.stdout)
    (tables, rows), plain = made["ours"], made["plain"]
    assert all(tables)
    assert len(rows) > 200
    assert [tables, rows] == plain
