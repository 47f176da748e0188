"""What this room holds of her: requests she wrote, and letters of requests that were addressed to her."""

from django.utils.translation import gettext_lazy as _

from network.vocabulary.rights import Section, Whose, section

from .models import Request, RequestRecipient

COVERS = ("requests.Request", "requests.RequestRecipient")


def own(whose: Whose) -> list[Section]:
    wrote = Request.objects.filter(created_by=whose.account) if whose.account else Request.objects.none()
    to_her = RequestRecipient.objects.filter(email__in=whose.addresses).select_related(
        "request", "institution"
    )
    return [
        section(
            "requests",
            _("Requests you wrote"),
            wrote,
            {"created_at": _("When"), "subject": _("Subject"), "sent_on": _("Sent on")},
        ),
        section(
            "requests_received",
            _("Requests addressed to you"),
            to_her,
            {
                "request__subject": _("Subject"),
                "institution__name": _("Institution"),
                "addressee": _("To"),
                "email": _("E-mail"),
                "sent_on": _("Sent on"),
            },
        ),
    ]
