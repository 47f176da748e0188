"""Verbs on posts.

Closing a post belongs to the room that knows who holds it (`ties.services.close_post`).
"""

from dataclasses import dataclass, fields
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.accounts.viewer import viewer_for
from network.journal.services import record

from .enums import Publication
from .models import Institution, Mechanism, Post
from .rules import may_handle_reserved


@dataclass(frozen=True, slots=True, kw_only=True)
class PostParticulars:
    """What a post says of itself. `kind` is a code of the vocabulary "post_kind"."""

    name: str
    kind: str
    publication: Publication
    mechanism: Mechanism | None = None
    note: str = ""


@transaction.atomic
def create_post(
    *, institution: Institution, says: PostParticulars, by: User | None, reason: str = ""
) -> Post:
    """A post that nobody holds yet. ValidationError names the field that is wrong."""
    post = Post(institution=institution)
    after = _write(post, says)
    record(
        verb="create_post",
        subject=post,
        by=by,
        reason=reason,
        after={"institution": institution.package_id, **after},
    )
    return post


@transaction.atomic
def change_post(*, post: Post, says: PostParticulars, by: User | None, reason: str = "") -> Post:
    """Write what the post says of itself. To open a reserved post takes an administrator, and a reason."""
    locked = (
        Post.objects.select_for_update(of=("self",))
        .select_related("institution", "mechanism")
        .get(pk=post.pk)
    )
    if locked.publication == Publication.RESERVED and says.publication != Publication.RESERVED:
        if by is not None and not may_handle_reserved(viewer_for(by)):
            raise ValidationError({"publication": _("Only the administration may open a reserved post.")})
        if not reason.strip():
            raise ValidationError({"reason": _("Say why the reserved post is opened.")})
    before = _values(locked)
    after = _write(locked, says)
    changed = {name for name in after if after[name] != before[name]}
    if changed:
        record(
            verb="change_post",
            subject=locked,
            by=by,
            reason=reason,
            before={name: before[name] for name in sorted(changed)},
            after={name: after[name] for name in sorted(changed)},
        )
    return locked


def _write(post: Post, says: PostParticulars) -> dict[str, Any]:
    for field in fields(says):
        setattr(post, field.name, getattr(says, field.name))
    post.name = " ".join(post.name.split())
    post.full_clean()
    post.save()
    return _values(post)


def _values(post: Post) -> dict[str, Any]:
    return {
        "name": post.name,
        "kind": post.kind,
        "publication": str(post.publication),
        "mechanism": post.mechanism.package_id if post.mechanism else "",
        "note": post.note,
    }
