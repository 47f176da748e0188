"""Papers of trainings that may be long: certificates, how far contents reach, trainings given."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from events.models import Event
from events.queries import kept_by
from network.paper.kinds import Composed, PaperKind, Parameters
from network.vocabulary.words import certificates_name

from .certificates.keeping import certificates_kept_by, named_to
from .certificates.papers import file_name, paper
from .enums import CertificateState
from .given.listed import asked_of
from .given.papers import given_paper
from .models import Certificate, Edition
from .queries import editions_kept_by
from .reach.papers import reach_paper
from .reach.question import reach_question


def _certificates(viewer: Any, parameters: Parameters, day: dt.date) -> Composed | None:
    """Those in force of people whose names she may read; the others take theirs from their own page."""
    edition = event = None
    if key := parameters.get("edition"):
        edition = editions_kept_by(Edition.objects.all(), viewer).filter(package_id=key).first()
        back = reverse("desk_edition_certificates", args=[key])
    else:
        event = kept_by(Event.objects.all(), viewer).filter(package_id=parameters["event"]).first()
        back = reverse("desk_event_certificates", args=[parameters["event"]])
    if edition is None and event is None:
        return None
    rows = certificates_kept_by(viewer).filter(edition=edition, event=event, state=CertificateState.ISSUED)
    found = list(named_to(rows, viewer).order_by("folio", "pk"))
    if not found:
        return None
    name = certificates_name()
    return Composed(tuple(_papers(found)), name.lower(), back, title=name, names=tuple(map(file_name, found)))


def _papers(rows: Iterable[Certificate]) -> Any:
    """They share one copy of each picture."""
    pictures: dict[str, bytes | None] = {}
    return (paper(row, pictures) for row in rows)


def _reach(viewer: Any, parameters: Parameters, day: dt.date) -> Composed | None:
    """The public and analysts have none: theirs is made of no person."""
    if not viewer.is_member:
        return None
    question = reach_question(parameters, viewer)
    return Composed((reach_paper(question),), "alcance-formativo", reverse("training_reach"))


def _given(viewer: Any, parameters: Parameters, day: dt.date) -> Composed:
    return Composed(
        (given_paper(asked_of(parameters)),), "formaciones-impartidas", reverse("given_trainings")
    )


KINDS = (
    PaperKind("training_certificates", gettext_lazy("Certificates"), _certificates),
    PaperKind("training_reach", gettext_lazy("Training reach by institution"), _reach),
    PaperKind("given_trainings", gettext_lazy("Trainings given"), _given),
)
