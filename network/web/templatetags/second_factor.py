"""What the pages of the second factor and of the sessions need beyond what allauth hands them."""

import ipaddress
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest

from network.accounts.middleware import ASKED_FOR

register = template.Library()


@register.simple_tag(takes_context=True)
def asked_for(context: template.Context) -> str:
    """Where she was going when she was sent to set up a second factor; empty where nowhere."""
    return str(context["request"].session.get(ASKED_FOR, ""))


@register.simple_tag
def demonstrates() -> bool:
    """Whether accounts of the demonstration are exempt here, which whoever logs in is told."""
    return bool(settings.ENTRAMADO_DEMO_ACCOUNTS)


@register.filter
def keys_work(request: HttpRequest) -> bool:
    """Whether browsers lend their keys to this address: it has a name, and HTTPS or is this very machine."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return request.is_secure() or host == "localhost"
    return False


@register.filter
def has_keys(options: dict[str, Any]) -> bool:
    """Of what a browser is asked for a key: whether the account has any."""
    return bool(options.get("publicKey", {}).get("allowCredentials"))


@register.filter
def in_fours(text: str) -> str:
    """A long secret or code, as one reads it off."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
