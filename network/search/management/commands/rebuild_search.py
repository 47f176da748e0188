"""`manage rebuild_search`: write the index of the directory anew."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import override

from network.search.services import refresh_all


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        with override("es"):
            self.stdout.write(_("%(n)s entries of the search were written anew.") % {"n": refresh_all()})
