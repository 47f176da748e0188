"""Whoever has not said how she wants to be seen is asked when she enters; until she says, she is hidden."""

from typing import Any

from django.urls import reverse

from .models import Person


def after_login(user: Any) -> str:
    """The page that asks, or nothing."""
    waits = Person.objects.filter(account=user, chose_visibility=False).exists()
    return reverse("choose_visibility") if waits else ""
