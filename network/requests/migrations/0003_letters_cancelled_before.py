"""Rows whose letter had been cancelled while they went on saying that it was sent."""

from django.db import migrations
from django.utils import timezone


def follow(apps, _editor):
    row_model = apps.get_model("requests", "RequestRecipient")
    rows = row_model.objects.filter(state__in=("sent", "acknowledged"), letter__status="cancelled")
    for row in rows.select_related("letter"):
        row.state, row.withdrawn_on = "cancelled", max(timezone.localdate(), row.sent_on)
        row.withdrawn_because = row.letter.cancelled_because
        row.save()


class Migration(migrations.Migration):
    dependencies = [("requests", "0002_cancelled_letters")]

    operations = [migrations.RunPython(follow, migrations.RunPython.noop)]
