"""What a certificate's public page says to whoever has its code.

An unknown code and one that can be none are answered alike, by the same query. Of one that does not count any
more neither the name nor the matter is told: only that it does not, why in a class of reasons, and which one
counts in its place. Where its holder asked for the revocation it leads nowhere: she cut that paper off.
"""

from dataclasses import dataclass

from ..enums import CertificateState, RevokedFor
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
    return Checked(found, found.is_in_force and is_genuine(found), _successor(found))


def _successor(row: Certificate) -> str:
    after = getattr(row, "replaced_by", None)
    if after is None:
        return ""
    if row.state == CertificateState.REVOKED:
        return after.code if after.is_in_force and row.revoked_for != RevokedFor.ASKED else ""
    return after.code if row.state == CertificateState.REPLACED else ""
