import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import events.recurrence
import network.office.models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0002_places"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EventSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("rule", models.CharField(max_length=300, validators=[events.recurrence.validate_rule])),
                ("first_day", models.DateField()),
                (
                    "time_zone",
                    models.CharField(max_length=60, validators=[network.office.models.validate_time_zone]),
                ),
                ("begins", models.TimeField()),
                ("ends", models.TimeField()),
                ("nights", models.PositiveSmallIntegerField(default=0)),
                ("skipped", models.JSONField(blank=True, default=list)),
                ("ends_before", models.DateField(blank=True, null=True)),
                ("is_published", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ("first_day", "pk"),
            },
        ),
        migrations.CreateModel(
            name="PlannedPublication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(db_index=True)),
                ("with_following", models.BooleanField(default=False)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="planned", to="events.event"
                    ),
                ),
            ],
            options={
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Occurrence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("is_own", models.BooleanField(default=False)),
                (
                    "event",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="occurrence",
                        to="events.event",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="occurrences",
                        to="events.eventseries",
                    ),
                ),
            ],
            options={
                "ordering": ("day", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("series", "day"), name="occurrence_once_per_day")
                ],
            },
        ),
    ]
