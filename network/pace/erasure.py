"""What goes with her: that her account was slowed."""

from network.vocabulary.rights import Whose

from .models import Slowing

COVERS = ("pace.Slowing",)


def erase(whose: Whose) -> None:
    if whose.account:
        whose.delete(Slowing.objects.filter(account=whose.account))
