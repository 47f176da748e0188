"""What accounts are told of themselves: roles that begin, end, or go on after all."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.accounts.enums import Role
from network.vocabulary.notices import NoticeKind, Words
from network.vocabulary.spans import date_words


def _role(words: Words) -> str:
    role = words["role"]
    return str(Role(role).label).lower() if role in Role.values else role


def _given(words: Words) -> str:
    return _("You were given a role in this network: %(role)s.") % {"role": _role(words)}


def _ended(words: Words) -> str:
    told = {"role": _role(words), "date": date_words(words["ends_on"])}
    return _("Your role as %(role)s ends on %(date)s.") % told


def _goes_on(words: Words) -> str:
    return _("Your role as %(role)s goes on: its end was taken back.") % {"role": _role(words)}


def _withdrawn(words: Words) -> str:
    return _("Your role as %(role)s, which had not begun, was withdrawn.") % {"role": _role(words)}


KINDS = (
    NoticeKind(
        name="roles",
        label=gettext_lazy("Your account and its roles"),
        texts={"given": _given, "ended": _ended, "goes_on": _goes_on, "withdrawn": _withdrawn},
        neutral=gettext_lazy("Something about your account changed. Read it after logging in."),
        is_security=True,
    ),
)
