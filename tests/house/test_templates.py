"""Unknown variables in our own templates are errors, and nothing else is (tests/strict_templates.py)."""

import pytest
from django.template import Context, Origin, Template

from tests.strict_templates import OURS, UnknownVariableError


def rendered(text: str, *, name: str, **context: object) -> str:
    return Template(text, origin=Origin(name)).render(Context(context))


OUR_OWN = str(OURS / "network" / "anything.html")
SOMEBODY_ELSES = "wagtail/admin/anything.html"


@pytest.mark.parametrize("text", ["{{ nowhere }}", "{{ known.nowhere }}", '{{ nowhere|default:"x" }}'])
def test_an_unknown_variable_of_ours_is_an_error(text: str) -> None:
    with pytest.raises(UnknownVariableError, match="nowhere"):
        rendered(text, name=OUR_OWN, known={})


def test_it_is_an_error_in_a_block_and_in_an_argument_too() -> None:
    for text in ("{% block a %}{{ nowhere }}{% endblock %}", "{% with x=nowhere %}{{ x }}{% endwith %}"):
        with pytest.raises(UnknownVariableError, match=r"network/anything\.html: unknown variable nowhere"):
            rendered(text, name=OUR_OWN)


def test_asking_whether_something_is_there_is_no_error() -> None:
    assert rendered("{% if nowhere %}yes{% else %}no{% endif %}", name=OUR_OWN) == "no"


def test_templates_of_others_keep_djangos_way() -> None:
    assert rendered('({{ nowhere }}{{ nowhere|default:"x" }})', name=SOMEBODY_ELSES) == "()"


def test_a_relation_that_is_not_there_is_neither_true_nor_an_error() -> None:
    class Lonely:
        @property
        def other(self) -> None:
            problem = AttributeError("no other")
            problem.silent_variable_failure = True  # type: ignore[attr-defined]
            raise problem

    text = "({{ one.other }}{% if one.other %}yes{% endif %})"
    assert rendered(text, name=OUR_OWN, one=Lonely()) == "()"
