from django.apps import AppConfig


class ConfigApp(AppConfig):
    """Carries the system checks of the whole house and the launcher's management commands."""

    name = "config"
    label = "config"
