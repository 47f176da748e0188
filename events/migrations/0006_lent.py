"""Which events a room above runs: that room's own migration marks those that it has already."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0005_after")]

    operations = [
        migrations.AddField(
            model_name="event",
            name="is_lent",
            field=models.BooleanField(default=False, editable=False),
        )
    ]
