import django.db.models.deletion
from django.db import migrations, models

import network.vocabulary.partial_date


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0003_following"),
        ("plans", "0001_initial"),
    ]

    operations = [
        migrations.RenameField(model_name="advancenotice", old_name="given_at", new_name="recorded_at"),
        migrations.AlterModelOptions(name="advancenotice", options={"ordering": ("-recorded_at", "-pk")}),
        migrations.AddField(
            model_name="advancenotice",
            name="given_on",
            field=network.vocabulary.partial_date.PartialDateField(),
        ),
        migrations.AddField(
            model_name="commitment",
            name="plan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="commitments",
                to="plans.plan",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("agreement", None), ("plan", None), _connector="OR"),
                name="commitment_comes_from_one_place",
            ),
        ),
    ]
