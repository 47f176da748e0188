"""An answer as one JSON document: the same for `manage answer` and for the page's download."""

import hashlib
import json
from dataclasses import asdict
from datetime import date
from typing import Any

from network.graph.measures import ENGINE_VERSIONS
from network.insights.coverage_matrix import Matrix, Row
from network.insights.coverage_question import CoverageQuestion
from network.insights.documents import undated
from network.insights.similar import Examples
from network.vocabulary.coverage import State

from . import reasons
from .changes import Changes, Moment
from .resilience import Resilience


def resilience_document(found: Resilience, *, viewer: str) -> dict[str, Any]:
    gone, selection = found.gone, found.selection
    return {
        "question": "resilience",
        "snapshot": {
            "digest": found.world.digest,
            "viewer": viewer,
            "layers": list(selection.layers),
            "as_of": selection.as_of.isoformat() if selection.as_of else None,
            "stated_only": selection.stated_only,
            "undated_by_layer": undated(found.world, selection.layers),
            "engines": ENGINE_VERSIONS,
        },
        "gone": {
            "institutions": list(gone.ids),
            "post": gone.post.package_id if gone.post else None,
            "territory": gone.territory.name if gone.territory else None,
            "suggested": gone.is_suggested,
            "without_part": list(found.untied),
        },
        "before": asdict(found.removal.before),
        "after": asdict(found.removal.after),
        "left_alone": list(found.removal.left_alone),
        "cut_off": [list(piece) for piece in found.removal.cut_off],
        "depending": {
            kind.name: [
                {"id": item.id, "title": item.title, "facts": list(item.facts)} for item in kind.items
            ]
            for kind in found.dependents
        },
        "single_points_of_failure": [asdict(failure) for failure in found.failures],
    }


def coverage_document(asked: CoverageQuestion, *, viewer: str, today: date) -> dict[str, Any]:
    """Who is missing, as of today: the columns among those that were asked for, and each row in order."""
    matrix, examples = asked.matrix, Examples(asked.matrix)
    return {
        "question": "coverage",
        "snapshot": {
            "digest": _matrix_digest(matrix),
            "viewer": viewer,
            "as_of": today.isoformat(),
            "engines": {"algorithm": ENGINE_VERSIONS["algorithm"]},
        },
        "asked": {**asked.asked, "q": asked.text},
        "institutions": len(asked.among),
        "columns": [
            {
                "name": summary.column.name,
                "gaps": summary.gaps,
                "solved": summary.solved,
                "unknown": summary.unknown,
                "not_applicable": summary.not_applicable,
            }
            for summary in matrix.summaries(asked.among)
        ],
        "rows": [_covered(row, matrix, examples) for row in asked.rows],
        "untied": [{"id": one.row.package_id, "alone": one.alone} for one in matrix.untied(asked.among)],
    }


def _covered(row: Row, matrix: Matrix, examples: Examples) -> dict[str, Any]:
    """A row: the state of each cell, and for each gap the most similar institution that has solved it."""
    similar: dict[str, str | None] = {}
    for place, (column, cell) in enumerate(zip(matrix.columns, row.cells, strict=True)):
        if cell.state is State.GAP:
            example = examples.of(row, place)
            similar[column.name] = example.row.package_id if example else None
    states = zip(matrix.columns, row.cells, strict=True)
    return {
        "id": row.package_id,
        "gaps": row.gaps,
        "cells": {column.name: cell.state.value for column, cell in states},
        "similar": similar,
    }


def _matrix_digest(matrix: Matrix) -> str:
    """SHA-256 of all that the matrix rests on: every row with its cells, and who shares what."""
    rows = [
        [row.package_id, row.name, row.kind, row.sector, row.level, row.region]
        + [[cell.state.value, cell.rank] for cell in row.cells]
        for row in matrix.rows
    ]
    content = [[column.name for column in matrix.columns], sorted(rows), matrix.snapshot.restricted().digest]
    return hashlib.sha256(json.dumps(content, separators=(",", ":")).encode()).hexdigest()


def changes_document(found: Changes, *, viewer: str) -> dict[str, Any]:
    difference, selection = found.difference, found.before.selection
    return {
        "question": "changes",
        "snapshot": {
            "viewer": viewer,
            "layers": list(selection.layers),
            "stated_only": selection.stated_only,
            "engines": ENGINE_VERSIONS,
        },
        "before": _moment(found.before),
        "after": _moment(found.after),
        "institutions_gained": _spaces(reasons.came(found, difference.nodes_gained)),
        "institutions_lost": _spaces(reasons.went(found, difference.nodes_lost)),
        "institutions_kept": difference.nodes_kept,
        "ties_gained": _ties(reasons.gained(found, difference.edges_gained)),
        "ties_lost": _ties(reasons.lost(found, difference.edges_lost)),
        "ties_kept": difference.edges_kept,
        "contexts_begun": [context.id for context in found.begun],
        "contexts_ended": [context.id for context in found.ended],
        "contexts_begun_and_ended": [context.id for context in found.passing],
        "communities": [asdict(match) for match in found.matches],
        "moved": list(found.moved),
        "undated": asdict(found.undated),
        "undated_ties": found.undated_ties,
    }


def _moment(moment: Moment) -> dict[str, Any]:
    assert moment.selection.as_of is not None
    return {
        "as_of": moment.selection.as_of.isoformat(),
        "digest": moment.snapshot.digest,
        "graph": moment.measures,
        "communities": moment.community,
    }


def _ties(ties: list[reasons.Changed]) -> list[dict[str, Any]]:
    return [{"a": tie.a, "b": tie.b, "reasons": _reasons(tie.reasons)} for tie in ties]


def _spaces(rows: list[tuple[str, tuple[reasons.Reason, ...]]]) -> list[dict[str, Any]]:
    return [{"id": node, "reasons": _reasons(found)} for node, found in rows]


def _reasons(found: tuple[reasons.Reason, ...]) -> list[dict[str, Any]]:
    return [{"context": reason.context, "year": reason.year} for reason in found]


def as_json(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
