"""`key IN (the records whose words …)`, written out: it stands in every search a dozen times.

Django builds a queryset for each such part anew, which took longer than the database takes to answer.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import BooleanField, F, Func

from .models import Begins, Word


class Holds(Func):
    """Whether the entry that one audience has of a record holds a word, as typed or one of those near it.

    `key` names the column with the record's key, such as `pk`.
    """

    output_field = BooleanField()

    def __init__(self, key: str, audience: str, typed: str, near: Collection[str] = ()) -> None:
        super().__init__(F(key))
        self.audience, self.typed, self.near = audience, typed, tuple(sorted(near))

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **extra: Any) -> tuple[str, tuple[Any, ...]]:
        key, params = compiler.compile(self.source_expressions[0])
        name = connection.ops.quote_name
        audience, text = name("audience"), name("text")
        begins, bounds = Begins.range_of(text, self.typed, connection)
        # The audience stands in both parts, or SQLite would read all words of that audience.
        parts, given = f"{audience} = %s AND {begins}", [self.audience, *bounds]
        if self.near:
            marks = ", ".join(["%s"] * len(self.near))
            parts = f"({parts}) OR ({audience} = %s AND {text} IN ({marks}))"
            given += [self.audience, *self.near]
        words = f"SELECT {name('record')} FROM {name(Word._meta.db_table)} WHERE {parts}"  # noqa: S608
        return f"{key} IN ({words})", (*params, *given)
