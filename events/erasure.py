"""Her places go, with every change of them, and the line moves up; no programme keeps a word of hers."""

from django.utils import timezone

from network.vocabulary.rights import Whose

from .line import locked, move_up
from .live import changed
from .models import (
    AccessNeed,
    AfterMail,
    AfterMessage,
    CalendarKey,
    Event,
    EventConsent,
    EventMaterial,
    Invited,
    Move,
    PlannedPublication,
    Presence,
    Registration,
    SurveyAnswer,
    SurveyQuestion,
    SurveyTicket,
)
from .own_data import hers

COVERS = (
    "events.AccessNeed",
    "events.AfterMail",
    "events.AfterMessage",
    "events.CalendarKey",
    "events.Event",
    "events.EventConsent",
    "events.EventMaterial",
    "events.Invited",
    "events.Move",
    "events.PlannedPublication",
    "events.Presence",
    "events.Registration",
    "events.SurveyAnswer",
    "events.SurveyQuestion",
    "events.SurveyTicket",
)


def erase(whose: Whose) -> None:
    places = Registration.objects.filter(hers(whose))
    keys = list(places.values_list("pk", flat=True))
    left = list(Event.objects.filter(registrations__in=keys).order_by("pk").distinct())
    for model in (AccessNeed, EventConsent, Presence, Move, AfterMail, SurveyTicket):
        whose.delete(model.objects.filter(registration__in=keys))
    whose.delete(places)
    for event in left:
        move_up(locked(event), now=timezone.now())
        changed(event)
    whose.delete(Invited.objects.filter(person=whose.person))
    whose.delete(CalendarKey.objects.filter(person=whose.person))
    if whose.account:
        for acted in (Registration, Move, Presence, PlannedPublication, AfterMessage, EventMaterial):
            whose.forget(acted.objects.filter(by=whose.account), by=None)
    whose.blot(Move.objects.all(), "reason")
    whose.blot(Registration.objects.all(), "answers")
    whose.blot(Event.objects.all(), "title", "purpose", "schedule", "cancelled_because")
    whose.blot(AfterMessage.objects.all(), "subject", "body")
    whose.blot(EventMaterial.objects.all(), "title")
    whose.blot(SurveyQuestion.objects.all(), "text")
    whose.blot(SurveyAnswer.objects.all(), "text")
