"""Every component is drawn with its sample, and the page of samples is for development alone."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from config.components import SAMPLES, Sample

TEMPLATES = Path(settings.ROOT) / "templates"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_component_is_drawn_with_its_sample(sample: Sample) -> None:
    for html in sample.drawn():
        assert "<" in html
        assert 'style="' not in html


def test_every_component_has_a_sample() -> None:
    templates = {path.stem for path in (TEMPLATES / "components").glob("*.html")}
    assert templates == {sample.name for sample in SAMPLES}


def test_a_stylesheet_of_a_component_has_its_template() -> None:
    folder = Path(settings.SITE) / "static" / "css" / "components"
    assert {path.stem for path in folder.glob("*.css")} <= {sample.name for sample in SAMPLES}


@pytest.mark.django_db
def test_the_page_of_samples_shows_them_all_in_development_and_nowhere_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as development:
        # Not override_settings: its signal would make the template engine anew, without strict variables.
        development.setattr(settings, "DEBUG", True)
        shown = Client().get("/componentes/").content.decode()
    assert all(f'id="{name}"' in shown for name in ("page_head", "coverage_badge", "timeline"))
    assert Client().get("/componentes/").status_code == 404


def test_a_coverage_badge_tells_its_state_by_shape_and_words() -> None:
    sample = next(sample for sample in SAMPLES if sample.name == "coverage_badge")
    shapes = {html[html.index("<svg") : html.index("</svg>")] for html in sample.drawn()}
    assert len(shapes) == 4


def test_an_error_is_tied_to_its_field_and_listed_at_the_top() -> None:
    html = next(sample for sample in SAMPLES if sample.name == "form_fields").drawn()[0]
    assert '<a href="#id_email">' in html
    assert 'aria-describedby="id_email_helptext id_email_error"' in html
    assert 'id="id_email_error"' in html
    assert 'value="ana.ejemplo"' in html


def test_every_listed_error_leads_to_a_control_of_the_page() -> None:
    html = next(sample for sample in SAMPLES if sample.name == "form_fields").drawn()[0]
    led = re.findall(r'<li><a href="#([^"]*)"', html)
    assert len(led) == 4  # of them one to a group of choices
    assert [place for place in led if f' id="{place}"' not in html] == []
