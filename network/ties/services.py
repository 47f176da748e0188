"""Verbs on who holds which post. Each locks the post first, so that two never hold it as titular."""

from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.accounts.viewer import Viewer, viewer_for
from network.documents.enums import DocumentStatus
from network.documents.models import Document
from network.documents.queries import visible_to as documents_visible_to
from network.institutions.enums import Publication
from network.institutions.models import Post
from network.institutions.rules import is_closed_to
from network.journal.services import record
from network.notices.services import notify
from network.people.models import Person
from network.people.services import register_person
from network.vocabulary.overlap import certainly_overlap
from network.vocabulary.spans import date_words, span_words

from .enums import Capacity
from .models import Appointment


class PostTakenError(ValidationError):
    """Another titular stands in the way. Its sentence names the document, never the person."""

    def __init__(self, standing: Appointment, sentence: str) -> None:
        super().__init__(sentence, code="post_taken")
        self.standing = standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What an appointment says. Dates are partial; an empty `ended` means that it goes on."""

    person: Person
    capacity: Capacity
    started: str
    ended: str = ""
    document: Document | None = None
    end_document: Document | None = None


@transaction.atomic
def appoint(
    *,
    post: Post,
    person: Person,
    capacity: Capacity,
    started: str,
    document: Document | None,
    by: User | None,
    ended: str = "",
    reason: str = "",
) -> Appointment:
    """Record that she holds the post in that capacity from then on, by that document.

    A second titular at the same time is refused with PostTakenError; other capacities stand beside. With
    `ended` one that is over is recorded. ValidationError names the field that is wrong.
    """
    locked = _locked(post, by)
    if locked.closed_on:
        raise ValidationError(_("This post was closed. Open a new one for what it does now."))
    says = Particulars(person=person, capacity=capacity, started=started, ended=ended, document=document)
    appointment = Appointment(post=locked)
    _write(appointment, says, by)
    record(verb="appoint", subject=appointment, by=by, reason=reason, after=_values(appointment))
    if not appointment.ended:
        _tell(appointment, "began", by)
    return appointment


@transaction.atomic
def appoint_newcomer(
    *,
    post: Post,
    name: str,
    email: str,
    capacity: Capacity,
    started: str,
    document: Document | None,
    by: User | None,
    reason: str = "",
) -> Appointment:
    """Enter somebody who is not in the platform yet, hidden, and appoint her: both or neither."""
    person = register_person(name=name, email=email, institution=post.institution, by=by)
    return appoint(
        post=post,
        person=person,
        capacity=capacity,
        started=started,
        document=document,
        by=by,
        reason=reason,
    )


@transaction.atomic
def end_appointment(
    *,
    appointment: Appointment,
    on: str,
    reason: str,
    by: User | None,
    document: Document | None = None,
) -> Appointment:
    """End it on a partial date, also one to come. The age of the vacancy counts from it."""
    locked = _held(appointment, by)
    if locked.ended:
        raise ValidationError(_("This designation has ended already. Correct its end if it is wrong."))
    if not on:
        raise ValidationError({"ended": _("Write the date on which it ends.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it ends.")})
    before = _values(locked)
    _write(locked, replace(particulars_of(locked), ended=on, end_document=document), by)
    _record("end_appointment", locked, before, by, reason)
    _tell(locked, "ended", by)
    return locked


@transaction.atomic
def correct_appointment(
    *, appointment: Appointment, says: Particulars, by: User | None, reason: str
) -> Appointment:
    """Put right what was recorded wrongly. The journal keeps what it said before, and why."""
    locked = _held(appointment, by)
    if not reason.strip():
        raise ValidationError({"reason": _("Say what was wrong.")})
    before = _values(locked)
    _write(locked, says, by)
    _record("correct_appointment", locked, before, by, reason)
    return locked


@transaction.atomic
def correct_holder(
    *,
    appointment: Appointment,
    person: Person | None,
    by: User | None,
    reason: str,
    name: str = "",
    email: str = "",
) -> Appointment:
    """It was somebody else from the beginning: that person, or somebody who is entered now, hidden.

    The post, the dates and the documents stay; the journal keeps who stood there before.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say what was wrong.")})
    present = _held(appointment, by)
    if person is None:
        person = register_person(name=name, email=email, institution=present.post.institution, by=by)
    elif person.pk == present.person_id:
        raise ValidationError({"name": _("It is she who is recorded already. Choose somebody else.")})
    says = replace(particulars_of(present), person=person)
    return correct_appointment(appointment=present, says=says, by=by, reason=reason)


@transaction.atomic
def retract_appointment(*, appointment: Appointment, by: User | None, reason: str) -> None:
    """Take away a designation that was never made; the journal keeps what it said. What is over is ended."""
    locked = _held(appointment, by)
    if not reason.strip():
        raise ValidationError({"reason": _("Say what was wrong.")})
    record(verb="retract_appointment", subject=locked, by=by, reason=reason, before=_values(locked))
    _tell(locked, "withdrawn", by)
    locked.delete()


@transaction.atomic
def close_post(*, post: Post, on: str, reason: str, by: User | None) -> Post:
    """From then on the post is history. Refused while somebody holds it in any capacity."""
    locked = _locked(post, by)
    if locked.closed_on:
        raise ValidationError(_("This post was closed already."))
    if not on or on[:10] > timezone.localdate().isoformat():
        raise ValidationError({"closed_on": _("Write the date on which it was closed, today at the latest.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is closed.")})
    if locked.appointments.filter(ended="").exists():
        raise ValidationError(_("Somebody holds this post. End the designations first."))
    locked.closed_on = on
    locked.full_clean()
    locked.save()
    record(verb="close_post", subject=locked, by=by, reason=reason, after={"closed_on": locked.closed_on})
    return locked


