"""What this room holds of her: the posts she holds or held, and with whom she works."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.vocabulary.rights import Section, Whose, section

from .models import Appointment, Collaboration

COVERS = ("ties.Appointment", "ties.Collaboration")


class _Said:
    """A collaboration from her side of it."""

    def __init__(self, row: Collaboration, whose: Whose) -> None:
        side = "a" if row.person_a_id == whose.person else "b"
        self.answer = _("no answer yet")
        if getattr(row, f"confirmed_by_{side}"):
            self.answer = _("confirmed")
        elif getattr(row, f"declined_by_{side}"):
            self.answer = _("declined")
        self._row = row

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, name)


def own(whose: Whose) -> list[Section]:
    """Of collaborations what was said, in which words, since when: who the other is, is her own affair."""
    posts = Appointment.objects.filter(person=whose.person).select_related("post__institution", "document")
    both = Collaboration.objects.filter(Q(person_a=whose.person) | Q(person_b=whose.person))
    return [
        section(
            "appointments",
            _("Your posts"),
            posts,
            {
                "post__name": _("Post"),
                "post__institution__name": _("Institution"),
                "capacity": _("Capacity"),
                "started": _("From"),
                "ended": _("Until"),
                "document__number": _("By document"),
            },
            whose=whose,
        ),
        section(
            "collaborations",
            _("Collaborations you declared or that were declared with you"),
            [_Said(row, whose) for row in both],
            {
                "kind": _("Kind"),
                "about": _("In what you work together"),
                "answer": _("What you answered"),
                "started": _("From"),
                "ended": _("Until"),
                "basis": _("How it is known"),
            },
        ),
    ]
