"""How somebody wants her place, kept from when she asks until she has one."""

from collections.abc import Mapping
from typing import Any

from events.enrolling import Wish
from network.joining.models import PrivacyNotice

Kept = dict[str, Any]


def kept_wish(wish: Wish, notice: PrivacyNotice | None = None) -> Kept:
    """To be stored with her enrolment; `notice` is the version to which she agreed."""
    return {
        "pool": wish.pool,
        "answers": [list(pair) for pair in wish.answers],
        "need": wish.need,
        "need_apart": wish.need_apart,
        "purposes": list(wish.purposes) if notice is not None else [],
        "language": wish.language,
        "notice": notice.pk if notice is not None else None,
    }


def wish_of(kept: Mapping[str, Any], pools: list[str]) -> tuple[Wish, PrivacyNotice | None]:
    """The wish again. A kind of seat that is offered no more becomes the one that is."""
    notice = PrivacyNotice.objects.filter(pk=kept.get("notice") or 0).first()
    pool = kept.get("pool", "")
    wish = Wish(
        pool=pool if pool in pools or not pools else pools[0],
        answers=[(str(asked), str(said)) for asked, said in kept.get("answers", [])],
        need=kept.get("need", ""),
        need_apart=bool(kept.get("need_apart")),
        purposes=tuple(kept.get("purposes", ())) if notice is not None else (),
        language=kept.get("language", "es"),
    )
    return wish, notice


def spent(kept: Mapping[str, Any]) -> Kept:
    """What stays of it once she has a place, or gets none: the language in which she is written to."""
    return {"language": kept["language"]} if "language" in kept else {}
