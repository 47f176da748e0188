"""Who held the post before, and the contacts of whoever holds it who agreed to be shown."""

from collections.abc import Collection

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.accounts.viewer import Viewer
from network.institutions.models import Post
from network.people.enums import Visibility
from network.people.models import Person
from network.people.queries import by_shown_name, visible_to, with_what_is_shown
from network.people.rules import seen
from network.vocabulary.chapters import Chapter, Row
from network.vocabulary.partial_date import in_force_on

from .history import Held, history
from .models import Collaboration
from .queries import appointments_visible_to, current_appointments


def _history(post: Post, viewer: Viewer, keys: Collection[str] | None) -> list[Row]:
    """Of a reserved post nothing, below the administration; beyond the desk only what bears a name."""
    rows = [row for row in history(post, viewer) if viewer.runs_network or row.name]
    return [Row(str(row.uid), _held(row)) for row in rows if keys is None or str(row.uid) in keys]


def _held(row: Held) -> tuple[str, ...]:
    by_what = "; ".join(act.label for act in (row.document, row.end_document) if act)
    return row.name or gettext("Name not shown"), row.capacity, row.span, by_what


def _contacts(post: Post, viewer: Viewer, keys: Collection[str] | None) -> list[Row]:
    """Ties that both confirmed, with people who are seen by their own choice and show their ties.

    Without keys the contacts of whoever holds the post, if the viewer may know who that is.
    """
    people = Person.objects.filter(visibility=Visibility.VISIBLE, shows_ties=True)
    people = people.filter(uid__in=keys) if keys is not None else people.filter(pk__in=_tied(post, viewer))
    shown = map(seen, with_what_is_shown(by_shown_name(visible_to(people, viewer))))
    return [
        Row(one.uid, (one.name, one.post_title, ", ".join(name for name, _url in one.institutions)))
        for one in shown
    ]


def _tied(post: Post, viewer: Viewer) -> set[int]:
    held = appointments_visible_to(current_appointments().filter(post=post), viewer)
    holders = set(held.order_by().values_list("person", flat=True))
    pairs = Collaboration.objects.filter(
        in_force_on(timezone.localdate()),
        Q(person_a__in=holders, person_a__shows_ties=True)
        | Q(person_b__in=holders, person_b__shows_ties=True),
        confirmed_by_a=True,
        confirmed_by_b=True,
    ).values_list("person_a", "person_b")
    return {person for pair in pairs for person in pair} - holders


CHAPTERS = (
    Chapter(
        name="history",
        label=_("Who has held the post"),
        absent=_("Nothing is told of who has held the post."),
        order=10,
        columns=(_("Name"), _("Capacity"), _("When"), _("By what document")),
        rows=_history,
        is_personal=True,
    ),
    Chapter(
        name="contacts",
        label=_("Contacts who agreed to be shown"),
        absent=_("No contact has agreed to be shown."),
        order=95,
        columns=(_("Name"), _("Post"), _("Institutions")),
        rows=_contacts,
        is_personal=True,
    ),
)
