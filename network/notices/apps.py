from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """What users are told of what concerns them: the bell, and its e-mails."""

    name = "network.notices"
