from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Who runs this network here."""

    name = "network.office"

    def ready(self) -> None:
        from . import tasks_time  # noqa: F401
