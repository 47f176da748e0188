from django.apps import AppConfig


class MilestonesConfig(AppConfig):
    """What was done, with whom, with what result."""

    name = "network.milestones"
