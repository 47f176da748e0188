"""A layer that is off until it is asked for: institutions whose members said, both, that they work together.

It is drawn from people, so it is told to members alone, from those of whom any member may know by their own
consent; nothing is added by duty. It names institutions only.
"""

from django.utils.translation import gettext_lazy as _

from network.accounts.viewer import Viewer
from network.graph.snapshot import Context, Membership
from network.people.queries import current_affiliations
from network.vocabulary.layers import Layer, first_day

from .collaborations import showing_ties, ties_told_to


def collaborations(viewer: Viewer) -> list[Context]:
    """A context for each pair who work in two institutions."""
    if viewer.person_id is None:
        return []
    rows = list(
        ties_told_to(viewer).order_by("uid").values_list("uid", "started", "basis", "person_a", "person_b")
    )
    places = _places(viewer)
    found = []
    for uid, started, basis, one, other in rows:
        ends = sorted({places[key] for key in (one, other) if key in places})
        if len({institution for _name, institution, _since in ends}) == 2:
            label = " ↔ ".join(name for name, _institution, _since in ends)
            members = tuple(Membership(place, basis, first_day(since)) for _name, place, since in ends)
            found.append(
                Context(f"collaborations:{uid}", "collaborations", label, members, first_day(started))
            )
    return found


def _places(viewer: Viewer) -> dict[int, tuple[str, str, str]]:
    """Where each of them works in the first place today: how it is called, its id, since when."""
    showing = showing_ties(viewer).order_by().values("pk")
    rows = current_affiliations().filter(person__in=showing, is_main=True).order_by("-pk")
    return {
        person: (short or name, package_id, str(started or ""))
        for person, name, short, package_id, started in rows.values_list(
            "person",
            "institution__name",
            "institution__short_name",
            "institution__package_id",
            "started",
        )
    }


layers = (
    Layer(
        "collaborations",
        _("Joint work of members"),
        collaborations,
        is_standing=False,
        meaning=_(
            "Joint work ties the institutions of two members who both confirmed that they work together and "
            "let it be seen. It is drawn from those whom you may see, and shows who they are nowhere."
        ),
        is_for=lambda viewer: viewer.person_id is not None,
    ),
)
