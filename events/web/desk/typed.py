"""Lists as a coordinator types them: invited people, quotas, her own questions; one to a line."""

import re
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from events.models import Event, Quota
from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.people.models import Person
from network.people.queries import in_care_of
from network.vocabulary.terms import terms
from network.vocabulary.words import folded
from network.web.desk.institutions_field import institutions_named

Quotas = list[tuple[Institution | None, str, int]]


def people_offered(viewer: Viewer) -> QuerySet[Person]:
    """Whom she may write into an event: those in her care."""
    return in_care_of(Person.objects.order_by("name", "pk"), viewer)


def lines_of(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def invited_named(text: str, offered: QuerySet[Person]) -> list[Person]:
    """The people whom those lines name. Whom she may not see is named as nobody is."""
    by_name: dict[str, list[Person]] = {}
    for person in offered.select_related("account"):
        addresses = {person.email, person.account.email if person.account else ""} - {""}
        for key in {folded(person.name), *map(folded, addresses)}:
            by_name.setdefault(key, []).append(person)
    found, problems = [], []
    for number, line in enumerate(lines_of(text), 1):
        people = by_name.get(folded(line), [])
        if len(people) == 1:
            found.append(people[0])
        elif people:
            words = _("Line %(number)s: several are called “%(line)s”. Write her e-mail.")
            problems.append(words % {"number": number, "line": line})
        else:
            words = _("Line %(number)s: nobody of your list is called “%(line)s”. Write her whole name.")
            problems.append(words % {"number": number, "line": line})
    if problems:
        raise ValidationError(problems)
    return found


def quotas_typed(text: str) -> Quotas:
    """“Salud: 5” → the institution or the kind, and its number."""
    kinds = {folded(label): code for code, label in terms("institution_kind").items()}
    found: dict[str, tuple[Institution | None, str, int]] = {}
    problems: list[str] = []
    for number, line in enumerate(lines_of(text), 1):
        parts = re.fullmatch(r"(.+?)\s*:\s*(\d{1,5})", line)
        if parts is None:
            words = _("Line %(number)s: write a name, a colon and a number, as in “Salud: 5”.")
            problems.append(words % {"number": number})
            continue
        name, seats = parts.group(1), int(parts.group(2))
        if code := kinds.get(folded(name)):
            found[code] = (None, code, seats)
            continue
        institutions, wrong = institutions_named([name])
        problems += [re.sub(r"\d+", str(number), one, count=1) for one in wrong]
        for one in institutions:
            found[one.package_id] = (one, "", seats)
    if problems:
        raise ValidationError(problems)
    return list(found.values())


def quota_lines(event: Event) -> str:
    kinds = terms("institution_kind")

    def called(one: Quota) -> str:
        return one.institution.name if one.institution else kinds.get(one.institution_kind, "")

    return "\n".join(f"{called(one)}: {one.seats}" for one in event.quotas.select_related("institution"))


def questions_typed(text: str) -> list[tuple[str, bool]]:
    """Whether each has to be answered: those that end with an asterisk."""
    lines = lines_of(text)
    if any(len(line) > 300 for line in lines):
        raise ValidationError(_("A question is at most 300 signs long. Write a shorter one."))
    return [(line.rstrip("* "), line.endswith("*")) for line in lines if line.rstrip("* ")]


def question_lines(asked: Sequence[tuple[str, bool]]) -> str:
    return "\n".join(f"{text} *" if required else text for text, required in asked)
