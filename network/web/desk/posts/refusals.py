"""What a service refused, beside the field of the form that it speaks of."""

from collections.abc import Mapping

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


def tell(form: forms.Form, error: ValidationError, names: Mapping[str, str] | None = None) -> None:
    """`names` are fields of the record that the form calls otherwise; the rest stands at the top."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for field, problems in error.error_dict.items():
        name = (names or {}).get(field, field)
        form.add_error(name if name != NON_FIELD_ERRORS and name in form.fields else None, problems)
