"""One sheet for every page, one more for each area; a page links the sheets whose classes it uses."""

import re
from pathlib import Path

from django.conf import settings

from config.stylesheet import NAME, joined, stylesheets

CSS = Path(settings.SITE) / "static" / "css"
TEMPLATES = Path(settings.ROOT) / "templates"
SHEETS = stylesheets(CSS)


def classes_of(sources: list[Path]) -> set[str]:
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r"/\*.*?\*/", "", _text(sources), flags=re.DOTALL)))


def _text(sources: list[Path]) -> str:
    return "\n".join(path.read_text("utf-8") for path in sources)


def whole(name: str) -> str:
    """The template with everything it includes by name and all that it extends, but for the base."""
    text = (TEMPLATES / name).read_text("utf-8")
    below = re.findall(r'{%-? (?:include|extends) "([^"]+)"', text)
    if "{{ paper }}" in text:  # drawn by network.paper.pages
        below.append("paper/page.html")
    return text + "".join(whole(one) for one in below if one != "base.html" and (TEMPLATES / one).exists())


def used_classes(text: str) -> set[str]:
    said = " ".join(re.findall(r'(?:class|_class)="((?:{%.*?%}|{{.*?}}|[^"])*)"', text))
    said += " ".join(re.findall(r"{% block (?:page|body)_class %}(.*?){% endblock %}", text))
    return set(re.findall(r"[a-zA-Z][\w-]*", said))


def pages() -> list[str]:
    names = [path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")]
    return sorted(name for name in names if "{% extends" in (TEMPLATES / name).read_text("utf-8"))


def test_every_style_is_joined_once_and_the_names_of_layers_come_first() -> None:
    assert sorted(path for sources in SHEETS.values() for path in sources) == sorted(CSS.rglob("*.css"))
    assert joined(SHEETS[NAME]).startswith(
        "@layer reset, tokens, base, layout, components, pages, utilities;"
    )
    for sources in SHEETS.values():
        text = joined(sources)
        assert "/*" not in text
        assert text.count("{") == text.count("}")


def test_a_page_links_exactly_the_areas_whose_classes_it_uses() -> None:
    own = {
        name: classes_of(sources) - classes_of(SHEETS[NAME])
        for name, sources in SHEETS.items()
        if name != NAME
    }
    wrong = {}
    for page in pages():
        text = whole(page)
        needed = {name for name, classes in own.items() if classes & used_classes(text)}
        linked = set(re.findall(r'rel="stylesheet" href="{% static "([^"]+)" %}"', text))
        if needed != linked:
            wrong[page] = f"needs {sorted(needed)}, links {sorted(linked)}"
    assert wrong == {}
