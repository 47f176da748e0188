"""A list on its way in: what of it is understood, what is still to be asked, and the package it becomes."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer, viewer_for
from network.institutions.models import Institution
from network.people.models import Person as PersonRecord
from network.people.queries import current_affiliations, visible_to
from network.vocabulary.models import Theme

from . import drafts
from .list_designations import Designations
from .listing import columns, departments, sameness
from .listing.entries import GIVEN_FIRST, Entry, Reading, entries
from .listing.fields import CAPACITY, DOCUMENT, HELD, INSTITUTION, SINCE
from .listing.folding import fold
from .listing.package import Translated, people_rows, written
from .models import Draft, Memory
from .problems import Problem
from .sheets.sheet import Sheet

SHEET, COLUMNS, DEPARTMENTS, PEOPLE = "hoja", "columnas", "dependencias", "repetidas"
STEPS = (SHEET, COLUMNS, DEPARTMENTS, PEOPLE)
NEW, EMPTY, SAME = "new", "empty", "same:"
_FIELD_OF = {
    "name": "name",
    "honorific": "title",
    "post_title": "post",
    "post_level": "level",
    "institution_id": "institution",
    "themes": "themes",
    "tags": "themes",
    "post_id": CAPACITY,
    "started": SINCE,
    "document_id": DOCUMENT,
}
_FIELD_OF_FILE = {"institutions.csv": INSTITUTION, "posts.csv": HELD, "documents.csv": DOCUMENT}


@dataclass(frozen=True, slots=True)
class DepartmentQuestion:
    """A spelling that no institution is surely called by. `chosen` is what to offer first, if anything."""

    key: str
    spelling: str
    people: int
    suggestions: list[departments.Suggestion]
    siblings: list[str]
    chosen: str


class ListDraft:
    """A draft of a list with the answers given so far.

    A page reads it with the eyes of whoever looks: at the desk also others than who brought it may go on with
    it. The queue has nobody's but hers.
    """

    def __init__(self, draft: Draft, viewer: Viewer | None = None) -> None:
        self.draft = draft
        self.viewer = viewer or viewer_for(draft.by)
        self.choices: dict[str, Any] = draft.choices

    @cached_property
    def sheets(self) -> list[Sheet]:
        return drafts.sheets_of(self.draft)

    @property
    def sheet_number(self) -> int:
        chosen = self.choices.get("sheet", 0)
        return chosen if 0 <= chosen < len(self.sheets) else 0

    @property
    def sheet(self) -> Sheet:
        return self.sheets[self.sheet_number]

    @cached_property
    def header(self) -> int:
        if "header" in self.choices:
            return int(self.choices["header"])
        return columns.header_row(self.sheet)

    @cached_property
    def headings(self) -> list[str]:
        return columns.headings(self.sheet, self.header)

    @cached_property
    def remembered(self) -> Any:
        """What was answered for a list with these headings before, or nothing."""
        key = columns.signature(self.headings)
        return (
            Memory.objects.filter(kind=Memory.Kind.COLUMNS, key=key).values_list("value", flat=True).first()
        )

    def suggested_columns(self) -> list[str]:
        if self.remembered and len(self.remembered["columns"]) == len(self.headings):
            return list(self.remembered["columns"])
        return columns.suggest(self.headings, self.sheet.rows[self.header + 1 :])

    @cached_property
    def reading(self) -> Reading:
        return Reading(
            self.header,
            tuple(self.choices["columns"]),
            self.choices.get("order") or GIVEN_FIRST,
            self.choices.get("designated_to", ""),
        )

    @cached_property
    def _read(self) -> tuple[list[Entry], list[Problem]]:
        return entries(self.sheet, self.reading, self.draft.name, self.headings)

    @property
    def entries(self) -> list[Entry]:
        return self._read[0]

    @property
    def problems(self) -> list[Problem]:
        """What is wrong in rows by themselves, and with the designations that they tell."""
        found = [
            Problem(self.draft.name, one.row, self._column(*one.fields), one.problem, one.remedy)
            for one in self.designations.wrong
        ]
        return sorted([*self._read[1], *found], key=lambda problem: problem.row or 0)

    # Departments

    @cached_property
    def known(self) -> departments.Departments:
        rows = Institution.objects.prefetch_related("aliases")
        return departments.Departments(
            departments.Known(
                one.package_id,
                one.name,
                tuple(filter(None, (one.name, one.short_name, *(a.name for a in one.aliases.all())))),
            )
            for one in rows
        )

    @cached_property
    def spellings(self) -> dict[str, tuple[str, int]]:
        """Folded spelling → how it is written most often, and for how many rows."""
        counted: dict[str, Counter[str]] = {}
        for entry in self.entries:
            if entry.department:
                counted.setdefault(fold(entry.department), Counter())[entry.department] += 1
        return {key: (texts.most_common(1)[0][0], sum(texts.values())) for key, texts in counted.items()}

    @cached_property
    def _sure(self) -> dict[str, str]:
        """Folded spelling → institution, where a name, an acronym or an earlier answer says it."""
        memory = dict(
            Memory.objects.filter(kind=Memory.Kind.DEPARTMENT, key__in=list(self.spellings)).values_list(
                "key", "value"
            )
        )
        found = {}
        for key, (spelling, _number) in self.spellings.items():
            exact = self.known.exact(spelling)
            if exact:
                found[key] = exact
            elif key in memory and (memory[key] == "" or memory[key] in self.known.by_id):
                found[key] = memory[key]
        return found

    @property
    def recognised(self) -> list[tuple[str, str]]:
        """(spelling, name of the institution) where nothing is asked."""
        names = self.known.by_id
        return [
            (self.spellings[key][0], names[one].name if one else _("left empty"))
            for key, one in self._sure.items()
        ]

    def department_questions(self) -> list[DepartmentQuestion]:
        """Most people first."""
        open_ones = {key: told for key, told in self.spellings.items() if key not in self._sure}
        family = departments.families(spelling for spelling, _number in open_ones.values())
        heads = {head for head, _score in family.values()}
        answered = self.choices.get("departments", {})
        questions = []
        for key, (spelling, number) in sorted(open_ones.items(), key=lambda pair: (-pair[1][1], pair[0])):
            suggestions = self.known.suggestions(spelling)
            head, score = family.get(spelling, ("", 0))
            siblings = [head] if head else []
            chosen = answered.get(key, "")
            best = suggestions[0].score if suggestions else 0
            if not chosen and best >= departments.SURE:
                chosen = suggestions[0].id
            elif not chosen and head and score >= departments.SURE:
                chosen = f"{SAME}{fold(head)}"
            elif not chosen and best < departments.ASKED and (not head or spelling in heads):
                chosen = NEW
            questions.append(DepartmentQuestion(key, spelling, number, suggestions, siblings, chosen))
        return questions

    @cached_property
    def institutions(self) -> dict[str, str]:
        """Folded spelling → id of the institution, of those to be made too; nothing where left empty."""
        answers = self.choices.get("departments", {})
        found = dict(self._sure)
        for key in self.spellings:
            if key not in found:
                at, hops = key, 0
                while answers.get(at, "").startswith(SAME) and hops < 10:
                    at, hops = answers[at].removeprefix(SAME), hops + 1
                answer = answers.get(at, EMPTY)
                if at in self._sure:
                    found[key] = self._sure[at]
                elif answer == NEW:
                    found[key] = departments.new_id(self.spellings[at][0])
                else:
                    found[key] = answer if answer in self.known.by_id else ""
        return found

    def new_institutions(self) -> dict[str, str]:
        """Id → name of the institutions to be made."""
        answers = self.choices.get("departments", {})
        return {
            departments.new_id(spelling): spelling
            for key, (spelling, _number) in self.spellings.items()
            if key not in self._sure and answers.get(key) == NEW
        }

    # People

    @cached_property
    def placed(self) -> list[tuple[Entry, str, str]]:
        """(entry, the id made from it, its institution)."""
        found = []
        for entry in self.entries:
            institution = self.institutions.get(fold(entry.department), "") if entry.department else ""
            found.append((entry, entry.id(institution), institution))
        return found

    @cached_property
    def people(self) -> sameness.People:
        seen = visible_to(PersonRecord.objects.order_by("pk"), self.viewer).filter(Q(sees_name=True))
        places: dict[int, list[tuple[str, str]]] = {}
        here = current_affiliations().filter(person__in=seen.values("pk"))
        for person, *place in here.values_list("person", "institution__package_id", "institution__name"):
            places.setdefault(person, []).append((place[0], place[1]))
        rows = seen.values_list("pk", "package_id", "name", "email", "post_title", "account")
        return sameness.People(
            sameness.Person(
                package_id,
                name,
                email,
                post,
                tuple(one for one, _name in places.get(pk, [])),
                tuple(name for _one, name in places.get(pk, [])),
                account is not None,
            )
            for pk, package_id, name, email, post, account in rows
        )

    @cached_property
    def _pairs(self) -> tuple[dict[str, str], list[sameness.Pair]]:
        own = {one for _entry, one, _institution in self.placed}
        memory = Memory.objects.filter(kind=Memory.Kind.PERSON).values_list("key", "value")
        here = set(PersonRecord.objects.values_list("package_id", flat=True))
        remembered = {key: value for key, value in memory if key in own and (value in here or value in own)}
        answered = {**remembered, **self.choices.get("people", {})}
        return sameness.pairs(self.placed, self.people, answered, frozenset(here))

    @property
    def person_questions(self) -> list[sameness.Pair]:
        return self._pairs[1]

    def next_step(self) -> str:
        """The first step in which something is still to be answered; nothing where all is."""
        if SHEET not in self.choices.get("steps", ()) and len(self.sheets) > 1:
            return SHEET
        if "columns" not in self.choices:
            return COLUMNS
        if DEPARTMENTS not in self.choices.get("steps", ()) and self.department_questions():
            return DEPARTMENTS
        return PEOPLE if self.person_questions else ""

    # What becomes of it

    @cached_property
    def resolved(self) -> list[tuple[Entry, str, str]]:
        """(entry, the id of whom she is, her institution)."""
        settled = self._pairs[0]

        def whose(one: str) -> str:
            for _hop in range(10):
                if settled.get(one, one) == one:
                    break
                one = settled[one]
            return one

        return [(entry, whose(own), institution) for entry, own, institution in self.placed]

    @cached_property
    def designations(self) -> Designations:
        names = {one.id: one.name for one in self.known.by_id.values()} | self.new_institutions()
        said = self.resolved if self.reading.designates else []
        return Designations(said, self.reading, names, self.viewer)

    def translated(self) -> Translated:
        with_account = set(PersonRecord.objects.exclude(account=None).values_list("package_id", flat=True))
        wrong = {one.row for one in self.designations.wrong}
        found = [
            (entry, person, institution)
            for entry, person, institution in self.resolved
            if person not in with_account and entry.row not in wrong
        ]
        own = {one for _entry, one, _institution in self.placed}
        kept = {one: person for one, person in self.people.by_id.items() if one not in own}
        people = people_rows(found, kept, _themes())
        rows = {"institutions": self._institution_rows(), "people": people}
        return written({**rows, **dict(self.designations.tables())})

    def _institution_rows(self) -> tuple[list[dict[str, str]], list[int]]:
        first: dict[str, int] = {}
        for entry, _own, institution in self.placed:
            first.setdefault(institution, entry.row)
        kinds = self.choices.get("kinds", {})
        parent = self.choices.get("parent", "")
        rows, numbers = [], []
        for one, name in self.new_institutions().items():
            kind = kinds.get(fold(name)) or departments.likely_kind(name)
            rows.append({"id": one, "name": name[:250], "kind": kind, "parent_id": parent})
            numbers.append(first.get(one, self.header + 1))
        return rows, numbers

    def mapped(self, problem: Problem, translated: Translated) -> Problem:
        """A mistake of the package in the words of the list: its file, its row, its column."""
        rows = translated.rows.get(problem.file, [])
        if problem.row is None or not 2 <= problem.row < len(rows) + 2:
            return problem
        code = _FIELD_OF_FILE.get(problem.file) or _FIELD_OF.get(problem.column, problem.column)
        column = self._column(code)
        return Problem(self.draft.name, rows[problem.row - 2], column, problem.problem, problem.remedy)

    def _column(self, *codes: str) -> str:
        """The heading of the first column that holds one of these fields."""
        places = (self.reading.columns.index(one) for one in codes if one in self.reading.columns)
        return next((self.headings[at] for at in places), "")


def _themes() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, es, en in Theme.objects.values_list("code", "label_es", "label_en"):
        found |= {fold(en): code, fold(code): code, fold(es): code}
    return found


def check(*, draft: Draft) -> Draft:
    """Find out what the list would do, or what is wrong with it; rows with mistakes stay out if so chosen."""
    found = ListDraft(draft)
    if found.problems and not draft.choices.get("without_wrong"):
        return drafts.checked(draft, None, [problem.as_dict() for problem in found.problems])
    translated = found.translated()
    if not translated.files:
        nobody = Problem(
            draft.name,
            None,
            "",
            _("There is nobody in the list whom it would bring in or change."),
            _("Look whether the right sheet and header were chosen."),
        )
        return drafts.checked(draft, None, [nobody.as_dict()])
    return drafts.check(
        draft=draft,
        files=translated.files,
        mapped=lambda problem: found.mapped(problem, translated),
        told_apart=True,  # the step about who may be twice has asked
    )
