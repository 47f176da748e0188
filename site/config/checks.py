"""What a server must not be started with."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


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
