"""Two layers that are off until they are asked for: who belongs to whom, and posts between institutions.

Neither is a space that many share, so neither makes a clique: children of one parent are not tied to
each other by it, and a post ties two institutions at most.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from network.accounts.viewer import Viewer
from network.graph.snapshot import Context, Membership
from network.vocabulary.layers import Layer, first_day, last_day

from .models import Institution, Mechanism, Post
from .queries import posts_told_to


def hierarchy(viewer: Viewer) -> list[Context]:
    """A context for each institution and the one it belongs to; and for each line of report.

    Where the mechanism of an institution reports to another than those two, the pair is tied too,
    from the day the mechanism was created; where the tree ties the pair already, it is not told twice.
    """
    found, told = [], set()
    for child, name, short, parent, parent_name, parent_short in (
        Institution.objects.exclude(parent=None)
        .order_by("package_id")
        .values_list(
            "package_id", "name", "short_name", "parent__package_id", "parent__name", "parent__short_name"
        )
    ):
        told.add(frozenset((child, parent)))
        label = f"{short or name} → {parent_short or parent_name}"
        found.append(_pair(f"hierarchy:{child}", label, child, parent))
    for mechanism, name, created_on, own, above, above_name, above_short in (
        Mechanism.objects.exclude(reports_to=None)
        .order_by("package_id")
        .values_list(
            "package_id",
            "name",
            "created_on",
            "institution__package_id",
            "reports_to__package_id",
            "reports_to__name",
            "reports_to__short_name",
        )
    ):
        if own != above and frozenset((own, above)) not in told:
            label = f"{name} → {above_short or above_name}"
            key = f"hierarchy:{mechanism}.reports"  # no id of an institution holds a full stop
            found.append(_pair(key, label, own, above, first_day(created_on)))
    return found


def _pair(key: str, label: str, one: str, other: str, begins: date | None = None) -> Context:
    return Context(key, "hierarchy", label, (Membership(one), Membership(other)), begins)


def posts(viewer: Viewer) -> list[Context]:
    """Each post by itself, never its holder: its institution, and the one whose mechanism it serves.

    Most posts are in one institution alone: these tie nobody, and are points where spaces are drawn.
    A closed post counts until it was closed.
    """
    rows = posts_told_to(Post.objects.order_by("package_id"), viewer).values_list(
        "package_id",
        "name",
        "institution__package_id",
        "institution__name",
        "institution__short_name",
        "mechanism__institution__package_id",
        "closed_on",
    )
    return [
        Context(
            f"posts:{package_id}",
            "posts",
            _called(name, institution_short or institution_name),
            tuple(Membership(member) for member in sorted({institution, served or institution})),
            ends=last_day(closed_on),
        )
        for package_id, name, institution, institution_name, institution_short, served, closed_on in rows
    ]


def _called(post: str, institution: str) -> str:
    return post if institution.casefold() in post.casefold() else f"{post}, {institution}"


layers = (
    Layer(
        "hierarchy",
        _("Hierarchy"),
        hierarchy,
        is_standing=False,
        meaning=_(
            "The hierarchy ties each institution to the one that it, or its gender mechanism, depends on, "
            "and not those that depend on the same one."
        ),
    ),
    Layer(
        "posts",
        _("Posts"),
        posts,
        is_standing=False,
        meaning=_(
            "A post ties its institution to the one whose gender mechanism it serves, whoever holds it; "
            "those of the network show to who has entered, reserved ones never."
        ),
    ),
)
