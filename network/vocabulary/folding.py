"""Texts compared in the database as people type them: the words of `words.folded`, said to each engine."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db.backends.signals import connection_created
from django.db.models import Func, Model, Q, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat
from django.dispatch import receiver

from .words import folded

LONGEST = 120
Row = TypeVar("Row", bound=Model)
Part = str | Combinable

# What NFKD parts from the letters: accents, tildes, marks over and under.
_MARKS = r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"


class Folded(Func):
    """A text without accents and case. What it is compared with has gone through `words.folded`."""

    function = "entramado_folded"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        plain = f"regexp_replace(lower(normalize(%(expressions)s, NFKD)), '{_MARKS}', '', 'g')"
        template = f"replace({plain}, 'ß', 'ss')"
        return self.as_sql(compiler, connection, template=template, **context)


@receiver(connection_created)
def _teach(connection: Any, **_more: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_function("entramado_folded", 1, _folded_or_none, deterministic=True)


def _folded_or_none(text: Any) -> str | None:
    return None if text is None else folded(str(text))


def joined(*parts: Part) -> Folded:
    """All of them as one folded text. A part that is empty or missing takes no room."""
    spaced = [piece for part in parts for piece in (part, Value(" "))]
    return Folded(Concat(*spaced, output_field=TextField()))


def typed_words(text: str) -> list[str]:
    """The words of what somebody typed, folded: of its first LONGEST characters, without null ones."""
    return folded(text[:LONGEST].replace("\0", " ")).split()


def having(rows: QuerySet[Row], words: Sequence[str], *parts: Part) -> QuerySet[Row]:
    """The rows in which every word occurs, in any order and in any of the parts."""
    if not words:
        return rows
    with_text: QuerySet[Any] = rows.alias(text_sought=joined(*parts))
    return with_text.filter(*(Q(text_sought__contains=word) for word in words))
