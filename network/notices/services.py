"""Verbs on notices: telling a user, reading, and how she wants them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from network.accounts.models import User
from network.accounts.viewer import Viewer
from network.messages.tasks import enqueue_once
from network.people.models import Person
from network.vocabulary.notices import Delivery

from .models import EMAILED, Notice, Preference
from .nudge import nudge
from .queries import kinds, visible_to
from .rules import chosen, leads_within_the_site, offered


def notify(
    *,
    to: Person | User,
    kind: str,
    says: str,
    link: str,
    key: str,
    words: Mapping[str, str] | None = None,
    about: Person | None = None,
    is_neutral: bool = False,
) -> None:
    """Tell one user; see `notify_all`."""
    notify_all(
        to=[to], kind=kind, says=says, link=link, key=key, words=words, about=about, is_neutral=is_neutral
    )


def notify_all(
    *,
    to: Iterable[Person | User],
    kind: str,
    says: str,
    link: str,
    key: str,
    words: Mapping[str, str] | None = None,
    about: Person | None = None,
    is_neutral: bool = False,
) -> None:
    """Tell each once, inside the caller's transaction. A person without an account, and an account that is
    closed, are told nothing; so is who wants nothing of the kind.

    `kind` and `says` name a text of a `notice_kinds.py`, `words` fill its places and hold no person's name:
    `about` is who stands at `%(person)s`, and she is told nothing of herself by name elsewhere. `key` makes
    it once for each of them: the same key again is the same notice, read or not. `link` is a path of this
    site. With `is_neutral` no e-mail says what it is about. Raises KeyError for a text that does not exist
    or whose places are not filled, ValueError for another site's address.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a notice belongs to the transaction of what it tells")
    if not leads_within_the_site(link):
        raise ValueError("a notice leads to a path of this site")
    filled = dict(words or {})
    kinds()[kind].text(says, {"person": "", **filled})
    accounts = {one.pk if isinstance(one, User) else one.account_id for one in to} - {None}
    if not accounts:
        return
    wanted = _wanted(accounts, kind)
    Notice.objects.bulk_create(
        [
            Notice(
                to_id=account,
                kind=kind,
                says=says,
                words=filled,
                about=about,
                is_neutral=is_neutral,
                link=link,
                key=f"{kind}:{key}",
                delivery=delivery,
            )
            for account, delivery in wanted.items()
        ],
        ignore_conflicts=True,  # told already
    )
    if wanted:
        _tell_soon(set(wanted), at_once=Delivery.NOW in wanted.values())


def _wanted(accounts: set[Any], kind: str) -> dict[int, Delivery]:
    """How each that may log in wants it, without those who want nothing."""
    hers = Preference.objects.filter(to=OuterRef("pk"), kind=kind).values("delivery")
    rows = User.objects.filter(pk__in=accounts, is_active=True).annotate(wants=Subquery(hers[:1]))
    found = {
        pk: chosen(kinds()[kind], {kind: wants} if wants else {})
        for pk, wants in rows.order_by("pk").values_list("pk", "wants")
    }
    return {pk: delivery for pk, delivery in found.items() if delivery != Delivery.NOTHING}


def _tell_soon(accounts: set[int], *, at_once: bool) -> None:
    """Once the transaction is kept: the number beside the bell, the sockets, the e-mails at once."""

    def tell() -> None:
        count_anew(accounts)
        nudge(accounts)
        if at_once:
            from .tasks import post_notices  # the task calls services

            enqueue_once(post_notices)

    transaction.on_commit(tell)


def count_anew(accounts: Iterable[int]) -> None:
    """What pages show beside the bell without asking; one account after the other, so that none waits for
    another that waits for it."""
    unread = Notice.objects.filter(to=OuterRef("pk"), read_at=None, kind__in=kinds()).order_by()
    number = Coalesce(Subquery(unread.values("to").annotate(n=Count("*")).values("n")), 0)
    for account in sorted(accounts):
        User.objects.filter(pk=account).exclude(unread=number).update(unread=number)


@transaction.atomic
def mark_seen(*, notices: Iterable[Notice]) -> None:
    """They stood in the list that she looked at."""
    new = [row.pk for row in notices if row.seen_at is None]
    if new:
        Notice.objects.filter(pk__in=new, seen_at=None).update(seen_at=timezone.now())


@transaction.atomic
def mark_read(*, notices: QuerySet[Notice], viewer: Viewer) -> int:
    """Those of them that are hers and that she had not read; how many."""
    now = timezone.now()
    rows = visible_to(notices, viewer).filter(read_at=None).order_by()
    number = rows.update(read_at=now, seen_at=Coalesce(F("seen_at"), now))
    if number and viewer.user_id:
        _tell_soon({viewer.user_id}, at_once=False)
    return number


@transaction.atomic
def choose(*, user: User, deliveries: Mapping[str, str], language: str | None = None) -> None:
    """How she wants each of these kinds, and in which language her e-mails speak.

    What waits for an e-mail follows: it is sent as she wants it now, or not at all. Kinds that nobody may
    switch off, and unknown ones, are left as they are. Raises ValueError for what is no delivery.
    """
    User.objects.select_for_update().get(pk=user.pk)  # two forms of hers at once
    for name, value in deliveries.items():
        kind, delivery = kinds().get(name), Delivery(value)
        if kind is None or delivery not in offered(kind):
            continue
        Preference.objects.update_or_create(to=user, kind=name, defaults={"delivery": delivery})
        waiting = Notice.objects.filter(to=user, kind=name, mail=None, delivery__in=EMAILED)
        waiting.update(delivery=delivery if delivery in EMAILED else Delivery.BELL)
    if language is not None:
        User.objects.filter(pk=user.pk).update(language=language)


def stop_mail(*, user: User, names: Iterable[str]) -> None:
    """By the link of an e-mail: these kinds stay in the bell alone."""
    choose(user=user, deliveries=dict.fromkeys(names, Delivery.BELL))
