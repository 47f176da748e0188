"""Who works in an institution, as far as the viewer may know, for its dossier."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.vocabulary.panels import LINES, Line, Panel, Section

from .models import Person
from .queries import working_in
from .rules import shown_line

SHOWN = 40  # the directory is the place for longer lists


def panels(institution: Institution, viewer: Viewer) -> list[Panel]:
    """Nothing at all for the public, nor where the viewer may know of nobody."""
    if not viewer.is_insider:
        return []
    people = list(working_in(institution, viewer))
    if not people:
        return []
    lines = [_line(person) for person in people[:SHOWN]]
    if len(people) > SHOWN:
        lines.append(_all_of_them(institution))
    count = ngettext("%(n)s person whom you may see", "%(n)s people whom you may see", len(people))
    return [
        Panel(
            title=_("People who work here"),
            anchor="personas",
            template=LINES,
            context={"sections": [Section(tuple(lines), count % {"n": len(people)})]},
            order=25,
            is_empty=False,
            absent="",
        )
    ]


def _line(person: Person) -> Line:
    name, post_title = shown_line(person)
    return Line(name, person.get_absolute_url(), facts=(post_title,) if post_title else ())


def _all_of_them(institution: Institution) -> Line:
    query = urlencode({"institucion": institution.package_id})
    return Line(_("All of them, in the directory"), f"{reverse('people')}?{query}")
