"""What this room holds of her: messages and letters written to her, those she prepared."""

from django.utils.translation import gettext_lazy as _

from network.vocabulary.rights import Section, Whose, section

from .models import Departure, LetterToPerson, Mailing, Outgoing

COVERS = (
    "network_messages.Outgoing",
    "network_messages.LetterToPerson",
    "network_messages.Mailing",
    "network_messages.Departure",
)


def own(whose: Whose) -> list[Section]:
    written = Outgoing.objects.filter(person=whose.person).select_related("mailing")
    letters = LetterToPerson.objects.filter(person=whose.person).select_related("letter")
    account = {"prepared_by": whose.account} if whose.account else {"pk": None}
    sent = {"by": whose.account} if whose.account else {"pk": None}
    return [
        section(
            "messages",
            _("Messages written to you"),
            written,
            {
                "mailing__prepared_at": _("Prepared on"),
                "subject": _("Subject"),
                "salutation": _("Greeting"),
                "paragraphs": _("Text"),
                "to_name": _("To"),
                "to_post": _("Post"),
                "to_institution": _("Institution"),
                "mail_state": _("How the e-mail stands"),
            },
            whose=whose,
        ),
        section(
            "letters",
            _("Letters written to you"),
            letters,
            {
                "letter__number": _("Number"),
                "letter__issued_on": _("Date"),
                "letter__subject": _("Subject"),
                "letter__body": _("Text"),
            },
        ),
        section(
            "mailings",
            _("Messages you prepared"),
            Mailing.objects.filter(**account),
            {"prepared_at": _("Prepared on"), "title": _("Title")},
        ),
        section(
            "departures",
            _("Messages you sent"),
            Departure.objects.filter(**sent),
            {"at": _("When"), "form": _("Form")},
        ),
    ]
