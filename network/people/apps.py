from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The people of the network, where they work, and how they wish to be seen."""

    name = "network.people"

    def ready(self) -> None:
        from . import photos  # noqa: F401 (a photo's file goes with its row)
