from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """What an office hands over: the file of a post, the closing of an administration, its annex."""

    name = "network.reports"
