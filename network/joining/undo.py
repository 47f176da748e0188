"""The deeds on applications and invitations. Neither is told by the name of a person."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.accounts.viewer import Viewer
from network.institutions.queries import coordinates_network
from network.vocabulary.deeds import TOOK_BACK, Deed, DeedsOf, DeedsTogether, Undo
from network.vocabulary.panels import Link

from .deciding import look_again
from .models import Application, Invitation
from .queries import invitations_visible_to, visible_to


def _look_again(row: Application, by: Any, reason: str) -> None:
    look_again(application=row, by=by, reason=reason)


def _notice(viewer: Viewer) -> Link | None:
    return Link(str(_("The privacy notice")), reverse("desk_notice")) if viewer.runs_network else None


_WRITTEN = _("What was written to her cannot be called back. Decide on its page.")

DEEDS = (
    DeedsOf(
        subject_type="joining.Application",
        room=_("Joining"),
        deeds={
            "apply": Deed(_("asked to join"), stays=_("It is hers; decide on its page.")),
            "confirm_application": Deed(_("confirmed an application"), stays=_("It is hers.")),
            "ask_applicant": Deed(_("asked an applicant for more"), stays=_WRITTEN),
            "answer_application": Deed(_("answered as an applicant"), stays=_("It is hers.")),
            "accept_application": Deed(
                _("accepted an application"),
                stays=_("She has her account: end her role where it must not be."),
            ),
            "decline_application": Deed(
                _("declined an application"), Undo(verb="look_at_application_again", run=_look_again)
            ),
            "look_at_application_again": Deed(_("looked at an application again"), stays=TOOK_BACK),
        },
        visible=lambda viewer: visible_to(Application.objects.order_by(), viewer),
        named=lambda row: Link(row.institution_name, reverse("desk_application", args=[row.uid])),
        may=coordinates_network,
    ),
    DeedsOf(
        subject_type="joining.Invitation",
        room=_("Joining"),
        deeds={
            "revoke_invitation": Deed(
                _("took an invitation back"), stays=_("Send her another where it was wrong.")
            ),
            "accept_invitation": Deed(_("accepted an invitation"), stays=_("It is hers.")),
        },
        visible=lambda viewer: invitations_visible_to(Invitation.objects.order_by(), viewer),
        named=lambda row: Link(str(_("An invitation")), reverse("desk_invitations_sent")),
        may=coordinates_network,
    ),
    DeedsTogether(
        subject_type="joining.PrivacyNotice",
        room=_("Joining"),
        deeds={
            "publish_privacy_notice": Deed(
                _("published a version of the privacy notice"),
                stays=_("Publish another: what people agreed to stays as it was."),
            ),
        },
        named=_notice,
    ),
)
