"""The colleagues in the institution who let the network see them, for whoever takes over a post."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from network.accounts.viewer import Viewer
from network.institutions.models import Post
from network.vocabulary.chapters import Chapter, Row

from .enums import Visibility
from .queries import working_in


def _rows(post: Post, viewer: Viewer, keys: Collection[str] | None) -> list[Row]:
    """By her own choice alone: what a coordinator sees by duty is not handed on."""
    people = working_in(post.institution, viewer).filter(visibility=Visibility.VISIBLE)
    if keys is not None:
        people = people.filter(uid__in=keys)
    return [Row(str(person.uid), (person.name, person.post_title, person.offers)) for person in people]


CHAPTERS = (
    Chapter(
        name="colleagues",
        label=_("Colleagues in the institution"),
        absent=_("Nobody in the institution has chosen to be seen by the network."),
        order=90,
        columns=(_("Name"), _("Post"), _("What she offers")),
        rows=_rows,
        is_personal=True,
    ),
)
