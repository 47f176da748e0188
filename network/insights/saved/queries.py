"""The door to saved answers."""

from django.db.models import Prefetch, Q, QuerySet

from network.accounts.enums import Role
from network.accounts.viewer import GrantFact, Viewer
from network.insights.models import Edition, SavedAnswer, State

from .rules import may_open


def visible_to(answers: QuerySet[SavedAnswer], viewer: Viewer) -> QuerySet[SavedAnswer]:
    """For insiders; what was discarded for those who may bring it back, what is not kept yet for its author.

    What was found: `rules.may_read`.
    """
    if not may_open(viewer):
        return answers.none()
    answers = answers.filter(Q(state=State.KEPT) | Q(author=viewer.user_id))
    if GrantFact(Role.ADMINISTRATOR) in viewer.grants:
        return answers
    return answers.filter(Q(discarded_at=None) | Q(author=viewer.user_id))


def with_editions(answers: QuerySet[SavedAnswer]) -> QuerySet[SavedAnswer]:
    return answers.prefetch_related(Prefetch("editions", queryset=Edition.objects.order_by("pk")))
