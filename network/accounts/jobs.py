"""What time brings to accounts."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from network.vocabulary.jobs import Job

from .tasks import send_reset

_KEPT = dt.timedelta(days=1)


def _forget_addresses() -> str:
    """Whoever asked for a new password may have mistyped another woman's address."""
    done = DBTaskResult.objects.filter(
        task_path=send_reset.module_path, finished_at__lt=timezone.now() - _KEPT
    )
    number, _rows = done.delete()
    return _("%(n)s requests for a new password forgotten") % {"n": number}


JOBS = (Job(name="password_requests", every="day", run=_forget_addresses),)
