"""How many people an account may be shown in an hour."""

import datetime as dt

from network.accounts.enums import Role
from network.accounts.viewer import Viewer

HOUR = 3600.0
MEMBERS = 200
"""Different people in lists and on their pages: ten full lists, more than anyone reads in an hour."""
ON_DUTY = 2000
"""Of whoever keeps the records of others: a coordinator or an administrator."""

KEPT_FOR = dt.timedelta(days=90)


def most_for(viewer: Viewer) -> int:
    on_duty = viewer.has(Role.COORDINATOR) or viewer.has(Role.ADMINISTRATOR)
    return ON_DUTY if on_duty else MEMBERS
