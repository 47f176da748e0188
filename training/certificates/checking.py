"""What a certificate's public page says to whoever has its code.

An unknown code and one that can be none are answered alike, by the same query. Of one that does not count any
more neither the name nor the matter is told: only that it does not, and why in a class of reasons.
"""

from dataclasses import dataclass

from ..enums import CertificateState
from ..models import Certificate
from .codes import typed
from .signing import is_genuine


@dataclass(frozen=True, slots=True)
class Checked:
    """`is_genuine` says of one in force that its content is what was signed."""

    certificate: Certificate
    is_genuine: bool
    successor: str = ""  # the code of the one in its place


def checked(code: str) -> Checked | None:
    """In one query, whatever was typed."""
    rows = Certificate.objects.select_related("key", "replaced_by")
    found = rows.filter(code=typed(code)).first()
    if found is None:
        return None
    after = getattr(found, "replaced_by", None)
    successor = after.code if after is not None and found.state == CertificateState.REPLACED else ""
    return Checked(found, found.is_in_force and is_genuine(found), successor)
