"""What this room holds of her: enrolments with what she did in them, what she learned, what she taught."""

from collections.abc import Callable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.vocabulary.rights import OwnFile, Section, Whose, section

from .models import (
    Certificate,
    Enrolment,
    EnrolmentMail,
    ExternalTraining,
    Facilitator,
    IssueRun,
    Learned,
    SuperiorConsent,
    UnitMark,
    Work,
)

COVERS = (
    "training.Certificate",
    "training.Enrolment",
    "training.EnrolmentMail",
    "training.ExternalTraining",
    "training.Facilitator",
    "training.IssueRun",
    "training.Learned",
    "training.SuperiorConsent",
    "training.UnitMark",
    "training.Work",
)


def hers(whose: Whose) -> Q:
    """By her record, or by an address of hers."""
    return Q(person=whose.person) | Q(email__in=whose.addresses)


def own(whose: Whose) -> list[Section]:
    enrolments = Enrolment.objects.filter(hers(whose)).select_related(
        "edition__version__curriculum", "institution"
    )
    elsewhere = list(ExternalTraining.objects.filter(person=whose.person).prefetch_related("contents"))
    of_hers = {"enrolment__in": enrolments.order_by().values("pk")}
    training = {"enrolment__edition__version__curriculum__title": _("Training")}
    return [
        section(
            "training_enrolments",
            _("Your enrolments in trainings"),
            enrolments,
            {
                "edition__version__curriculum__title": _("Training"),
                "edition__starts_on": _("From"),
                "state": _("State"),
                "way": _("How you came into it"),
                "name": _("Name"),
                "email": _("E-mail"),
                "post_title": _("Post"),
                "institution__name": _("Institution"),
                "reasons": _("Why you asked for it"),
                "told": _("What the office told you"),
                "wish": _("What you said for your place"),
                "created_at": _("Asked on"),
                "completed_on": _("Completed on"),
            },
            whose=whose,
        ),
        section(
            "training_consents",
            _("What your superior was asked for trainings"),
            SuperiorConsent.objects.filter(**of_hers).select_related(
                "enrolment__edition__version__curriculum"
            ),
            {
                **training,
                "name": _("Name of your superior"),
                "post_title": _("Post"),
                "email": _("E-mail"),
                "state": _("State"),
                "asked_at": _("Asked on"),
                "answered_at": _("Answered on"),
            },
        ),
        section(
            "training_consents_asked_of_you",
            _("Consents that were asked of you as a superior"),
            SuperiorConsent.objects.filter(email__in=whose.addresses),
            {
                "name": _("Name"),
                "post_title": _("Post"),
                "email": _("E-mail"),
                "state": _("State"),
                "asked_at": _("Asked on"),
            },
        ),
        section(
            "training_messages",
            _("What was written to you about trainings"),
            EnrolmentMail.objects.filter(**of_hers).select_related("enrolment__edition__version__curriculum"),
            {**training, "says": _("What it says"), "at": _("When"), "mail_state": _("State")},
        ),
        section(
            "training_marks",
            _("What was noted of you in trainings"),
            UnitMark.objects.filter(**of_hers).select_related(
                "enrolment__edition__version__curriculum", "unit__content"
            ),
            {
                **training,
                "unit__content__title_es": _("Content"),
                "is_done": pgettext_lazy("content", "Done"),
                "source": _("Known from"),
                "at": _("Noted on"),
            },
        ),
        section(
            "training_works",
            _("What you handed in"),
            Work.objects.filter(**of_hers).select_related(
                "enrolment__edition__version__curriculum", "assignment"
            ),
            {
                **training,
                "assignment__title": _("Work"),
                "text": _("Text"),
                "state": _("State"),
                "comment": _("Comment"),
                "handed_in_at": _("Handed in on"),
            },
        ),
        section(
            "training_learned",
            _("What you have learned in trainings"),
            Learned.objects.filter(person=whose.person).select_related("content"),
            {
                "content__title_es": _("Content"),
                "since": _("Since"),
                "until": _("Until"),
                "how": _("Known from"),
            },
        ),
        section(
            "training_facilitated",
            _("Trainings in which you taught"),
            Facilitator.objects.filter(person=whose.person).select_related("edition__version__curriculum"),
            {"edition__version__curriculum__title": _("Training"), "hours": _("Hours")},
        ),
        section(
            "training_certificates",
            _("Your certificates"),
            Certificate.objects.filter(hers(whose)),
            {
                "number": _("Folio"),
                "title": _("Training"),
                "kind": _("What it states"),
                "state": _("State"),
                "issued_at": _("Issued on"),
                "code": _("Code"),
                "content": _("What was signed"),
                "is_shown": _("You show it on your profile"),
                "stays": _("You want it to stay if your data are erased"),
            },
            whose=whose,
        ),
        section(
            "training_issues",
            _("Certificates that you had issued"),
            IssueRun.objects.filter(by=whose.account) if whose.account else IssueRun.objects.none(),
            {"asked_at": _("When"), "kind": _("What they state"), "done": _("How many")},
        ),
        section(
            "training_elsewhere",
            _("Trainings that you took elsewhere"),
            elsewhere,
            {
                "title": _("Training"),
                "provider": _("Given by"),
                "started": _("Began"),
                "ended": _("Ended"),
                "hours": _("Hours"),
                "state": _("State"),
                "comment": _("What the office told you"),
                "handed_in_at": _("Handed in on"),
            },
            whose=whose,
            files=[
                OwnFile(f"{row.uid}.{str(row.file.name).rpartition('.')[2]}", _reader(row))
                for row in elsewhere
            ],
        ),
    ]


def _reader(row: ExternalTraining) -> Callable[[], bytes]:
    def read() -> bytes:
        with row.file.storage.open(str(row.file.name)) as opened:
            return bytes(opened.read())

    return read
