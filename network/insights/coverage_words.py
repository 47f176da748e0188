"""What is missing, in plain sentences."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .coverage_matrix import Summary
from .sentences import number

_MOST = 3


def lead(summaries: Sequence[Summary], institutions: int) -> str:
    """Where most institutions have a gap, in one sentence: "Of 296 institutions, 269 have no …"."""
    if not institutions:
        return _("No institution matches, so nothing can be said to be missing.")
    worst = sorted((s for s in summaries if s.gaps), key=lambda s: -s.gaps)[:_MOST]
    among = ngettext("Of %(n)s institution", "Of %(n)s institutions", institutions) % {
        "n": number(institutions)
    }
    if not worst:
        return _("%(among)s, none lacks anything of what is looked at here.") % {"among": among}
    *parts, last = [summary.column.lacking(summary.gaps) for summary in worst]
    told = _("%(first)s and %(last)s") % {"first": ", ".join(parts), "last": last} if parts else last
    return _("%(among)s, %(told)s.") % {"among": among, "told": told}
