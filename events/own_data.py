"""What this room holds of her: her places with what she said, what was noted of her, and her invitations."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.vocabulary.rights import Section, Whose, section

from .models import (
    AccessNeed,
    AfterMail,
    CalendarKey,
    EventConsent,
    Invited,
    Move,
    Presence,
    Registration,
    SurveyTicket,
)

COVERS = (
    "events.AccessNeed",
    "events.AfterMail",
    "events.CalendarKey",
    "events.EventConsent",
    "events.Invited",
    "events.Move",
    "events.Presence",
    "events.Registration",
    "events.SurveyTicket",
)


def hers(whose: Whose) -> Q:
    """By her record, or by an address of hers."""
    return Q(person=whose.person) | Q(email__in=whose.addresses)


def own(whose: Whose) -> list[Section]:
    places = Registration.objects.filter(hers(whose)).select_related("event", "institution")
    of_hers = {"registration__in": places.order_by().values("pk")}
    title = {"registration__event__title": _("Event")}
    return [
        section(
            "event_places",
            _("Your places in events"),
            places,
            {
                "event__title": _("Event"),
                "event__starts_at": _("When"),
                "state": _("State"),
                "pool": _("How you take part"),
                "name": _("Name"),
                "email": _("E-mail"),
                "post_title": _("Post"),
                "institution__name": _("Institution"),
                "institution_name": _("Institution, as you wrote it"),
                "answers": _("What you answered"),
                "created_at": _("Asked on"),
            },
            whose=whose,
        ),
        section(
            "event_moves",
            _("How your places changed"),
            Move.objects.filter(**of_hers).select_related("registration__event"),
            {**title, "at": _("When"), "before": _("Before"), "after": _("After"), "reason": _("Reason")},
        ),
        section(
            "event_consents",
            _("What you agreed to in events"),
            EventConsent.objects.filter(**of_hers).select_related("registration__event", "notice"),
            {
                **title,
                "purpose": _("For what"),
                "given_at": _("When"),
                "notice__version": _("Version of the privacy notice"),
            },
        ),
        section(
            "event_needs",
            _("What you need to take part"),
            AccessNeed.objects.filter(**of_hers).select_related("registration__event"),
            {
                **title,
                "text": _("What you need to take part"),
                "told_apart": _("Told without your name"),
            },
        ),
        section(
            "event_presences",
            _("Your attendance at events"),
            Presence.objects.filter(**of_hers).select_related("registration__event"),
            {**title, "state": _("State"), "at": _("Noted on"), "way": _("In which way it was noted")},
        ),
        section(
            "event_messages",
            _("What was written to you after events"),
            AfterMail.objects.filter(**of_hers).select_related("registration__event", "said"),
            {
                **title,
                "said__subject": _("Subject"),
                "said__body": _("Text"),
                "said__written_at": _("When"),
                "mail_state": _("State"),
            },
        ),
        section(
            "event_survey_tickets",
            _("Questions about events that you may answer once; what you answered is tied to nobody"),
            SurveyTicket.objects.filter(**of_hers).select_related("registration__event"),
            {**title, "is_used": _("You have answered")},
        ),
        section(
            "event_invitations",
            _("Events to which you were invited"),
            Invited.objects.filter(person=whose.person).select_related("event"),
            {"event__title": _("Event"), "event__starts_at": _("When")},
        ),
        section(
            "event_calendar",
            _("Your secret calendar address"),
            CalendarKey.objects.filter(person=whose.person),
            {"turn": _("How often you made one")},
        ),
    ]
