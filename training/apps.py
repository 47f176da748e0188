from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """The curriculum and the trainings already given."""

    name = "training"
