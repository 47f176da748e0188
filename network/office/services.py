"""Describing the office, and the letterhead of its papers."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from network.files.checking import Checked
from network.journal.services import record
from network.paper.document import Letterhead

from .kept import facts
from .models import Office
from .queries import office

SIGNATURES = "signatures"
"""Beside the logos, which everybody may fetch by their names."""

DESCRIBED = (
    *("network_name", "office_name", "institution_key", "place", "address", "telephone", "email", "country"),
    *("time_zone", "eligibility", "target", "closing", "signer_name", "signer_post", "quick_exit"),
)


@transaction.atomic
def describe_office(
    *,
    by: Any,
    logo: Checked | None = None,
    without_logo: bool = False,
    signature: Checked | None = None,
    without_signature: bool = False,
    reason: str = "",
    **values: Any,
) -> Office:
    """Set those of `DESCRIBED` that are given, the logo and the drawn signature; what is not named stays.

    The file of a former picture stays too: papers that were issued under it are printed with it.
    """
    if unknown := set(values) - set(DESCRIBED):
        raise TypeError(f"an office has no {', '.join(sorted(unknown))}")
    described = Office.objects.select_for_update().first() or Office(pk=1)
    before = {name: getattr(described, name) for name in (*DESCRIBED, "logo", "signature_picture")}
    for name, value in values.items():
        setattr(described, name, value)
    if without_logo:
        described.logo = ""
    if logo is not None:
        described.logo.name = keep_logo(logo)
    if without_signature:
        described.signature_picture = ""
    if signature is not None:
        described.signature_picture.name = _kept(signature, SIGNATURES)
    described.full_clean()
    described.save()
    changed = [name for name in before if str(getattr(described, name)) != str(before[name])]
    record(
        verb="describe_office",
        subject=described,
        by=by,
        reason=reason,
        before={name: str(before[name]) for name in changed},
        after={name: str(getattr(described, name)) for name in changed},
    )
    transaction.on_commit(facts.forget)
    return described


def keep_logo(logo: Checked) -> str:
    """Store it under what it is: the same picture has one name for ever."""
    return _kept(logo, "office")


def _kept(picture: Checked, folder: str) -> str:
    if not picture.content_type.startswith("image/"):
        raise ValidationError("a logo is a picture, and so is a signature")
    storage = Office._meta.get_field("logo").storage
    stem = picture.sha256[:40]
    name = f"{folder}/{stem}.{picture.extension}"
    return name if storage.exists(name) else storage.save(name, picture.file(stem))


def logo_bytes(name: str) -> bytes | None:
    """A stored logo or drawn signature by its name; nothing where there is none or its file is gone."""
    storage = Office._meta.get_field("logo").storage
    if not name or not storage.exists(name):
        return None
    with storage.open(name) as opened:
        return opened.read()


def letterhead(described: Office | None = None) -> Letterhead:
    """What stands at the head of the office's papers."""
    described = described or office()
    return Letterhead(
        described.office_name or described.network_name,
        described.lines,
        logo_bytes(described.logo.name or ""),
    )
