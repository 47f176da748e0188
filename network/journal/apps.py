from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Who did what to what, why, with the values before and after."""

    name = "network.journal"
