"""The path of a mechanism for one viewer: public facts for everyone, the rest for whoever coordinates."""

from collections.abc import Sequence
from typing import TypeVar

from django.db.models import Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from network.accounts.viewer import Viewer
from network.institutions.models import Mechanism
from network.institutions.queries import coordinated_by

from .enums import Presence
from .models import ConditionFinding, ItemFinding, StageChange
from .rules import Tally, tally

M = TypeVar("M", bound=Model)


def told_to(rows: QuerySet[M], viewer: Viewer) -> QuerySet[M]:
    """Of changes and findings: public ones; internal ones for its coordinators and the desk."""
    if viewer.runs_network:
        return rows
    return rows.filter(Q(is_public=True) | Q(mechanism__institution__in=coordinated_by(viewer).values("pk")))


def stage_now(mechanism: Mechanism) -> str:
    """The stage of its last change, public or not; where none is recorded, that of its record."""
    last = mechanism.stage_changes.order_by("on", "pk").last()
    return last.stage if last else mechanism.stage


def with_stage_now(mechanisms: QuerySet[Mechanism], viewer: Viewer) -> QuerySet[Mechanism]:
    """Annotate `stage_told`: as `stage_now`, of what the viewer may read."""
    changes = told_to(StageChange.objects.filter(mechanism=OuterRef("pk")), viewer).order_by("-on", "-pk")
    return mechanisms.annotate(stage_told=Coalesce(Subquery(changes.values("stage")[:1]), "stage"))


def tallies(mechanisms: Sequence[int], viewer: Viewer) -> dict[int, Tally]:
    """Of each mechanism how many conditions are met; who has no finding told is not in it."""
    answers: dict[int, list[str]] = {}
    rows = told_to(ConditionFinding.objects.filter(mechanism__in=mechanisms).order_by(), viewer)
    for mechanism, answer in rows.values_list("mechanism", "answer"):
        answers.setdefault(mechanism, []).append(answer)
    return {mechanism: tally(found) for mechanism, found in answers.items()}


def peers_of(mechanism: Mechanism) -> QuerySet[Mechanism]:
    """The other mechanisms of its kind; "other" is no kind of which one could be a peer."""
    if mechanism.kind == "other":
        return Mechanism.objects.none()
    return Mechanism.objects.filter(kind=mechanism.kind).exclude(pk=mechanism.pk).order_by()


def present_among(peers: Sequence[int], viewer: Viewer) -> dict[tuple[str, str], tuple[int, int]]:
    """Of each expected thing: how many peers have it, and of how many it is known."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    rows = told_to(ItemFinding.objects.filter(mechanism__in=peers).order_by(), viewer)
    for aspect, text, presence in rows.values_list("aspect", "text", "presence"):
        if presence in {Presence.PRESENT, Presence.MISSING}:
            have, known = found.get((aspect, text), (0, 0))
            found[aspect, text] = (have + (presence == Presence.PRESENT), known + 1)
    return found
