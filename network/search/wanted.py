"""What one woman seeks and others offer, compared word by word as the index folds them.

Only the words of the two texts count: no statistic over anybody else's takes part.
"""

from collections import defaultdict
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet

from network.people.models import Person, PersonTag, TaggedPerson
from network.vocabulary.models import Theme
from network.vocabulary.search_document import ALIAS, NAME

from .holding import Holds
from .text import fold, words

MOST_WANTED = 12
_SHORTEST = 3
# What stands in anybody's offer, here above all, and tells nothing of it.
_COMMON = """
actividad alguien apoyo aprender asesoria ayuda busco capacitacion charla colega como compartir
conocer contacto conversar cualquier curso dar desde ejemplo equipo estoy experiencia formacion
genero hacer herramienta idea igualdad informacion institucion intercambio material mas mejor mis
mucho mujer municipal muy nos nuestra nuestro ofrezco otra otro persona perspectiva poder practica
proceso programa proyecto publica publico puedo que quien quiero recurso red sin sobre soy taller
tema tengo todo trabajar trabajo una uno unidad vinculo
"""


def stems(text: str) -> frozenset[str]:
    """The words of a text that tell something, folded and without the ending of a plural."""
    found = (_stem(word) for word in words(fold(text)))
    return frozenset(stem for stem in found if len(stem) >= _SHORTEST and stem not in _GENERAL)


def wanted(text: str) -> tuple[str, ...]:
    """Of what she seeks, the first words that are looked for in what others offer."""
    told = stems(text)
    ordered = dict.fromkeys(_stem(word) for word in words(fold(text)))
    return tuple(stem for stem in ordered if stem in told)[:MOST_WANTED]


def offering(people: QuerySet[Person], stems_wanted: tuple[str, ...]) -> dict[int, frozenset[str]]:
    """Of those rows of `people.queries.visible_to`, whoever offers it, by key, with the words that match.

    By the text of what she offers, by a tag or by a theme of hers: all of it stands on her page, also under
    an alias.
    """
    if not stems_wanted:
        return {}
    asked = frozenset(stems_wanted)
    found: dict[int, frozenset[str]] = defaultdict(frozenset)
    rows = people.order_by()
    held = reduce(or_, (_holds(stem) for stem in stems_wanted))
    for key, offers in rows.filter(held).exclude(offers="").values_list("pk", "offers"):
        if matched := asked.intersection(map(_stem, fold(offers).split())):
            found[key] |= matched
    keys = rows.values("pk")
    # Of tags and themes those of these people alone: even a query more would tell of the others.
    tagged = TaggedPerson.objects.filter(content_object__in=keys).order_by()
    theirs = PersonTag.objects.filter(Exists(tagged.filter(tag=OuterRef("pk"))))
    by_tag = {pk: asked & stems(name) for pk, name in theirs.values_list("pk", "name")}
    tags = [pk for pk, matched in by_tag.items() if matched]
    for key, tag in tagged.filter(tag__in=tags).values_list("content_object", "tag"):
        found[key] |= by_tag[tag]
    by_theme = {
        theme.pk: asked & (stems(theme.label_es) | stems(theme.label_en)) for theme in Theme.objects.all()
    }
    themes = [pk for pk, matched in by_theme.items() if matched]
    on_theme = Person.themes.through.objects.filter(theme__in=themes, person__in=keys)
    for key, theme in on_theme.values_list("person", "theme"):
        found[key] |= by_theme[theme]
    return dict(found)


def _holds(stem: str) -> Q:
    return Q(Holds("pk", NAME, stem), sees_name=True) | Q(Holds("pk", ALIAS, stem), sees_name=False)


def _stem(word: str) -> str:
    """ "protocolos" and "protocolo" are one, and so are "redes" and "red", "enlaces" and "enlace"."""
    for ending in ("es", "s", "e"):
        if len(word) > 4 and word.endswith(ending):
            return word.removesuffix(ending)
    return word


_GENERAL = frozenset(map(_stem, _COMMON.split()))
