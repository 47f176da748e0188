from itertools import combinations

from django.conf import settings
from django.db import migrations
from django.utils import translation
from django.utils.translation import gettext as _

from network.vocabulary.overlap import NeverAtOnce, certainly_overlap
from network.vocabulary.spans import span_words


def name_those_in_the_way(apps, schema_editor):
    """Nothing is chosen for the office: an update stops, and says which designations to put right."""
    held = {}
    rows = apps.get_model("ties", "Appointment").objects.filter(capacity="titular").order_by("started", "pk")
    for row in rows.select_related("post").iterator():
        held.setdefault(row.post_id, []).append(row)
    with translation.override(settings.LANGUAGE_CODE):
        found = [
            _("%(post)s: %(one)s and %(other)s")
            % {
                "post": one.post.name,
                "one": span_words(one.started, one.ended),
                "other": span_words(other.started, other.ended),
            }
            for of_post in held.values()
            for one, other in combinations(of_post, 2)
            if certainly_overlap((one.started, one.ended), (other.started, other.ended))
        ]
        if found:
            told = _(
                "A post has one titular at a time, but the designations of these posts overlap. Correct their "
                "dates at the desk in the version that was running, then update again."
            )
            raise SystemExit("\n- ".join([told, *found]))


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0003_files"),
        ("institutions", "0002_posts_and_governments"),
        ("people", "0002_what_lists_say"),
        ("ties", "0002_posts_and_governments"),
    ]

    operations = [
        migrations.RunPython(name_those_in_the_way, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=NeverAtOnce(
                per="post",
                when={"capacity": "titular"},
                start="started",
                end="ended",
                name="one_titular_at_a_time",
            ),
        ),
    ]
