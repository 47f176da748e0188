"""Since when posts are vacant, and which are held without a document, as far as their coverage is told."""

import datetime as dt
from collections.abc import Mapping

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from network.accounts.viewer import Viewer
from network.institutions.models import Post
from network.vocabulary.partial_date import PartialDate

from .models import Appointment
from .queries import COVERED, COVERING, VACANT, current_appointments, with_coverage

SHORT, MIDDLE, LONG, UNDATED = "corta", "media", "larga", "sin_fecha"


def with_vacancy(posts: QuerySet[Post], viewer: Viewer) -> QuerySet[Post]:
    """`with_coverage`, and of the posts told to be vacant the last recorded end, or "": `vacant_since`.

    `lacks_document` is told of those that it tells to be covered: whether anyone covers it without one.
    """
    over = (
        Appointment.objects.filter(post=OuterRef("pk"), capacity__in=COVERING)
        .exclude(ended="")
        .order_by()
        .values("post")
        .annotate(last=Max("ended"))
        .values("last")
    )
    bare = current_appointments().filter(post=OuterRef("pk"), capacity__in=COVERING, document=None)
    return with_coverage(posts, viewer).annotate(
        vacant_since=Case(
            When(coverage=VACANT, then=Coalesce(Subquery(over), Value(""))),
            default=Value(""),
            output_field=CharField(),
        ),
        lacks_document=ExpressionWrapper(Q(coverage=COVERED) & Exists(bare), output_field=BooleanField()),
    )


def of_age(posts: QuerySet[Post], age: str) -> QuerySet[Post]:
    """The vacant ones of `with_vacancy`: under three months, up to a year, longer, or without a date.

    A year or month counts as its first day, as dates are ordered everywhere.
    """
    today = timezone.localdate()
    quarter, year = _months_before(today, 3), _months_before(today, 12)
    conditions: Mapping[str, Q] = {
        SHORT: Q(vacant_since__gt=quarter),
        MIDDLE: Q(vacant_since__gt=year, vacant_since__lte=quarter),
        LONG: Q(vacant_since__gt="", vacant_since__lte=year),
        UNDATED: Q(vacant_since=""),
    }
    return posts.filter(conditions[age], coverage=VACANT)  # type: ignore[misc]


def since(post: Post) -> str:
    """Of a row of `with_vacancy`: the partial date, which the database gives as text."""
    found = post.vacant_since  # type: ignore[attr-defined]
    return PartialDate(found) if found else ""


def _months_before(day: dt.date, months: int) -> str:
    place = day.year * 12 + day.month - 1 - months
    return f"{place // 12}-{place % 12 + 1:02d}-{min(day.day, 28):02d}"
