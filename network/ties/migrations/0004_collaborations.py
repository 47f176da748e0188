import uuid

from django.db import migrations, models


def give_each_its_own(apps, schema_editor):
    rows = apps.get_model("ties", "Collaboration").objects
    for pk in rows.values_list("pk", flat=True):
        rows.filter(pk=pk).update(uid=uuid.uuid4())


class Migration(migrations.Migration):
    dependencies = [
        ("ties", "0003_one_titular_at_a_time"),
    ]

    operations = [
        migrations.AddField(
            model_name="collaboration",
            name="about",
            field=models.CharField(blank=True, max_length=200, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="collaboration",
            name="declined_by_a",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="collaboration",
            name="declined_by_b",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="collaboration",
            name="uid",
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.RunPython(give_each_its_own, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="collaboration",
            name="uid",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AddConstraint(
            model_name="collaboration",
            constraint=models.CheckConstraint(
                condition=models.Q(("confirmed_by_a", True), ("declined_by_a", True), _negated=True)
                & models.Q(("confirmed_by_b", True), ("declined_by_b", True), _negated=True),
                name="who_declined_confirms_nothing",
            ),
        ),
    ]
