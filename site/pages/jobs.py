"""What time brings to pages: those whose hour has come are published, and taken down."""

from django.core.management import call_command
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from network.vocabulary.jobs import Job


def publish_planned() -> str:
    """Wagtail's own schedule; it may run twice."""
    call_command("publish_scheduled", verbosity=0)
    waiting = Revision.objects.exclude(approved_go_live_at=None).count()
    leaving = Page.objects.filter(live=True).exclude(expire_at=None).count()
    return _("%(waiting)s pages wait for their day, %(leaving)s have a last day") % {
        "waiting": waiting,
        "leaving": leaving,
    }


JOBS = (Job(name="pages_planned", every="hour", run=publish_planned),)