@transaction.atomic
def reopen_post(*, post: Post, reason: str, by: User | None) -> Post:
    """Take back a closing that was a mistake. The post is vacant again, since its last designation ended."""
    locked = _locked(post, by)
    if not locked.closed_on:
        raise ValidationError(_("This post is open."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is opened again.")})
    before = {"closed_on": locked.closed_on}
    locked.closed_on = ""
    locked.save(update_fields=["closed_on"])
    record(verb="reopen_post", subject=locked, by=by, reason=reason, before=before, after={"closed_on": ""})
    return locked


def _locked(post: Post, by: User | None) -> Post:
    """The post, which nobody else writes about until the transaction ends.

    A reserved post is for the administration alone, before anything is asked of it: a refusal that depended
    on whether it is covered would tell.
    """
    locked = Post.objects.select_for_update().get(pk=post.pk)
    if by is not None and is_closed_to(locked.publication, viewer_for(by)):
        raise ValidationError(_("Only the administration records the designations of a reserved post."))
    return locked


def _held(appointment: Appointment, by: User | None) -> Appointment:
    _locked(appointment.post, by)
    return Appointment.objects.select_related("post", "person", "document", "end_document").get(
        pk=appointment.pk
    )


def particulars_of(appointment: Appointment) -> Particulars:
    """What is recorded now, of a row with its person and documents at hand."""
    return Particulars(
        person=appointment.person,
        capacity=Capacity(appointment.capacity),
        started=appointment.started,
        ended=appointment.ended,
        document=appointment.document,
        end_document=appointment.end_document,
    )


def _write(appointment: Appointment, says: Particulars, by: User | None) -> None:
    if not says.started and appointment._state.adding:
        raise ValidationError({"started": _("Write the date from which she holds the post.")})
    _only_issued("document", says.document, appointment.document_id)
    _only_issued("end_document", says.end_document, appointment.end_document_id)
    for field in Particulars.__dataclass_fields__:
        setattr(appointment, field, getattr(says, field))
    appointment.clean_fields()
    appointment.validate_constraints(exclude=["capacity"])  # who stands in the way is told in a sentence
    if standing := _in_the_way(appointment):
        raise PostTakenError(standing, taken_words(standing, viewer_for(by) if by else None))
    try:
        with transaction.atomic():
            appointment.save()
    except IntegrityError as error:  # a package that was applied meanwhile takes no lock of the post
        standing = _in_the_way(appointment)
        if standing is None:
            raise
        raise PostTakenError(standing, taken_words(standing, viewer_for(by) if by else None)) from error


def _tell(appointment: Appointment, says: str, by: User | None) -> None:
    """The woman herself, of what others record of her. Of a reserved post no e-mail says more."""
    person, post = appointment.person, appointment.post
    if person.account_id is None or (by is not None and by.pk == person.account_id):
        return
    notify(
        to=person,
        kind="designations",
        says=says,
        link=reverse("own_posts"),
        key=f"{appointment.uid} {says} {appointment.ended}",
        words={"post": post.name, "institution": post.institution.name, "date": str(appointment.ended)},
        is_neutral=post.publication == Publication.RESERVED,
    )


def _only_issued(field: str, document: Document | None, present: int | None) -> None:
    """A draft or a cancelled act founds nothing; one that was cancelled later stays where it stood."""
    if document and document.pk != present and document.status != DocumentStatus.ISSUED:
        raise ValidationError({field: _("This document is a draft or was cancelled. Choose one in force.")})


def _in_the_way(appointment: Appointment) -> Appointment | None:
    """The latest other titular who certainly held the post at the same time."""
    if appointment.capacity != Capacity.TITULAR:
        return None
    span = (appointment.started, appointment.ended)
    others = Appointment.objects.filter(post=appointment.post_id, capacity=Capacity.TITULAR)
    others = others.exclude(pk=appointment.pk).select_related("document").order_by("-started", "pk")
    return next((other for other in others if certainly_overlap(span, (other.started, other.ended))), None)


def taken_words(standing: Appointment, viewer: Viewer | None) -> str:
    """What stands in the way: the document and the dates. Whose name it bears is never part of it."""
    document = standing.document
    if document is None:
        by_what = _("no document is recorded")
    elif viewer and not documents_visible_to(Document.objects.filter(pk=document.pk), viewer).exists():
        by_what = _("by an internal document")
    else:
        by_what = _("by %(document)s (%(date)s)") % {
            "document": document,
            "date": date_words(document.issued_on),
        }
    words = {"document": by_what, "span": span_words(standing.started, standing.ended)}
    if standing.ended:
        return _("The post had a titular at that time: %(document)s, %(span)s. Check the dates.") % words
    return (
        _(
            "The post has a titular already: %(document)s, %(span)s. "
            "End that designation first, or choose another capacity."
        )
        % words
    )


def _values(appointment: Appointment) -> dict[str, Any]:
    return {
        "post": appointment.post.package_id,
        "person": str(appointment.person.uid),
        "capacity": str(appointment.capacity),
        "started": str(appointment.started),
        "ended": str(appointment.ended),
        "document": appointment.document.package_id if appointment.document else "",
        "end_document": appointment.end_document.package_id if appointment.end_document else "",
    }


def _record(
    verb: str, appointment: Appointment, before: dict[str, Any], by: User | None, reason: str
) -> None:
    after = _values(appointment)
    changed = sorted(name for name in after if after[name] != before[name])
    if changed:
        record(
            verb=verb,
            subject=appointment,
            by=by,
            reason=reason,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
