"""What the pages of saved answers share: one answer with the edition that this reader may read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from network.accounts.enums import Role
from network.accounts.viewer import Viewer
from network.insights.answers.reports import QUESTIONS
from network.insights.models import Edition, Readers, SavedAnswer, State
from network.insights.saved.again import Again, ask_again
from network.insights.saved.names import asked_in_words, words_of
from network.insights.saved.queries import visible_to, with_editions
from network.insights.saved.rules import best_of, grants_of, may_manage
from network.insights.waiting import NotYet
from network.people.queries import names_of_accounts

Items = list[tuple[str, str]]


@dataclass(frozen=True)
class Kept:
    """A saved answer for one reader; `edition` is what was found, if there is one that she may read."""

    answer: SavedAnswer
    viewer: Viewer
    edition: Edition | None

    @property
    def question(self) -> str:
        return str(QUESTIONS[self.answer.question].label)

    @property
    def is_managed(self) -> bool:
        return may_manage(self.answer.author_id, self.viewer)

    @property
    def parameters(self) -> dict[str, list[str]]:
        return self.edition.parameters if self.edition else self.answer.asked

    @cached_property
    def names(self) -> dict[str, str]:
        """What the parts of the question are called, as kept, or as they are called today."""
        return self.edition.names if self.edition else words_of(self.answer.asked)

    @property
    def asked(self) -> Items:
        return asked_in_words(self.parameters, self.names)

    @property
    def live_url(self) -> str:
        """The page that answers the same question today, with all that the reader may see."""
        query = urlencode(self.parameters, doseq=True)
        return f"{reverse(QUESTIONS[self.answer.question].url_name)}{'?' if query else ''}{query}"

    @cached_property
    def now(self) -> Again:
        """The question put today with the reader's own rights; `NotYet` while the queue is at work on it."""
        if self.answer.state != State.KEPT:
            raise NotYet
        return ask_again(self.answer.question, self.parameters, self.names, self.viewer)

    @property
    def eyes(self) -> str:
        """With whose rights it was computed, in a sentence."""
        return eyes_of(self.edition) if self.edition else _("With your own rights.")

    @property
    def facts(self) -> Items:
        """On what it rests: never more than what the reader may read of it."""
        found = [(_("Question"), self.question), *self.asked]
        found.append((_("Saved on"), date_format(localtime(self.answer.saved_at), "DATETIME_FORMAT")))
        edition = self.edition
        if edition is None:
            return found
        found.append((_("Seen"), self.eyes))
        seeds = ", ".join(f"{name}: {seed}" for name, seed in sorted(edition.seeds.items()))
        found.append((_("Seed"), seeds or _("none: nothing here depends on chance")))
        engines = ", ".join(f"{name} {version}" for name, version in sorted(edition.engines.items()))
        found.append((_("Versions of the engines"), engines))
        found.append((_("Hash of the data"), " · ".join(edition.digests)))
        return found


def kept_or_404(request: HttpRequest, uid: UUID) -> Kept:
    """What may not be opened and what is not there end in the same line."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    answer = get_object_or_404(with_editions(visible_to(SavedAnswer.objects.all(), viewer)), uid=uid)
    return Kept(answer, viewer, best_of(answer.editions.all(), viewer))


File = Callable[[HttpRequest, UUID], HttpResponse]


def or_page(page: str) -> Callable[[File], File]:
    """A file of a saved answer; while the queue is at work on it, the page of that name, which says so."""

    def guarded(file: File) -> File:
        @wraps(file)
        def ready(request: HttpRequest, uid: UUID) -> HttpResponse:
            try:
                return file(request, uid)
            except NotYet:
                return redirect(page, uid=uid)

        return ready

    return guarded


def eyes_of(edition: Edition) -> str:
    if edition.readers == Readers.INSIDERS:
        return _("With what everyone who has entered the network may see.")
    if edition.readers == Readers.GRANTS:
        roles = {fact.role for fact in grants_of(edition)}
        called = ", ".join(str(role.label).lower() for role in Role if role in roles)
        return _("With these roles, which you hold too: %(roles)s.") % {"roles": called}
    return _("With your own rights, which are still the same.")


def saved_by(answers: Iterable[SavedAnswer], viewer: Viewer) -> dict[int, str]:
    """By whom each was saved, by its key: "you", a name the viewer may see, else the role."""
    listed = list(answers)
    authors = {answer.author_id for answer in listed if answer.author_id != viewer.user_id} - {None}
    named: dict[Any, str] = {}
    if authors:
        named = names_of_accounts(authors, viewer)
    return {answer.pk: _by(answer, viewer, named) for answer in listed}


def _by(answer: SavedAnswer, viewer: Viewer, named: dict[Any, str]) -> str:
    if answer.author_id is not None and answer.author_id == viewer.user_id:
        return _("you")
    role = answer.get_role_display().lower() if answer.role else _("member")
    return named.get(answer.author_id) or str(role)
