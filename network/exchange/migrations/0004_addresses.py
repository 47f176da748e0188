from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0003_undoing"),
    ]

    operations = [
        migrations.AddField(
            model_name="stagedrow",
            name="uid",
            field=models.UUIDField(blank=True, null=True),
        ),
    ]
