"""What time brings to notices: summaries in the morning, e-mails that could not leave, forgetting."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.vocabulary.jobs import Job

from .forgetting import forget_old
from .mailing import post_summaries


def _post() -> str:
    return _("%(n)s e-mails of notices left") % {"n": post_summaries()}


def _forget() -> str:
    number = forget_old()
    return ngettext("%(n)s old notice forgotten", "%(n)s old notices forgotten", number) % {"n": number}


JOBS = (
    Job(name="notices", every="hour", run=_post),
    Job(name="old_notices", every="day", run=_forget),
)
