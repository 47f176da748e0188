"""What a network of one's own begins with, so that an action can be recorded: themes and places."""

import csv

from django.db import transaction

from network.vocabulary.models import Territory, Theme

from .demo import OPEN_PACKAGE
from .values import INTERNATIONAL, NATIONAL


@transaction.atomic
def add_first_themes() -> int:
    """Add the themes of the open package where there are none yet; how many were added.

    Without them no action could be recorded. A network that has some keeps what it has.
    """
    if Theme.objects.exists():
        return 0
    with (OPEN_PACKAGE / "themes.csv").open(encoding="utf-8-sig", newline="") as source:
        rows = [
            Theme(code=row["id"], label_es=row["label_es"], label_en=row["label_en"])
            for row in csv.DictReader(source)
        ]
    for row in rows:
        row.full_clean()
    return len(Theme.objects.bulk_create(rows))


def add_first_places() -> None:
    """The nation and what is beyond it: places that every network has, as packages name them."""
    for kind, name in ((Territory.Kind.NATIONAL, NATIONAL), (Territory.Kind.INTERNATIONAL, INTERNATIONAL)):
        Territory.objects.get_or_create(kind=kind, name=name, parent=None)
