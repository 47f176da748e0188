"""Her designations and collaborations. That the post exists, and the act by which it was filled, stay."""

from django.db.models import Q

from network.vocabulary.rights import Whose

from .models import Appointment, Collaboration

COVERS = ("ties.Appointment", "ties.Collaboration")


def erase(whose: Whose) -> None:
    whose.delete(Appointment.objects.filter(person=whose.person))
    whose.delete(Collaboration.objects.filter(Q(person_a=whose.person) | Q(person_b=whose.person)))
