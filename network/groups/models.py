"""Groups and their seats; their sessions, and what was agreed there."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from network.documents.models import Document
from network.documents.rules import validate_time
from network.institutions.models import Institution, Post
from network.people.models import Person
from network.vocabulary.enums import Basis
from network.vocabulary.models import Record, TermField, Territory
from network.vocabulary.partial_date import PartialDateField, ends_after_start

from .enums import AcuerdoStatus, Attendance, Modality, SeatRole, SessionStatus


class Group(Record):
    """A mesa, commission, council, committee or network."""

    name = models.CharField(max_length=300)
    kind = TermField(vocabulary="group_kind")
    objective = models.TextField(blank=True)
    lead_institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="groups_led"
    )
    territories = models.ManyToManyField(Territory, related_name="+")
    started = PartialDateField()
    frequency = models.CharField(max_length=120, blank=True)
    is_public = models.BooleanField(default=False)

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("group", args=[self.package_id])


class Seat(models.Model):
    """An institution is seated, or a person for her institution, with a role, from–to."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="seats")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="seats")
    role = models.CharField(max_length=12, choices=SeatRole.choices)
    basis = models.CharField(max_length=10, choices=Basis.choices)
    started = PartialDateField()
    ended = PartialDateField()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ends_after_start("started", "ended", name="seat_ends_after_start"),
            models.UniqueConstraint(
                fields=("group", "institution"),
                condition=models.Q(person=None),
                name="institution_seated_once_per_group",
            ),
            models.UniqueConstraint(
                fields=("group", "institution", "person"), name="person_seated_once_per_group"
            ),
        ]

    def __str__(self) -> str:
        return f"Seat {self.pk}"


class GroupSession(Record):
    """A group meets: planned, held or cancelled, with its agenda, its minutes and who attended.

    `number` is what the group calls it ("3.ª ordinaria"). Public are held sessions alone: nobody learns
    here where she can be found.
    """

    group = models.ForeignKey(Group, models.PROTECT, related_name="sessions")
    number = models.CharField(max_length=60, blank=True)
    happens_on = PartialDateField(db_index=True)
    happens_at = models.CharField(max_length=5, blank=True, validators=[validate_time])  # "10:00"
    place = models.CharField(max_length=250, blank=True)
    modality = models.CharField(max_length=10, choices=Modality.choices, blank=True)
    agenda = models.TextField(max_length=10_000, blank=True)
    minutes = models.TextField(max_length=40_000, blank=True)
    minutes_document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="minutes_of"
    )
    status = models.CharField(
        max_length=10, choices=SessionStatus.choices, default=SessionStatus.PLANNED, db_index=True
    )
    cancelled_because = models.CharField(max_length=300, blank=True)
    is_public = models.BooleanField(default=False)

    class Meta:
        ordering = ("-happens_on", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="a_held_session_says_when",
                condition=~models.Q(status=SessionStatus.HELD) | ~models.Q(happens_on=""),
            ),
            models.CheckConstraint(
                name="a_cancelled_session_alone_says_why",
                condition=(models.Q(status=SessionStatus.CANCELLED) & ~models.Q(cancelled_because=""))
                | (~models.Q(status=SessionStatus.CANCELLED) & models.Q(cancelled_because="")),
            ),
            models.CheckConstraint(
                name="only_a_held_session_has_minutes_or_is_public",
                condition=models.Q(status=SessionStatus.HELD)
                | models.Q(minutes="", minutes_document=None, is_public=False),
            ),
        ]

    def __str__(self) -> str:
        return f"GroupSession {self.uid}"  # of a group that may be internal


class SessionAttendance(models.Model):
    """An institution was present, absent or excused; a row with a person says who came for it."""

    session = models.ForeignKey(GroupSession, models.CASCADE, related_name="attendance")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="sessions_attended")
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="sessions_attended"
    )
    role = models.CharField(max_length=12, choices=SeatRole.choices, blank=True)
    state = models.CharField(max_length=10, choices=Attendance.choices)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("session", "institution"),
                condition=models.Q(person=None),
                name="institution_once_per_session",
            ),
            models.UniqueConstraint(
                fields=("session", "institution", "person"), name="person_once_per_session"
            ),
        ]

    def __str__(self) -> str:
        return f"SessionAttendance {self.pk}"


class Acuerdo(Record):
    """What was agreed in a session: by whom and until when, and what became of it.

    One that is carried over goes on as another acuerdo of a later session, which names it as `carried_from`.
    `closed_in` is the session in whose review it was told as done or dropped; outside of one, none.
    """

    session = models.ForeignKey(GroupSession, models.PROTECT, related_name="acuerdos")
    number = models.PositiveSmallIntegerField()  # 1, 2, 3… within its session
    text = models.TextField(max_length=4000)
    responsible = models.ManyToManyField(Institution, blank=True, related_name="acuerdos_owed")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="acuerdos_owed")
    due_on = PartialDateField(db_index=True)
    status = models.CharField(
        max_length=12, choices=AcuerdoStatus.choices, default=AcuerdoStatus.OPEN, db_index=True
    )
    dropped_because = models.CharField(max_length=300, blank=True)
    done_on = PartialDateField()
    done_note = models.CharField(max_length=500, blank=True)
    evidence = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="acuerdos_shown"
    )
    closed_in = models.ForeignKey(
        GroupSession, models.PROTECT, null=True, blank=True, related_name="acuerdos_closed"
    )
    carried_from = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="carried_to"
    )

    class Meta:
        ordering = ("session", "number", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("session", "number"), name="acuerdo_number_once_per_session"),
            models.CheckConstraint(name="acuerdo_counts_from_one", condition=models.Q(number__gte=1)),
            models.CheckConstraint(
                name="a_done_acuerdo_alone_says_when",
                condition=(models.Q(status=AcuerdoStatus.DONE) & ~models.Q(done_on=""))
                | (~models.Q(status=AcuerdoStatus.DONE) & models.Q(done_on="", done_note="", evidence=None)),
            ),
            models.CheckConstraint(
                name="a_dropped_acuerdo_alone_says_why",
                condition=(models.Q(status=AcuerdoStatus.DROPPED) & ~models.Q(dropped_because=""))
                | (~models.Q(status=AcuerdoStatus.DROPPED) & models.Q(dropped_because="")),
            ),
            models.CheckConstraint(
                name="only_what_is_done_or_dropped_was_closed_in_a_session",
                condition=models.Q(closed_in=None)
                | models.Q(status__in=[AcuerdoStatus.DONE, AcuerdoStatus.DROPPED]),
            ),
            models.CheckConstraint(
                name="an_acuerdo_follows_another_one",
                condition=models.Q(carried_from=None) | ~models.Q(carried_from=models.F("pk")),
            ),
        ]

    def __str__(self) -> str:
        return f"Acuerdo {self.uid}"
