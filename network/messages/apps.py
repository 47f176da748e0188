from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """What the office writes to people and institutions, in every form in which it can leave."""

    name = "network.messages"
    label = "network_messages"  # Django has an app called messages
