"""The changes of a policy: those that mutmut makes, without what is no change of who may see or do what."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import libcst as cst
from mutmut.mutation.file_mutation import Mutation, create_mutations

from .policies import WHOLE

ROOT = Path(__file__).resolve().parents[2]
WORDS = frozenset({"_", "gettext", "gettext_lazy", "ngettext"})  # for people: no policy
COST = frozenset({"select_related"})  # what is fetched along: the tests that count queries hold it
ORDER = frozenset({"order_by"})  # which stands first: the tests of each list hold it
NAMES = frozenset({"TypeVar", "ContextVar"})  # what a debugger or the type checker calls it
LOOKERS = frozenset({"viewer", "reader"})


@dataclass
class Change:
    """`what` it is, for whoever reads that nobody noticed; `within` which function or class, if any."""

    what: str
    within: str
    mutation: Mutation
    module: cst.Module
    place: int

    @cached_property
    def source(self) -> str | None:
        """The whole module with it; None where nothing is different."""
        body = list(self.module.body)
        body[self.place] = body[self.place].deep_replace(  # type: ignore[assignment]
            self.mutation.original_node, self.mutation.mutated_node
        )
        changed = self.module.with_changes(body=body).code
        return None if changed == self.module.code else changed


def changes(path: str) -> Iterator[Change]:
    """In the order of the module."""
    module, mutations, *_rest = create_mutations(path, (ROOT / path).read_text("utf-8"))
    left_out = _within_calls(module, WORDS | COST | ORDER | NAMES)
    places = {id(node): place for place, statement in enumerate(module.body) for node in _below(statement)}
    deciding = _deciding(module) if path not in WHOLE else set(range(len(module.body)))
    for mutation in mutations:
        place = places[id(mutation.original_node)]
        if id(mutation.original_node) in left_out or place not in deciding:
            continue
        told = [_line(module.code_for_node(n)) for n in (mutation.original_node, mutation.mutated_node)]
        if not _are_alike(*told):
            within = "".join(_bound(module.body[place])) if _is_named(module.body[place]) else ""
            yield Change(f"{within or 'module'}: {' → '.join(told)}", within, mutation, module, place)


def _are_alike(before: str, after: str) -> bool:
    """Whether what was changed reads as it did to all who ask.

    None for False, or for a word for people; no default for one that is False, as in SQL what is not known is
    not true; no `output_field`, which Django works out itself from the values, or refuses; no type variable.
    """
    if re.match(r"\w+ = TypeVar\(", before):
        return True
    plain = re.sub(r"default=(Value\(False\)|None), |output_field=\w+(\(\))?,? ?", "", before)
    if (
        plain != before
        and re.sub(r"default=(Value\(False\)|None), |output_field=\w+(\(\))?,? ?", "", after) == plain
    ):
        return True
    spans = [found.span() for found in re.finditer(r"\bFalse\b|\b_\([^()]*\)", before)]
    return any(before[:start] + "None" + before[end:] == after for start, end in spans)


def _line(code: str) -> str:
    return " ".join(code.split())


def _within_calls(module: cst.Module, names: Iterable[str]) -> set[int]:
    """The calls of those functions or methods, and everything that is handed to them."""
    found: set[int] = set()

    class Calls(cst.CSTVisitor):
        def visit_Call(self, node: cst.Call) -> None:
            called = node.func.attr if isinstance(node.func, cst.Attribute) else node.func
            if isinstance(called, cst.Name) and called.value in names:
                found.add(id(node))
                found.update(id(below) for argument in node.args for below in _below(argument))

    module.visit(Calls())
    return found


def _deciding(module: cst.Module) -> set[int]:
    """The statements that take a Viewer, and those whose names they use, and so on."""
    named = {name: place for place, one in enumerate(module.body) for name in _bound(one)}
    found = {place for place, one in enumerate(module.body) if _is_named(one) and _takes_viewer(one)}
    ahead = set(found)
    while ahead:
        used = {
            node.value for place in ahead for node in _below(module.body[place]) if isinstance(node, cst.Name)
        }
        ahead = {named[name] for name in used & named.keys()} - found
        found |= ahead
    return found


def _takes_viewer(statement: cst.CSTNode) -> bool:
    return any(isinstance(n, cst.Param) and n.name.value in LOOKERS for n in _below(statement))


def _is_named(statement: cst.CSTNode) -> bool:
    return isinstance(statement, cst.FunctionDef | cst.ClassDef)


def _bound(statement: cst.CSTNode) -> list[str]:
    """The names that a statement of the module makes."""
    if isinstance(statement, cst.FunctionDef | cst.ClassDef):
        return [statement.name.value]
    targets = [n.target for n in _below(statement) if isinstance(n, cst.AssignTarget | cst.AnnAssign)]
    return [n.value for target in targets for n in _below(target) if isinstance(n, cst.Name)]


def _below(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    yield node
    for child in node.children:
        yield from _below(child)


def telling(path: str, word: str) -> str:
    """The module with functions that first call `word` with the name by which `Change.within` knows them."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    for one in tree.body:
        if not isinstance(one, ast.FunctionDef | ast.ClassDef):
            continue
        for function in one.body if isinstance(one, ast.ClassDef) else [one]:
            if isinstance(function, ast.FunctionDef):
                function.body[:0] = ast.parse(f"{word}({path!r}, {one.name!r})").body
    return ast.unparse(tree)
