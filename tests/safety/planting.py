"""Rows with a word in every text by which it is known whose it is and in which field it stands.

`Planter.row` makes a row of any model from its fields alone, so that the record that a room adds tomorrow is
planted too. Where a model wants more than its fields tell, `RECIPES` says what.
"""

import datetime as dt
import re
import uuid
from functools import cache
from typing import Any

from django.apps import apps
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone

from events.models import Event
from network.accounts.models import User
from network.people.models import Person
from network.vocabulary.partial_date import PartialDateField
from tests.factories.records import DocumentFactory, InstitutionFactory, MilestoneFactory, PersonFactory
from tests.house.test_models import DECLARED, ERASED, OURS

PERSONS = (Person, User)
TODAY = dt.date(2026, 3, 10)

WORD = re.compile(r"zq(\w+?)q(visible|limitada|oculta|protegida|bloqueada)qz", re.IGNORECASE)
"""`zqnameqocultaqz`: the field and the mode of the woman whose it is. Folding and slugs leave it as it is."""


def word(field: str, mode: str) -> str:
    return f"zq{field.replace('_', '0')}q{mode}qz"


def words_in(text: str) -> set[tuple[str, str]]:
    """The (field, mode) of every planted word there."""
    return {(field.lower().replace("0", "_"), mode.lower()) for field, mode in WORD.findall(text)}


# What fields alone do not tell of a model: its label → values, or why no row of it is planted.
RECIPES: dict[str, dict[str, Any] | str] = {
    "events.Registration": {"turn": lambda planter: 100 + planter.person.pk},
    "insights.Edition": "what an answer said, computed by those whom its own tests ask",
    "search.Entry": "written anew from the records by refresh_all",
    "reports.ClosingGrant": "keys and a state, no text",
    "joining.Application": {"decline_note": "", "question": "", "answer": ""},
    "milestones.ActionRecord": {"milestone": lambda planter: MilestoneFactory()},
    "milestones.AdviserAssignment": {"institution": lambda planter: InstitutionFactory()},
    "network_messages.LetterToPerson": {"letter": lambda planter: planter.letter()},
    "network_messages.Outgoing": {"number": lambda planter: 100 + planter.person.pk, "letter": None},
    "notices.Notice": {"link": "/mis-avisos/"},
    "relay.Side": {"conversation": lambda planter: planter.conversation(), "place": 1},
    "relay.Message": {"conversation": lambda planter: planter.conversation(), "is_delivered": True},
    "rights.RightsRequest": {"account": None, "extension_reason": "", "answer": ""},
    "relay.Report": {"closed_by": None},
    "training.Certificate": {
        "edition": None,
        "event": lambda planter: Event.objects.get(package_id="evento-de-todas"),
        "enrolment": None,
        "facilitator": None,
        "place": None,
        "code": lambda planter: f"{planter.person.pk:028d}",
        "folio": lambda planter: 100 + planter.person.pk,
        "number": "001/2026",
        "content": lambda planter: {
            "title": "Curso",
            "name": word("certificate_content", planter.mode),
            "hours": "8",
            "kind": "attended",
            "from": "",
            "until": "",
            "contents": [],
            "given_by": [],
            "language": "es",
            "country": "MX",
            "issued_on": "2026-03-10",
            "replaces": "",
            "office": {"name": "Oficina", "lines": [], "logo": "", "place": ""},
            "signer": {"name": "", "post": "", "picture": ""},
        },
    },
    "training.IssueRun": {
        "edition": None,
        "event": lambda planter: Event.objects.get(package_id="evento-de-todas"),
        "state": "done",
    },
    "training.ExternalTraining": {
        "started": "2024",
        "file": lambda planter: ContentFile(word("externaltraining_file", planter.mode).encode(), "c.pdf"),
        "decided_at": None,
    },
    "ties.Collaboration": {
        "person_a": lambda planter: PersonFactory(visible=True, name="Ana Conocida"),
        "person_b": lambda planter: planter.person,
        "confirmed_by_a": True,
        "confirmed_by_b": True,
    },
}


