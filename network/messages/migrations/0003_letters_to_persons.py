"""To whom each letter went, so that one that a new letter replaced stays as closed as she is."""

import django.db.models.deletion
from django.db import migrations, models


def note(apps, _editor):
    known = apps.get_model("network_messages", "LetterToPerson").objects
    documents = apps.get_model("documents", "Document").objects
    sent = apps.get_model("network_messages", "Outgoing").objects.exclude(letter=None).exclude(person=None)
    rows = list(sent.select_related("letter").order_by("pk"))
    for row in rows:
        known.get_or_create(letter_id=row.letter_id, defaults={"person_id": row.person_id})
    for row in rows:  # nothing told of those that were replaced: they bear the same address
        replaced = documents.filter(is_letter=True, status="cancelled", message=None)
        for letter in replaced.filter(addressee_lines=row.letter.addressee_lines).exclude(addressee_lines=""):
            known.get_or_create(letter_id=letter.pk, defaults={"person_id": row.person_id})


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0005_foundings"),
        ("people", "0002_what_lists_say"),
        ("network_messages", "0002_convocation"),
    ]

    operations = [
        migrations.CreateModel(
            name="LetterToPerson",
            fields=[
                (
                    "letter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="to_person",
                        serialize=False,
                        to="documents.document",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="letters_to_her",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.RunPython(note, migrations.RunPython.noop),
    ]
