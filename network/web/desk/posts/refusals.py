"""What a service refused, beside the field of the form it speaks of, with the page where it is mended."""

from collections.abc import Iterable, Mapping
from itertools import chain

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from network.messages.services import NO_CONTACT

_MENDED = {NO_CONTACT: ("desk_office", "id_email", _("Complete it on the page of the office"))}
"""By the code of a refusal: the page of the desk where it is mended, the field there, and how to call it."""


def tell(form: forms.Form, error: ValidationError, names: Mapping[str, str] | None = None) -> None:
    """`names` are fields of the record that the form calls otherwise; the rest stands at the top."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, ValidationError([*_told(error.error_list)]))
        return
    for field, problems in error.error_dict.items():
        name = (names or {}).get(field, field)
        place = name if name != NON_FIELD_ERRORS and name in form.fields else None
        form.add_error(place, ValidationError([*_told(problems)]))


def tell_all(request: HttpRequest, error: ValidationError) -> None:
    """What was refused, above the page that one comes back to."""
    by_field = error.error_dict.values() if hasattr(error, "error_dict") else [error.error_list]
    problems = chain.from_iterable(by_field)
    for text in ValidationError([*_told(problems)]).messages:
        messages.error(request, text)


def _told(problems: Iterable[ValidationError]) -> Iterable[ValidationError]:
    for one in problems:
        if one.code not in _MENDED:
            yield one
            continue
        page, field, words = _MENDED[one.code]
        link = format_html('{} <a href="{}#{}">{}</a>', one.messages[0], reverse(page), field, words)
        yield ValidationError(link, code=one.code)
