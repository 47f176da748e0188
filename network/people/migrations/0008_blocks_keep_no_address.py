from django.conf import settings
from django.db import migrations, models
from django.db.models import Q
from django.utils.crypto import salted_hmac


def keep_no_address(apps, schema_editor):
    blocks = apps.get_model("people", "Block").objects.using(schema_editor.connection.alias)
    for block in blocks.exclude(address=""):
        plain = block.address.strip().lower()
        name, _at, domain = plain.rpartition("@")
        block.address_key = salted_hmac(
            "people.address", plain, secret=settings.SECRET_KEY, algorithm="sha256"
        ).hexdigest()
        if block.label.strip().lower() == plain:
            block.label = f"{name[:1]}…@{domain}"
        block.save(update_fields=["address_key", "label"])


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0007_one_switch_for_suggestions"),
    ]

    operations = [
        migrations.AddField(
            model_name="block",
            name="address_key",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AlterField(
            model_name="block",
            name="label",
            field=models.CharField(blank=True, max_length=254),
        ),
        migrations.RunPython(keep_no_address, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="block", name="address_blocked_once"),
        migrations.RemoveConstraint(model_name="block", name="block_is_of_a_person_or_an_address"),
        migrations.RemoveField(model_name="block", name="address"),
        migrations.AddConstraint(
            model_name="block",
            constraint=models.UniqueConstraint(
                condition=~Q(address_key=""),
                fields=("blocker", "address_key"),
                name="address_blocked_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="block",
            constraint=models.CheckConstraint(
                condition=(Q(blocked=None) & ~Q(address_key="")) | Q(blocked__isnull=False, address_key=""),
                name="block_is_of_a_person_or_an_address",
            ),
        ),
    ]
