"""What a learner is told of her enrolments, trainings and certificates, and who had certificates issued."""

from django.utils.translation import gettext_lazy

from network.vocabulary.notices import NoticeKind

KINDS = (
    NoticeKind(
        name="own_trainings",
        label=gettext_lazy("My enrolments in trainings"),
        texts={
            "received": gettext_lazy("Your request was received, and is decided soon: %(title)s."),
            "invited": gettext_lazy("You are invited to take part in: %(title)s. Say whether you come."),
            "refused": gettext_lazy("This time there is no place for you in: %(title)s."),
            "no_consent": gettext_lazy("Your superior did not consent to: %(title)s."),
            "taken_out": gettext_lazy("You are not on the list any more: %(title)s."),
            "cancelled": gettext_lazy("It is not given: %(title)s."),
        },
        neutral=gettext_lazy("Something about an activity of yours changed."),
    ),
    NoticeKind(
        name="own_training",
        label=gettext_lazy("My trainings"),
        texts={
            "completed": gettext_lazy("You completed a training: see it in your training."),
            "not_completed": gettext_lazy("A training of yours was closed: see how it ended for you."),
            "at_risk": gettext_lazy("Look at one of your trainings: something is about to be missed."),
            "work_approved": gettext_lazy("A work that you handed in was approved."),
            "work_returned": gettext_lazy("A work that you handed in came back with a comment."),
        },
        neutral=gettext_lazy("There is news about an activity of yours."),
    ),
    NoticeKind(
        name="own_certificates",
        label=gettext_lazy("My certificates"),
        texts={
            "issued": gettext_lazy("A certificate was issued to you: download it."),
            "corrected": gettext_lazy("A certificate of yours was corrected: download the new one."),
            "revoked": gettext_lazy("A certificate of yours was revoked: see which."),
            "anew": gettext_lazy("A certificate of yours was issued anew: download the one that counts."),
        },
        neutral=gettext_lazy("There is news about a paper of yours."),
    ),
    NoticeKind(
        name="certificates_run",
        label=gettext_lazy("Certificates that I had issued"),
        texts={"issued": gettext_lazy("The certificates that you asked for were issued: %(n)s.")},
        neutral=gettext_lazy("Something that you asked for is done."),
        roles=("coordinator",),
    ),
    NoticeKind(
        name="own_external_trainings",
        label=gettext_lazy("My trainings elsewhere"),
        texts={
            "verified": gettext_lazy("It was verified and stands in your record: %(title)s."),
            "returned": gettext_lazy("It was returned to you, see what is missing: %(title)s."),
        },
        neutral=gettext_lazy("Something in your record of trainings changed."),
    ),
)
