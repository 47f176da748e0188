"""Posts that tell this viewer that they are vacant, the longest first; designations that end soon."""

import datetime as dt

from django.db.models import Case, IntegerField, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.institutions.models import Post
from network.vocabulary.desk import SHOWN, DeskItem, DeskSection, Part, last_day_order, when_due
from network.vocabulary.panels import Link
from network.vocabulary.spans import date_words

from .models import Appointment
from .queries import VACANT, ending
from .rules import vacancy_words
from .vacancies import since, with_vacancy


def desk_sections(viewer: Viewer, today: dt.date) -> list[DeskSection]:
    return [*_ending(viewer, today), *_vacant(viewer, today)]


def _ending(viewer: Viewer, today: dt.date) -> list[DeskSection]:
    rows = ending(viewer, today)
    total = rows.count()
    shown = rows.select_related("post__institution").order_by(last_day_order("ended"), "pk")[:SHOWN]
    items = tuple(
        DeskItem(
            title=row.post.name,
            url=_page(row.post),
            why=_("%(name)s: the designation (%(capacity)s) ends, %(date)s") % _told(row),
            on=row.ended,
            when=when_due(row.ended, today),
            deed=Link(_("Designate"), reverse("desk_appoint", args=[row.post.package_id])),
        )
        for row in shown
    )
    if not items:
        return []
    more = Link(_("See all"), f"{reverse('desk_posts')}?termina=pronto")
    return [DeskSection("designaciones", _("Designations that end"), Part.DUE, 30, items, total, more)]


def _told(row: Appointment) -> dict[str, str]:
    """Whose designation it is stands on the page of the post, by that page's rules."""
    return {
        "name": row.post.institution.called,
        "capacity": row.get_capacity_display(),
        "date": date_words(row.ended),
    }


def _vacant(viewer: Viewer, today: dt.date) -> list[DeskSection]:
    rows = with_vacancy(Post.objects.order_by(), viewer).filter(coverage=VACANT)  # type: ignore[misc]
    total = rows.count()
    undated = Case(When(vacant_since="", then=Value(1)), default=Value(0), output_field=IntegerField())
    shown = rows.select_related("institution").order_by(undated, "vacant_since", "pk")[:SHOWN]  # type: ignore[misc]
    items = tuple(_vacancy(row, today) for row in shown)
    if not items:
        return []
    more = Link(_("See all"), f"{reverse('desk_posts')}?estado={VACANT}")
    return [DeskSection("vacantes", _("Posts without designation"), Part.WAITING, 20, items, total, more)]


def _vacancy(row: Post, today: dt.date) -> DeskItem:
    begun = since(row)
    age = vacancy_words(begun, today)
    return DeskItem(
        title=row.name,
        url=_page(row),
        why=_("%(name)s: vacant %(since)s") % {"name": row.institution.called, "since": age}
        if age
        else _("%(name)s: vacant, nobody recorded since when") % {"name": row.institution.called},
        on=begun,
        deed=Link(_("Designate"), reverse("desk_appoint", args=[row.package_id])),
    )


def _page(post: Post) -> str:
    return reverse("desk_post", args=[post.package_id])
