"""What training adds to a person's page: the certificates that she chose to show there."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.people.models import Person
from network.vocabulary.panels import LINES, Line, Panel, Section
from network.vocabulary.words import certificates_name

from .certificates.keeping import shown_of
from .models import Certificate


def person_panels(person: Person, viewer: Viewer) -> list[Panel]:
    """For a row of `people.queries.visible_to`. They bear her name: under an alias there is none of them."""
    if not person.sees_name:  # type: ignore[attr-defined]
        return []
    lines = tuple(_line(row) for row in shown_of(person))
    if not lines:
        return []
    return [
        Panel(
            title=certificates_name(),
            anchor="constancias",
            template=LINES,
            context={"sections": [Section(lines)]},
            order=40,
            is_empty=False,
            absent="",
        )
    ]


def _line(row: Certificate) -> Line:
    hours = row.content["hours"]
    facts = [str(row.get_kind_display()), date_format(row.issued_at, "DATE_FORMAT")]
    if hours:
        facts.append(_("%(n)s h") % {"n": hours})
    return Line(row.title, row.get_absolute_url(), facts=tuple(facts))
