"""Issuing certificates by the task queue: each whole in a transaction of its own, none twice.

A process that dies leaves those that it issued and nothing of the next; whoever looks, or the hourly work,
has it gone on with.
"""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.accounts.viewer import viewer_for
from network.documents.folios import take_folio
from network.documents.queries import own_institution
from network.documents.rules import folio_text
from network.journal.services import record
from network.notices.services import notify
from network.people.models import Person

from ..enums import CertificateKind, EnrolmentState, RunState
from ..models import Certificate, Enrolment, IssueRun
from ..models.certificate import OPEN_RUNS
from .codes import new_code
from .content import frozen
from .due import GIVEN, Due, Ground, due, name_of, stated_of
from .keeping import keeps
from .mails import tell_by_email
from .signing import signed

FOLIO_KIND = "certificado"
WAITS, WORKS = 90, 240
"""Seconds after which a turn in the queue, or work without a sign of life, counts as lost."""
MOST_ATTEMPTS = 5


@transaction.atomic
def ask_to_issue(*, ground: Ground, by: User, language: str) -> IssueRun:
    """Have everybody who is due get hers. Asked twice, it is the one under way.

    Raises ValidationError where nobody is due, or it is not hers to do.
    """
    User.objects.select_for_update().get(pk=by.pk)  # two clicks at once are one asking
    if not keeps(ground, viewer_for(by)):
        raise ValidationError(_("Only whoever runs it issues them."), code="not_hers")
    under_way = IssueRun.objects.filter(**ground.keys(), state__in=OPEN_RUNS).first()
    if under_way is not None:
        return under_way
    number = sum(not one.has_it for one in due(ground))
    if not number:
        raise ValidationError(_("Nobody is without hers: there is nothing to issue."), code="none")
    run = IssueRun(**ground.keys(), by=by, language=language[:2], total=number, beat_at=timezone.now())
    run.full_clean()
    run.save()
    _queue(run)
    return run


def keep_going(*, run: IssueRun) -> IssueRun:
    """Ask the queue anew where the work was lost."""
    with transaction.atomic():
        locked = IssueRun.objects.select_for_update(of=("self",)).filter(pk=run.pk).first()
        if locked is not None and is_lost(locked, timezone.now()):
            locked.state, locked.beat_at = RunState.WAITING, timezone.now()
            locked.save()
            _queue(locked)
    return locked or run


def is_lost(run: IssueRun, now: dt.datetime) -> bool:
    patience = WAITS if run.state == RunState.WAITING else WORKS
    return run.state in OPEN_RUNS and (now - run.beat_at).total_seconds() > patience


def carry_out(*, uid: str) -> None:
    """Issue what still waits. Run twice, the second finds it taken in hand or done."""
    run = _claimed(uid)
    if run is None:
        return
    ground = Ground(CertificateKind(run.kind), run.edition, run.event)
    mine = IssueRun.objects.filter(pk=run.pk, state=RunState.MAKING, attempts=run.attempts)
    kept: dict[str, Any] = {}
    waiting = [one for one in due(ground) if not one.has_it]
    mine.update(total=run.done + len(waiting))
    done = run.done
    for one in waiting:
        issue(ground=ground, one=one, by=run.by, language=run.language, kept=kept)
        done += 1
        if not mine.update(done=done, beat_at=timezone.now()):
            return  # somebody else went on with it
    with transaction.atomic():
        if mine.update(state=RunState.DONE) and run.by is not None:
            notify(
                to=run.by,
                kind="certificates_run",
                says="issued",
                link=run.get_absolute_url(),
                key=f"{run.uid} issued",
                words={"n": str(done)},
            )


@transaction.atomic
def issue(
    *, ground: Ground, one: Due, by: User | None, language: str, kept: dict[str, Any] | None = None
) -> Certificate | None:
    """One certificate; nothing where it is not due any more, or she has it."""
    if not _is_still_due(ground, one):
        return None
    stated = dict(stated_of(ground, one, language, {} if kept is None else kept))
    keys: dict[str, Any] = {**ground.keys(), f"{ground.source}_id": one.source}
    made = write(
        stated=stated,
        name=name_of(one),
        language=language,
        by=by,
        person_id=one.person,
        email=one.email,
        **keys,
    )
    record(verb="issue_certificate", subject=made, by=by, after={"number": made.number})
    tell_holder(made, "issued")
    return made


def write(
    *, stated: dict[str, Any], name: str, language: str, by: User | None,
    replaces: Certificate | None = None, **keys: Any,
) -> Certificate:  # fmt: skip
    """Under the next folio, with a new code, frozen and signed. Inside the transaction of its deed."""
    series, folio = take_folio(issuer=own_institution(), kind=FOLIO_KIND, year=timezone.localdate().year)
    number, code = folio_text(series.pattern, folio=folio, year=series.year), new_code()
    content = frozen(
        stated, code=code, number=number, name=name, language=language,
        replaces=replaces.number if replaces is not None else "",
    )  # fmt: skip
    key, signature = signed(content)
    made = Certificate(
        code=code, series=series, folio=folio, number=number, content=content, signature=signature, key=key,
        issued_at=timezone.now(), by=by, replaces=replaces, **keys,
    )  # fmt: skip
    made.full_clean(validate_unique=False, validate_constraints=False)  # the database holds them
    made.save()
    return made


def tell_holder(certificate: Certificate, says: str) -> None:
    """To her alone. Its title may tell the matter, so it does not stand there."""
    if certificate.person_id is None:
        if tell_by_email(certificate, says):
            _post_soon()
        return
    notify(
        to=Person.objects.select_related("account").get(pk=certificate.person_id),
        kind="own_certificates",
        says=says,
        link=own_page(),
        key=f"{certificate.uid} {says}",
        is_neutral=True,
    )


def own_page() -> str:
    with translation.override("es"):
        return reverse("own_certificates")


def unfinished() -> list[IssueRun]:
    return [run for run in IssueRun.objects.filter(state__in=OPEN_RUNS) if is_lost(run, timezone.now())]


def _is_still_due(ground: Ground, one: Due) -> bool:
    """Asked under a lock of what it stands on, so that two at once do not both issue it."""
    if ground.kind == CertificateKind.COMPLETED:
        rows = Enrolment.objects.select_for_update(of=("self",))
        if not rows.filter(pk=one.source, state=EnrolmentState.COMPLETED).exists():
            return False
    held = ground.certificates().filter(state__in=GIVEN, **{ground.source: one.source})
    return not held.exists()


def _claimed(uid: str) -> IssueRun | None:
    with transaction.atomic():
        rows = IssueRun.objects.select_for_update(of=("self",)).select_related("by", "edition", "event")
        run = rows.filter(uid=uid, state__in=OPEN_RUNS).first()
        now = timezone.now()
        if run is None or (run.state == RunState.MAKING and not is_lost(run, now)):
            return None
        run.attempts += 1
        run.state, run.beat_at = RunState.MAKING, now
        if run.attempts > MOST_ATTEMPTS:
            run.state = RunState.FAILED
            run.problem = _("It was begun several times and interrupted each time. Ask for it again.")
        run.save()
        return run if run.state == RunState.MAKING else None


def _post_soon() -> None:
    from ..tasks import post_of_certificates  # the tasks call this module

    transaction.on_commit(post_of_certificates.enqueue)


def _queue(run: IssueRun) -> None:
    from ..tasks import issue_certificates  # the task calls this module

    transaction.on_commit(lambda: issue_certificates.enqueue(uid=str(run.uid)))
