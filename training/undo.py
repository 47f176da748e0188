"""The deeds on trainings, and on trainings elsewhere for whoever verifies them.

What is decided of single enrolments is told there, to whoever may read it. What somebody took away herself is
gone with her words, so that its last entry is told to nobody.
"""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.vocabulary.deeds import WRITE_AGAIN, Deed, DeedsOf, Undo, Values
from network.vocabulary.panels import Link

from .desk_items import edition_title
from .enums import ExternalState
from .models import Curriculum, Edition
from .queries import curricula_kept_by, editions_kept_by
from .record.queries import external_kept_by, keeps_any

_ROOM = _("Trainings")


def _was_verified(before: Values, _after: Values) -> bool:
    return before.get("state") == ExternalState.VERIFIED


DEEDS = (
    DeedsOf(
        subject_type="training.Curriculum",
        room=_ROOM,
        deeds={
            "make_curriculum": Deed(_("made a training"), stays=_("Archive it on its page.")),
            "write_curriculum": Deed(_("changed a training"), stays=WRITE_AGAIN),
            "archive_curriculum": Deed(_("archived a training"), stays=_("Offer it again on its page.")),
            "offer_curriculum": Deed(_("offered a training again"), stays=_("Archive it on its page.")),
            "draft_curriculum": Deed(
                _("began a version of a training"), stays=_("Discard its draft on its page.")
            ),
            "discard_curriculum": Deed(
                _("discarded the draft of a training"), stays=_("Begin it anew: nobody had seen it.")
            ),
            "put_curriculum_in_force": Deed(
                _("put a version of a training in force"),
                stays=_("Make a new version: editions may have begun with it."),
            ),
            "write_curriculum_rule": Deed(_("changed when a training is completed"), stays=WRITE_AGAIN),
            "write_curriculum_conditions": Deed(_("changed what a training asks for"), stays=WRITE_AGAIN),
            "write_curriculum_matter": Deed(_("changed what a training teaches"), stays=WRITE_AGAIN),
            "move_curriculum_part": Deed(
                _("moved a part of a training"), stays=_("Move it back on its page, while it is a draft.")
            ),
        },
        visible=lambda viewer: curricula_kept_by(Curriculum.objects.order_by(), viewer),
        named=lambda row: Link(str(row), reverse("desk_curriculum", args=[row.package_id])),
        may=lambda viewer: curricula_kept_by(Curriculum.objects.order_by(), viewer).exists(),
    ),
    DeedsOf(
        subject_type="training.Edition",
        room=_ROOM,
        deeds={
            "begin_edition": Deed(
                _("began an edition of a training"), stays=_("Discard its draft on its page.")
            ),
            "write_edition": Deed(_("changed an edition of a training"), stays=WRITE_AGAIN),
            "add_session": Deed(_("added a session to a training"), stays=_("Take it out on its page.")),
            "plan_session": Deed(_("changed what a session teaches"), stays=WRITE_AGAIN),
            "remove_session": Deed(_("took a session out of a training"), stays=WRITE_AGAIN),
            "publish_edition": Deed(
                _("published an edition of a training"),
                stays=_("Cancel it on its page, so that everybody is told."),
            ),
            "cancel_edition": Deed(
                _("cancelled an edition of a training"), stays=_("Everybody was told. Begin another.")
            ),
            "discard_edition": Deed(
                _("discarded the draft of an edition"), stays=_("Begin it anew: nobody had seen it.")
            ),
            "end_late_requests": Deed(
                _("ended the requests that waited when a training began"),
                stays=_("Each was told. Write to them."),
            ),
            "decide_enrolments": Deed(
                _("decided who takes part in a training"), stays=_("Each was told. Write to them.")
            ),
        },
        visible=lambda viewer: editions_kept_by(
            Edition.objects.select_related("version__curriculum").order_by(), viewer
        ),
        named=lambda row: Link(edition_title(row), reverse("desk_edition", args=[row.package_id])),
        may=lambda viewer: editions_kept_by(Edition.objects.order_by(), viewer).exists(),
    ),
    DeedsOf(
        subject_type="training.ExternalTraining",
        room=_ROOM,
        deeds={
            "hand_in_external": Deed(
                _("handed in a training taken elsewhere"),
                stays=_("Return it on its page with what is missing; she takes it away herself."),
            ),
            "mend_external": Deed(
                _("mended a training taken elsewhere"),
                stays=_("Return it on its page with what is missing; she takes it away herself."),
            ),
            "verify_external": Deed(
                _("verified a training taken elsewhere"),
                Undo(verb="return_external", run=None, did=_was_verified),  # its page asks what she is told
            ),
            "return_external": Deed(
                _("returned a training taken elsewhere"),
                stays=_("She was told what is missing: she hands it in again."),
            ),
        },
        visible=external_kept_by,
        named=lambda row: Link(row.title, reverse("desk_external", args=[row.uid])),
        may=keeps_any,
    ),
)
