"""What a server must not be started with."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ValidationError

from network.office.models import validate_quick_exit


@register(Tags.security, deploy=True)
def nobody_is_exempt_from_the_second_factor(**kwargs: Any) -> list[CheckMessage]:
    """Accounts with a printed password belong to the demonstration, on one machine."""
    if not settings.ENTRAMADO_DEMO_ACCOUNTS:
        return []
    hint = "They are named by config.settings.embedded alone: run a server with config.settings.production."
    return [Error("ENTRAMADO_DEMO_ACCOUNTS names accounts on a server.", hint=hint, id="config.E002")]


@register(Tags.security, deploy=True)
def every_host_is_named(**kwargs: Any) -> list[CheckMessage]:
    """Links in e-mails are made of the host that was asked for: who chooses it, chooses where they lead."""
    wide = [host for host in settings.ALLOWED_HOSTS if host.strip().lstrip(".") in ("", "*")]
    if not wide:
        return []
    return [
        Error(
            f"ALLOWED_HOSTS lets any host in: {', '.join(map(repr, wide))}.",
            hint="Name the hosts under which the network is reached, as in ALLOWED_HOSTS=red.example.org.",
            id="config.E001",
        )
    ]


@register(Tags.security, deploy=True)
def the_quick_exit_leads_away(**kwargs: Any) -> list[CheckMessage]:
    """Whoever flees from a page is not led back to it, nor by an address that others on the way read."""
    try:
        validate_quick_exit(settings.QUICK_EXIT_URL)
    except ValidationError:
        hint = "Name a page of others that begins with https://, or name none and take the one we propose."
        return [Error("QUICK_EXIT_URL leads nowhere safe.", hint=hint, id="config.E003")]
    return []
