"""The sessions that editions have already are events lent to them."""

from django.db import migrations


def mark(apps, schema_editor):
    sessions = apps.get_model("training", "CourseSession").objects.using(schema_editor.connection.alias)
    events = apps.get_model("events", "Event").objects.using(schema_editor.connection.alias)
    events.filter(pk__in=sessions.order_by().values("event")).update(is_lent=True)


class Migration(migrations.Migration):
    dependencies = [("training", "0009_external_trainings"), ("events", "0006_lent")]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
