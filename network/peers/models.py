"""Whom a member does not want to be suggested again."""

from typing import ClassVar

from django.db import models

from network.people.models import Person


class Dismissal(models.Model):
    """She wants no more suggestion of that colleague. Told to nobody."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="dismissals")
    other = models.ForeignKey(Person, models.CASCADE, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("person", "other"), name="dismissed_once"),
        ]

    def __str__(self) -> str:
        return f"Dismissal {self.pk}"
