from django.db import migrations, models

FILL = """
UPDATE search_word SET
    audience = (SELECT e.audience FROM search_entry e WHERE e.id = search_word.entry_id),
    record = (SELECT COALESCE(e.institution_id, e.person_id) FROM search_entry e WHERE e.id = search_word.entry_id)
"""
AUDIENCES = [("public", "public"), ("alias", "alias"), ("name", "name")]


class Migration(migrations.Migration):
    atomic = False  # PostgreSQL does not alter a table in the transaction that has changed its rows

    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.RemoveIndex(model_name="word", name="word_begins"),
        migrations.AddField("word", "audience", models.CharField(choices=AUDIENCES, max_length=6, null=True)),
        migrations.AddField("word", "record", models.BigIntegerField(null=True)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField("word", "audience", models.CharField(choices=AUDIENCES, max_length=6)),
        migrations.AlterField("word", "record", models.BigIntegerField()),
        migrations.AddIndex(
            "word",
            models.Index(
                fields=["audience", "text", "record"],
                name="word_begins_for_audience",
                opclasses=("varchar_ops", "varchar_pattern_ops", "int8_ops"),
            ),
        ),
        migrations.AddIndex(
            "word",
            models.Index(fields=["text"], name="word_begins", opclasses=("varchar_pattern_ops",)),
        ),
    ]
