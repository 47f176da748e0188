from django.apps import AppConfig


class ConfigApp(AppConfig):
    """Carries the system checks of the whole house and the launcher's management commands."""

    name = "config"
    label = "config"

    def ready(self) -> None:
        from config import checks  # noqa: F401
