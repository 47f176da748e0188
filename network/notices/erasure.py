"""What she was told, and what others were told of her."""

from django.db.models import Q

from network.vocabulary.rights import Whose

from .models import Notice, NoticeMail, Preference
from .services import count_anew

COVERS = ("notices.Notice", "notices.NoticeMail", "notices.Preference")


def erase(whose: Whose) -> None:
    about = Notice.objects.filter(about=whose.person)
    others = set(about.values_list("to", flat=True)) - {whose.account}
    hers = Q(to=whose.account) if whose.account else Q(pk=None)
    whose.delete(Notice.objects.filter(Q(about=whose.person) | hers))
    whose.delete(NoticeMail.objects.filter(hers))
    whose.delete(Preference.objects.filter(hers))
    whose.blot(Notice.objects.all(), "words", "link")
    count_anew(others)
