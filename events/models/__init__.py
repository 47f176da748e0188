"""Events with what they offer; registrations with what is asked of whoever takes a place; signed sheets."""

from .after import AfterMail, AfterMessage, EventMaterial, PartnerNotice
from .event import Event, EventInstitution, Invited, Question, Quota
from .registration import AccessNeed, CalendarKey, EventConsent, Move, Presence, Registration
from .series import EventSeries, Occurrence, PlannedPublication
from .sheet import SignedSheet
from .survey import Survey, SurveyAnswer, SurveyQuestion, SurveyTicket

__all__ = [
    "AccessNeed",
    "AfterMail",
    "AfterMessage",
    "CalendarKey",
    "Event",
    "EventConsent",
    "EventInstitution",
    "EventMaterial",
    "EventSeries",
    "Invited",
    "Move",
    "Occurrence",
    "PartnerNotice",
    "PlannedPublication",
    "Presence",
    "Question",
    "Quota",
    "Registration",
    "SignedSheet",
    "Survey",
    "SurveyAnswer",
    "SurveyQuestion",
    "SurveyTicket",
]
