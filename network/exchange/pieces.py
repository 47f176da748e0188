"""How much of an import is written at once, when it is applied and when it is undone."""

from .models import Import

WHOLE = 2_500  # an import of no more rows is one transaction: a second or two
STEP = 500  # rows of each transaction of a larger one


def is_whole(package: Import) -> bool:
    """Whether it is small enough for one transaction."""
    return package.rows.count() <= WHOLE


def step_of(package: Import) -> int:
    """How many rows at most one transaction writes."""
    return WHOLE if is_whole(package) else STEP
