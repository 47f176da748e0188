"""Who may already be in the platform under a similar name, among those whose name the viewer sees."""

import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from network.accounts.viewer import Viewer

from .models import Person
from .queries import in_care_of, visible_to, with_what_is_shown
from .rules import SeenPerson, seen

_ALIKE = 86  # of 100: one mistyped letter in a name of two words, or a surname left out
_MOST = 6


@dataclass(frozen=True, slots=True)
class Namesake:
    """A person who may be the one meant, as the viewer sees her, and why she is offered."""

    person: SeenPerson
    reason: str


def alike(one: str, other: str) -> float:
    """How alike two names are, from 0 to 100, whatever the order, the accents and the case of their words.

    A name that leaves out words of the other ("Ana Pérez", "Ana María Pérez Soto") is as good as the same,
    if it has two words at least.
    """
    a, b = _plain(one), _plain(other)
    if min(len(a.split()), len(b.split())) < 2:
        return fuzz.ratio(a, b)
    return max(fuzz.token_sort_ratio(a, b), fuzz.token_set_ratio(a, b))


def namesakes(name: str, email: str, viewer: Viewer) -> list[Namesake]:
    """The most alike first, six at most; whose name the viewer may not see is not compared at all."""
    known = visible_to(Person.objects.order_by(), viewer).filter(sees_name=True)  # type: ignore[misc]
    reasons = {pk: (101.0, _("The same e-mail")) for pk in _with_email(email, viewer)}
    for pk, theirs in known.values_list("pk", "name"):
        if pk not in reasons and (score := alike(name, theirs)) >= _ALIKE:
            reasons[pk] = (score, _("The same name") if score == 100 else _("A similar name"))
    best = sorted(reasons, key=lambda pk: (-reasons[pk][0], pk))[:_MOST]
    people = {p.pk: p for p in with_what_is_shown(visible_to(Person.objects.filter(pk__in=best), viewer))}
    return [Namesake(seen(people[pk]), reasons[pk][1]) for pk in best]


def _with_email(email: str, viewer: Viewer) -> list[int]:
    """Only among those in her care: of others not even a guess at their address is confirmed."""
    if not email.strip():
        return []
    theirs = in_care_of(Person.objects.filter(email__iexact=email.strip()).order_by(), viewer)
    return list(theirs.values_list("pk", flat=True))


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())
