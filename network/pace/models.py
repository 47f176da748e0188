"""That an account was slowed. Whom it had been shown is kept nowhere."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Slowing(models.Model):
    """On that day the account wanted to be shown more people in an hour than it may; how often since."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="slowings")
    on = models.DateField()
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-on", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("account", "on"), name="account_slowed_once_a_day")
        ]

    def __str__(self) -> str:
        return f"Slowing {self.pk}"
