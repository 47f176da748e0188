"""Her enrolments go, with all that she did in them, what she learned and what she taught."""

from network.vocabulary.rights import Whose

from .models import Enrolment, ExternalTraining, Facilitator, Learned, UnitMark, Work
from .own_data import hers

COVERS = (
    "training.Enrolment",
    "training.ExternalTraining",
    "training.Facilitator",
    "training.Learned",
    "training.UnitMark",
    "training.Work",
)


def erase(whose: Whose) -> None:
    enrolments = Enrolment.objects.filter(hers(whose))
    keys = list(enrolments.values_list("pk", flat=True))
    whose.delete(Work.objects.filter(enrolment__in=keys), "file")
    whose.delete(UnitMark.objects.filter(enrolment__in=keys))
    whose.delete(Learned.objects.filter(person=whose.person))
    whose.delete(enrolments)
    whose.delete(ExternalTraining.objects.filter(person=whose.person), "file")
    whose.delete(Facilitator.objects.filter(person=whose.person))
    if whose.account:
        for acted in (Enrolment, ExternalTraining, UnitMark, Work):
            whose.forget(acted.objects.filter(by=whose.account), by=None)
    whose.blot(Enrolment.objects.all(), "reasons", "told")
    whose.blot(Work.objects.all(), "text", "comment")
    whose.blot(ExternalTraining.objects.all(), "title", "provider", "comment")
