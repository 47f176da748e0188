from django.apps import AppConfig


class RequestsConfig(AppConfig):
    """One letter to many institutions, and what each of them answered."""

    name = "network.requests"
