"""Institutions and people, through the directory's own index and doors."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.people.rules import seen
from network.vocabulary.found import MOST, Asked, FoundGroup, FoundItem
from network.vocabulary.panels import Link

from .institutions import InstitutionList
from .people import PersonList


def found(asked: Asked, viewer: Viewer) -> list[FoundGroup]:
    groups = [_institutions(asked, viewer)]
    if viewer.is_member:
        groups.append(_people(asked, viewer))
    return [group for group in groups if group.items]


def _institutions(asked: Asked, viewer: Viewer) -> FoundGroup:
    listed = InstitutionList(viewer, asked.text)
    keys = list(listed.rows().values_list("pk", flat=True)[:MOST])
    items = tuple(
        FoundItem(
            row.name, row.get_absolute_url(), tuple(filter(None, (row.short_name, str(row.region or ""))))
        )
        for row in listed.shown(keys)
    )
    more = Link(_("See all"), f"{reverse('institutions')}?{urlencode({'q': asked.text})}")
    total = listed.found.rows.count() if items else 0
    return FoundGroup("instituciones", _("Institutions"), 20, items, total, more)


def _people(asked: Asked, viewer: Viewer) -> FoundGroup:
    listed = PersonList(viewer, asked.text)
    items = tuple(
        FoundItem(
            person.name,
            reverse("person", args=[person.uid]),
            tuple(filter(None, (person.post_title, *(name for name, _url in person.institutions)))),
        )
        for person in map(seen, listed.shown(listed.rows()[:MOST]))
    )
    more = Link(_("See all"), f"{reverse('people')}?{urlencode({'q': asked.text})}")
    return FoundGroup("personas", _("People"), 40, items, listed.count if items else 0, more)
