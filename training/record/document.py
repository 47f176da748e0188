"""Her history as a file for another system (docs/training-history.md says what each name means)."""

import datetime as dt
from typing import Any

from .history import History

FORMAT, VERSION = "entramado-training-history", 1


def document_of(history: History) -> dict[str, Any]:
    """Plain JSON. Days are ISO 8601; partial dates stay as exact as they were told; unknown is null."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_on": history.made_on.isoformat(),
        "name": history.name,
        "hours": {
            "attended": history.hours_taken,
            "facilitated": history.hours_taught,
            "elsewhere_verified": history.hours_elsewhere,
        },
        "editions": [
            {
                "training": one.title,
                "edition": one.edition,
                "starts_on": _day(one.starts_on),
                "ends_on": _day(one.ends_on),
                "state": one.state,
                "completed_on": _day(one.completed_on),
                "hours_attended": one.hours,
            }
            for one in history.taken
        ],
        "facilitated": [
            {
                "training": one.title,
                "edition": one.edition,
                "starts_on": _day(one.starts_on),
                "ends_on": _day(one.ends_on),
                "modules": list(one.modules),
                "hours": one.hours,
            }
            for one in history.taught
        ],
        "elsewhere": [
            {
                "training": one.title,
                "provider": one.provider,
                "started": one.started or None,
                "ended": one.ended or None,
                "hours": one.hours,
                "state": one.state,
                "contents": list(one.contents),
            }
            for one in history.elsewhere
        ],
        "learned": [
            {
                "content_number": one.order,
                "content": one.content,
                "since": one.since.isoformat(),
                "until": _day(one.until),
                "in_force": one.is_valid,
                "known_from": one.how,
                "training": one.where,
            }
            for one in history.held
        ],
    }


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
