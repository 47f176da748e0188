"""What a member is told of her places in events, and of events to which she is invited."""

from django.utils.translation import gettext_lazy

from network.vocabulary.notices import NoticeKind

KINDS = (
    NoticeKind(
        name="own_events",
        label=gettext_lazy("My places in events"),
        texts={
            "waiting": gettext_lazy("You are on the waiting list of: %(title)s."),
            "offered": gettext_lazy("A place is offered to you, accept it in time: %(title)s."),
            "enrolled": gettext_lazy("You have a place in: %(title)s."),
            "lapsed": gettext_lazy("The time to accept your place is over: %(title)s."),
            "cancelled": gettext_lazy("Your place was cancelled: %(title)s."),
            "transferred": gettext_lazy("You passed your place on: %(title)s."),
            "visitor": gettext_lazy("It was noted at the door that you came to: %(title)s."),
            "written": gettext_lazy("Whoever organises it wrote to you about: %(title)s."),
            "changed": gettext_lazy("Something changed in: %(title)s. See when and where."),
        },
        neutral=gettext_lazy("Something about an activity of yours changed."),
    ),
    NoticeKind(
        name="event_invitations",
        label=gettext_lazy("Events to which I am invited"),
        texts={"invited": gettext_lazy("You are invited to: %(title)s.")},
        neutral=gettext_lazy("You are invited to an activity."),
    ),
    NoticeKind(
        name="events_run",
        label=gettext_lazy("Events that I run"),
        texts={
            "unpublished": gettext_lazy(
                "It was to be published by now, but it could not be: %(title)s. "
                "See on its page what it needs."
            )
        },
        neutral=gettext_lazy("An activity that you run needs something."),
        roles=("coordinator",),
    ),
)
