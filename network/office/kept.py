"""What every page needs of the office, kept a short while in each process so that no page asks for it."""

import time
from dataclasses import dataclass

from .models import Office

KEPT_FOR = 30.0  # seconds


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """Empty values where nobody has described the office, or that part of it."""

    network_name: str = ""
    office_name: str = ""
    country: str = ""
    time_zone: str = ""
    logo: str = ""  # the name that its address ends in


_kept: tuple[float, OfficeFacts] | None = None


def facts() -> OfficeFacts:
    global _kept
    if _kept is None or time.monotonic() - _kept[0] > KEPT_FOR:
        row = Office.objects.first()
        found = (
            OfficeFacts(
                row.network_name,
                row.office_name,
                row.country,
                row.time_zone,
                (row.logo.name or "").rpartition("/")[2],
            )
            if row
            else OfficeFacts()
        )
        _kept = (time.monotonic(), found)
    return _kept[1]


def keep(found: OfficeFacts | None) -> None:
    """Keep these, or ask anew the next time."""
    global _kept
    _kept = None if found is None else (time.monotonic(), found)
