"""`manage run_scheduled`: does what is due. Call it once a day; calling it more often changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone, translation

from network.office.kept import facts
from network.vocabulary.contributions import contributions


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("es"), timezone.override(facts().time_zone or None):
            for module in contributions("jobs"):
                for job in module.JOBS:
                    self.stdout.write(f"{job.name} ({job.every}): {job.run()}")
