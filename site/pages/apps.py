from django.apps import AppConfig


class PagesConfig(AppConfig):
    """The public pages that coordinators edit."""

    name = "pages"

    def ready(self) -> None:
        from . import checks  # noqa: F401  (registering needs the apps to be loaded)
