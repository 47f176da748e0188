"""What the journal tells of her: what was done to her records, and what she did."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.vocabulary.rights import Section, Whose, section

from .models import Entry

COVERS = ("journal.Entry",)


def own(whose: Whose) -> list[Section]:
    """Asked last, when every room has said which records are hers."""
    about = Entry.objects.filter(subject_uid__in=whose.uids | {whose.uid})
    done = Entry.objects.filter(actor=whose.account) if whose.account else Entry.objects.none()
    columns = {"at": _("When"), "verb": _("Deed"), "subject_type": _("Record"), "reason": _("Reason")}
    return [
        section(
            "journal_about",
            _("What was done to your records"),
            about.filter(Q(actor=None) | ~Q(actor=whose.account)),
            {**columns, "before": _("Before"), "after": _("After")},
        ),
        section("journal_done", _("What you did"), done, columns),
    ]
