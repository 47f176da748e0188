"""What time brings: copies are forgotten, old openings too; whoever came back with an old copy goes again."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from network.vocabulary.jobs import Job

from .copying import forget_old
from .erasing import erase_again
from .models import Opening

OPENINGS_FOR = dt.timedelta(days=5 * 365)


def _copies() -> str:
    return _("%(n)s copies of own data forgotten") % {"n": forget_old()}


def _openings() -> str:
    number, _of = Opening.objects.filter(opened_at__lt=timezone.now() - OPENINGS_FOR).delete()
    return _("%(n)s openings of records forgotten") % {"n": number}


def _erased() -> str:
    return _("%(n)s erased again, come back with an older copy") % {"n": erase_again()}


JOBS = (
    Job(name="erased", every="day", run=_erased),
    Job(name="own_data", every="day", run=_copies),
    Job(name="openings", every="day", run=_openings),
)
