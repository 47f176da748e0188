"""What a room says to users: the kinds of its notices, in its module `notice_kinds.py` as a tuple `KINDS`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, str]


class Delivery(TextChoices):
    """How a notice reaches her, beside standing in the list behind the bell."""

    BELL = "bell", _("in the bell only")
    NOW = "now", _("bell, and an e-mail at once")
    DAILY = "daily", _("bell, and one e-mail a day")
    WEEKLY = "weekly", _("bell, and one e-mail a week")
    NOTHING = "nothing", _("nothing of these")


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """Notices about which a user decides together how they reach her.

    `texts` holds what they may say, under a name for each: a lazy pattern with places (`%(title)s`), or a
    function from the words to the text. It is read in her language when she looks, so words are keys and
    names of institutions, records and dates (2026-03-09), never the name of a person: that stands at
    `%(person)s`, is kept as a key, and shows as her name only to whoever may see it then. `neutral` says that
    there is something without saying what about; it stands in e-mails wherever the matter must not show.

    A security notice always comes by e-mail at once, and nobody can switch it off. Where `roles` are named,
    only who holds one of them is told of such, and asked how she wants it.
    """

    name: str
    label: Any
    texts: Mapping[str, Any]
    neutral: Any
    default: Delivery = Delivery.BELL
    is_security: bool = False
    roles: tuple[str, ...] = ()

    def text(self, says: str, words: Words) -> str:
        """KeyError where the kind says no such thing, or a word is missing."""
        text: Callable[[Words], str] | Any = self.texts[says]
        return str(text(words) if callable(text) else text % words)
