from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Seminars, workshops and talks: capacity, registration, attendance."""

    name = "events"
