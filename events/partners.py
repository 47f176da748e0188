"""Telling the partners of an agreement in advance of an event on its theme.

The messages are prepared first and nothing is recorded: the notice stands in the agreement, and at the
commitment that asks for it, once one of them has left or was handed over, and only if that was in time.
"""

import datetime as dt
import re
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.accounts.viewer import Viewer, viewer_for
from network.agreements.enums import AgreementStatus
from network.agreements.models import Agreement
from network.agreements.queries import visible_to as agreements_visible_to
from network.commitments.models import AdvanceNotice, Commitment
from network.commitments.queries import visible_to as commitments_visible_to
from network.commitments.services import check_notice, keep_notice, prepare_notice
from network.institutions.enums import Publication
from network.institutions.models import Institution
from network.messages.models import Outgoing
from network.messages.services import Addressed, check_address
from network.people.models import Person
from network.people.queries import in_care_of
from network.ties.queries import appointments_visible_to, current_appointments
from network.vocabulary.desk import over_before
from network.vocabulary.models import Theme
from network.vocabulary.words import folded

from .enums import EventState, OrganiserRole
from .models import Event, PartnerNotice
from .queries import kept_by
from .rules import is_neutral
from .times import local

# Who speaks for an institution under an agreement, the nearest first.
_SPEAK = ("technical_counterpart", "enlace", "focal_point", "coordinator", "head")
_ASKS = re.compile(r"\b(?:avis|anticip|previ|notice|advance)")
_MAY_HOLD = (AgreementStatus.SIGNED, AgreementStatus.IN_FORCE, AgreementStatus.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Partner:
    """A party that is to be told, and who represents it, as far as the viewer may know."""

    institution: Institution
    representatives: tuple[tuple[Person, str], ...]  # with the post of each


@dataclass(frozen=True, slots=True)
class Asking:
    """An agreement on a theme of the event: who gives notice to whom, and what those who give it owe."""

    agreement: Agreement
    givers: tuple[Institution, ...]
    partners: tuple[Partner, ...]
    commitments: tuple[Commitment, ...]
    theme: Theme

    @property
    def suggested(self) -> Commitment | None:
        """The one whose words speak of telling in advance; else nobody says which."""
        return next((row for row in self.commitments if _ASKS.search(folded(row.text))), None)


def agreements_on_its_themes(event: Event, viewer: Viewer, today: dt.date) -> QuerySet[Agreement]:
    """Those of its organisers of which nothing says that they are over, with a commitment on its theme."""
    organisers = event.organisers.exclude(role=OrganiserRole.SUPPORTS).values("institution")
    rows = agreements_visible_to(Agreement.objects.order_by(), viewer)
    on_theme = commitments_visible_to(
        Commitment.objects.filter(theme__in=event.themes.order_by().values("pk")), viewer
    )
    rows = rows.filter(
        pk__in=on_theme.order_by().values("agreement"),
        parties__institution__in=organisers,
        status__in=_MAY_HOLD,
    )
    return rows.exclude(over_before("valid_until", today)).distinct().order_by("title", "pk")


def asking(event: Event, agreement: Agreement, viewer: Viewer) -> Asking:
    """What is needed to write to the partners, in a constant number of queries."""
    parties = [
        row.institution
        for row in agreement.parties.select_related("institution").order_by("institution__name", "pk")
    ]
    hers = set(event.organisers.exclude(role=OrganiserRole.SUPPORTS).values_list("institution", flat=True))
    commitments = commitments_visible_to(Commitment.objects.filter(agreement=agreement), viewer)
    found = tuple(commitments.select_related("theme").order_by("pk"))
    themes = {theme.pk for theme in event.themes.all()}
    speaking = _representatives([one.pk for one in parties if one.pk not in hers], viewer)
    return Asking(
        agreement=agreement,
        givers=tuple(one for one in parties if one.pk in hers),
        partners=tuple(Partner(one, tuple(speaking[one.pk])) for one in parties if one.pk not in hers),
        commitments=tuple(row for row in found if row.debtor_id in hers),
        theme=next(row.theme for row in found if row.theme_id in themes),
    )


def _representatives(institutions: list[int], viewer: Viewer) -> dict[int, list[tuple[Person, str]]]:
    """Named where she may know the holder beside the post and has her in care; of a reserved post nobody."""
    rows = current_appointments().filter(
        post__institution__in=institutions, post__kind__in=_SPEAK, post__closed_on=""
    )
    rows = appointments_visible_to(rows.exclude(post__publication=Publication.RESERVED), viewer)
    cared = in_care_of(Person.objects.order_by(), viewer).values("pk")
    found: dict[int, list[tuple[Person, str]]] = defaultdict(list)
    seen = sorted(
        rows.filter(person__in=cared).select_related("post", "person"),
        key=lambda row: (_SPEAK.index(row.post.kind), row.person.name, row.pk),
    )
    for row in seen:
        if row.person not in [person for person, _post in found[row.post.institution_id]]:
            found[row.post.institution_id].append((row.person, row.post.name))
    return found


@transaction.atomic
def prepare_for_partners(
    *,
    event: Event,
    agreement: Agreement,
    institution: Institution,
    people: Sequence[tuple[Institution, Person]],
    institutions: Mapping[Institution, str],
    by: User,
    uid: uuid.UUID,
    commitment: Commitment | None = None,
    note: str = "",
) -> PartnerNotice:
    """Prepare the messages: to representatives by name, to `institutions` at the address given, or none.

    The same `uid` prepares once. Raises ValidationError.
    """
    known = PartnerNotice.objects.filter(mailing__uid=uid, event=event).first()
    if known is not None:
        return known
    viewer = viewer_for(by)
    if not kept_by(Event.objects.filter(pk=event.pk), viewer).exists():
        raise ValidationError(_("Only whoever runs the event does this."), code="not_hers")
    if event.state != EventState.PUBLISHED or event.starts_at is None:
        raise ValidationError(_("Publish the event first: partners are told of what is sure."), code="draft")
    told = asking(event, agreement, viewer)
    offered = {
        (one.institution.pk, person.pk) for one in told.partners for person, _post in one.representatives
    }
    if {(where.pk, person.pk) for where, person in people} - offered:
        raise ValidationError(
            _("Somebody of the list has gone meanwhile. Open the page again."), code="stale"
        )
    to = [Addressed(person=person, institution=where) for where, person in people]
    to += [Addressed(institution=one, email=check_address(email)) for one, email in institutions.items()]
    notice = _notice(event, told.theme, agreement, institution, commitment, note, given_on="")
    check_notice(notice, [one.institution for one in to if one.institution is not None])
    mailing = prepare_notice(notice, to=to, by=by, is_neutral=is_neutral(event), uid=uid)
    return PartnerNotice.objects.create(
        event=event, agreement=agreement, commitment=commitment, institution=institution, mailing=mailing
    )


def notice_left(messages: Sequence[Outgoing], on: dt.date) -> None:
    """Those messages left by e-mail on that day: recorded, where they tell partners of an event."""
    plans = PartnerNotice.objects.filter(mailing__in={row.mailing_id for row in messages})
    for plan in plans.select_related("event", "agreement", "commitment", "institution", "mailing"):
        told = [row.institution for row in messages if row.mailing_id == plan.mailing_id and row.institution]
        _record(plan, told, on=on, by=plan.mailing.prepared_by)


@transaction.atomic
def hand_over(*, plan: PartnerNotice, on: dt.date, by: User) -> PartnerNotice:
    """All of them were handed over on that day, in whatever form. Raises ValidationError."""
    row = PartnerNotice.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    viewer = viewer_for(by)
    if not kept_by(Event.objects.filter(pk=row.event_id), viewer).exists():
        raise ValidationError(_("Only whoever runs the event does this."), code="not_hers")
    if on > timezone.localdate():
        raise ValidationError({"on": _("That day is still to come.")})
    if on < timezone.localtime(row.mailing.prepared_at).date():
        raise ValidationError({"on": _("The messages were prepared after that day. Check the date.")})
    if row.given_id is not None:
        raise ValidationError(_("It is recorded already."), code="stale")
    keys = row.mailing.messages.exclude(institution=None).values("institution")
    _record(row, list(Institution.objects.filter(pk__in=keys)), on=on, by=by)
    return row


def _record(plan: PartnerNotice, told: list[Any], *, on: dt.date, by: Any) -> None:
    """Nothing is advance notice once the activity has been: that is told, and no record is made."""
    event = plan.event
    if plan.given is not None:
        plan.given.to.add(*told)
        return
    if event.starts_at is None or on > local(event, event.starts_at).date():
        plan.was_late = True
        plan.save(update_fields=["was_late"])
        return
    theme = _theme_of(event, plan.agreement)
    notice = _notice(
        event, theme, plan.agreement, plan.institution, plan.commitment, "", given_on=on.isoformat()
    )
    notice.uid, notice.mailing = plan.mailing.about_uid or uuid.uuid4(), plan.mailing
    plan.given = keep_notice(notice, list(dict.fromkeys(told)), by=by)
    plan.save(update_fields=["given"])


def _theme_of(event: Event, agreement: Agreement) -> Theme:
    """The theme that both speak of; changed meanwhile, one of the event, else one of the agreement."""
    of_agreement = Q(pk__in=agreement.commitments.order_by().values("theme"))
    themes = Theme.objects.filter(pk__in=event.themes.order_by().values("pk"))
    found = themes.filter(of_agreement).first() or themes.first()
    return found or Theme.objects.filter(of_agreement)[0]


def _notice(
    event: Event,
    theme: Theme,
    agreement: Agreement,
    institution: Institution,
    commitment: Commitment | None,
    note: str,
    *,
    given_on: str,
) -> AdvanceNotice:
    begins = local(event, event.starts_at) if event.starts_at else None
    return AdvanceNotice(
        agreement=agreement,
        commitment=commitment,
        institution=institution,
        title=event.title,
        theme=theme,
        happens_on=begins.date().isoformat() if begins else "",
        happens_at=begins.strftime("%H:%M") if begins else "",
        place=event.place,
        note=note,
        given_on=given_on,
    )


def plans_of(event: Event) -> QuerySet[PartnerNotice]:
    rows = PartnerNotice.objects.filter(event=event)
    return rows.select_related("agreement", "commitment", "institution", "mailing", "given")
