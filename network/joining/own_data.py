"""What this room holds of her: what she applied with, to what she consented, how she was invited."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.vocabulary.rights import Section, Whose, section

from .models import Application, Consent, Invitation

COVERS = ("joining.Application", "joining.Consent", "joining.Invitation")


def own(whose: Whose) -> list[Section]:
    hers = Q(person=whose.person) | Q(email__in=whose.addresses)
    if whose.account:
        hers |= Q(account=whose.account)
    asked = Application.objects.filter(hers)
    consents = Consent.objects.filter(Q(person=whose.person) | Q(application__in=asked)).select_related(
        "notice"
    )
    return [
        section(
            "applications",
            _("Your applications"),
            asked,
            {
                "created_at": _("When"),
                "state": _("State"),
                "name": _("Name"),
                "email": _("E-mail"),
                "institution_name": _("Institution"),
                "post_title": _("Post"),
                "does": _("What she does"),
                "seeks": _("Seeks"),
                "question": _("What was asked"),
                "answer": _("What was answered"),
                "decline_reason": _("Reason"),
                "decline_note": _("Note"),
                "decided_at": _("Decided on"),
            },
            whose=whose,
        ),
        section(
            "consents",
            _("Your consents"),
            consents,
            {
                "given_at": _("When"),
                "notice__version": _("Version of the privacy notice"),
                "purpose": _("For what"),
            },
        ),
        section(
            "invitations",
            _("Invitations sent to you"),
            Invitation.objects.filter(person=whose.person),
            {
                "email": _("E-mail"),
                "sent_at": _("Sent on"),
                "expires_at": _("Until"),
                "used_at": _("Used on"),
                "revoked_at": _("Revoked on"),
            },
            whose=whose,
        ),
    ]
