"""What a member is told of her enrolments in trainings."""

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
)
