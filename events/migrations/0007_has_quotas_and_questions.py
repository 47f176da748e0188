"""Whether there are quotas and questions stands on the event itself: those that are here say so."""

from typing import Any

from django.db import migrations, models


def say_so(apps: Any, _editor: Any) -> None:
    event = apps.get_model("events", "Event").objects
    event.filter(quotas__isnull=False).update(has_quotas=True)
    event.filter(questions__isnull=False).update(has_questions=True)


def flag() -> models.BooleanField:
    return models.BooleanField(default=False, editable=False)


class Migration(migrations.Migration):
    dependencies = [("events", "0006_lent")]

    operations = [
        migrations.AddField(model_name="event", name="has_quotas", field=flag()),
        migrations.AddField(model_name="event", name="has_questions", field=flag()),
        migrations.RunPython(say_so, migrations.RunPython.noop),
    ]
