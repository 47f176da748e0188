"""The signed word in an e-mail's link by which it stops, without logging in (RFC 8058).

It names the account and the kinds, says nothing of them to whoever reads it, and does nothing but stop those
e-mails. It has no end: an old e-mail must be able to stop them too.
"""

from collections.abc import Iterable

from django.core import signing

from network.accounts.models import User

from .queries import kinds

_SALT = "network.notices.unsubscribing"


def token_for(user: User, names: Iterable[str]) -> str:
    stopped = sorted({name for name in names if not kinds()[name].is_security})
    return signing.dumps([str(user.uid), stopped], salt=_SALT)


def read(token: str) -> tuple[User, list[str]] | None:
    """Whose e-mails of which kinds it stops; nothing where it is not ours, or the account is gone."""
    try:
        uid, names = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    user = User.objects.filter(uid=uid).first()
    return (user, [name for name in names if name in kinds()]) if user else None