class RefusedError(Exception):
    """A model whose row cannot be made from its fields: say in RECIPES what it wants."""


@cache
def bearing_models() -> tuple[type[models.Model], ...]:
    """Every model of ours whose rows are about a person, or go with her.

    What an account only wrote (a request, an import) speaks of the matter, not of her.
    """
    found = []
    for model in apps.get_models():
        if model.__module__.split(".")[0] not in OURS or model in PERSONS:
            continue
        keys = [f for f in model._meta.get_fields() if isinstance(f, models.ForeignKey)]
        if any(key.related_model is Person for key in keys) or DECLARED[model._meta.label][1] == ERASED:
            found.append(model)
    return tuple(found)


class Planter:
    """Makes rows about one woman: `mode` names her in every word."""

    def __init__(self, person: Person, mode: str, stock: dict[type[models.Model], models.Model]) -> None:
        self.person, self.mode, self.stock = person, mode, stock

    def row(self, model: type[models.Model], **given: Any) -> models.Model:
        recipe = RECIPES.get(model._meta.label, {})
        assert isinstance(recipe, dict)
        told = {name: value(self) if callable(value) else value for name, value in recipe.items()} | given
        values = {}
        for field in model._meta.concrete_fields:
            if field.name in told:
                values[field.name] = told[field.name]
            elif not field.primary_key or field.is_relation:
                value = self._value(model, field)
                if value is not None:
                    values[field.name] = value
        try:
            made = model(**values)
            models.Model.save(made, force_insert=True)
        except Exception as problem:
            raise RefusedError(
                f"{model._meta.label} bears a person, and no row of it could be planted ({problem}). "
                "Say in tests/safety/planting.py: RECIPES which values it wants, so that its texts are "
                "looked for wherever they must not be."
            ) from problem
        return made

    def _value(self, model: type[models.Model], field: Any) -> Any:
        name = f"{model.__name__}_{field.name}".lower()
        if model not in bearing_models() and isinstance(field, (models.CharField, models.TextField)):
            return field.get_default() if field.has_default() else ("" if field.blank else "texto")
        if field.is_relation:
            return self._related(field)
        if field.choices:
            first = "" if field.blank else next(iter(field.choices))[0]
            return field.default if field.has_default() else first
        if isinstance(field, PartialDateField):
            return None
        if isinstance(field, models.EmailField):
            return f"{word(name, self.mode)}@ejemplo.invalid"
        if isinstance(field, models.UUIDField):
            return uuid.uuid4()
        if field.name == "language":
            return None if field.has_default() else "es"
        if isinstance(field, (models.FileField, models.SlugField)) or field.name == "package_id":
            return None if field.has_default() or field.blank else word(name, self.mode)
        if isinstance(field, (models.CharField, models.TextField)):
            return word(name, self.mode)[: field.max_length]
        if isinstance(field, models.JSONField):
            return None if field.has_default() else {}
        if field.null or field.has_default():
            return None
        if isinstance(field, models.DateTimeField):
            return timezone.now()
        if isinstance(field, models.DateField):
            return TODAY
        return 1 if isinstance(field, models.IntegerField) else None

    def _related(self, field: Any) -> Any:
        if field.related_model is Person:
            return self.person
        if field.related_model is User:
            return self.person.account
        if isinstance(field, models.OneToOneField) and field.null:
            return None
        found = self.stock.get(field.related_model)
        if found is None and not field.null:
            found = self.stock[field.related_model] = self.row(field.related_model)
        return found

    def conversation(self) -> models.Model:
        """Of hers with somebody else, about which nobody else may learn."""
        made: models.Model = apps.get_model("relay.Conversation")._default_manager.create(
            subject=word("conversation_subject", self.mode)
        )
        return made

    def letter(self) -> models.Model:
        """To her, with her name where a letter names whom it is for."""
        lines = word("letter_addressee_lines", self.mode)
        made: models.Model = DocumentFactory(
            number="",
            status="draft",
            is_letter=True,
            is_public=False,
            addressee_lines=lines,
            body=word("letter_body", self.mode),
        )
        return made
