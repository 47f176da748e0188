"""What rights and peers had each asked of her is one switch; who opposed is suggested to nobody still."""

from django.db import migrations


def hold(apps, schema_editor):
    people = apps.get_model("people", "Person").objects.using(schema_editor.connection.alias)
    people.filter(opposes_suggestions=True).update(may_be_suggested=False)


class Migration(migrations.Migration):
    dependencies = [("people", "0006_taking_part")]

    operations = [
        migrations.RunPython(hold, migrations.RunPython.noop),
        migrations.RemoveField("person", "opposes_suggestions"),
    ]
