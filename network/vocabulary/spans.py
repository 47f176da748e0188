"""From when to when, in words. What is not recorded is said, never guessed."""

from django.utils.translation import gettext as _

from .partial_date import PartialDate


def date_words(date: str) -> str:
    return PartialDate(date).words if date else _("no date recorded")


def span_words(started: str, ended: str) -> str:
    """For instance "marzo de 2020 – 2021", "desde 2020", "hasta el 5 de abril de 2021"."""
    if started and started == ended:
        return PartialDate(started).words
    if started and ended:
        return f"{PartialDate(started).words} – {PartialDate(ended).words}"
    if started:
        words = _("since the day %(date)s") if _is_day(started) else _("since %(date)s")
        return words % {"date": PartialDate(started).words}
    if ended:
        words = _("until the day %(date)s") if _is_day(ended) else _("until %(date)s")
        return words % {"date": PartialDate(ended).words}
    return _("no date recorded")


def event_words(started: str, ended: str) -> str:
    """As `span_words` for what happened once: its start alone is its day, not the beginning of something."""
    return PartialDate(started).words if started and not ended else span_words(started, ended)


def _is_day(date: str) -> bool:
    """Spanish says "desde 2020" and "desde marzo de 2020", but "desde el 3 de marzo de 2020"."""
    return len(date) == len("2020-03-03")
