"""What this room holds of her: the answers she saved."""

from django.utils.translation import gettext_lazy as _

from network.vocabulary.rights import Section, Whose, section

from .models import SavedAnswer

COVERS = ("insights.SavedAnswer", "insights.Edition")


def own(whose: Whose) -> list[Section]:
    if whose.account is None:
        return []
    columns = {
        "saved_at": _("When"),
        "title": _("Title"),
        "question": _("Question"),
        "asked": _("What was asked"),
    }
    return [
        section(
            "saved_answers",
            _("Answers you saved"),
            SavedAnswer.objects.filter(author=whose.account),
            columns,
            whose=whose,
        )
    ]
