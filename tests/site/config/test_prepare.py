"""One command from an empty database to a filled site, and nothing more the second time."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from wagtail.models import Page

from network.accounts.models import User
from network.exchange.models import Import
from network.institutions.models import Institution
from network.journal.models import Entry
from network.people.models import Person, ReleasedFigure
from network.vocabulary.models import Territory, Theme
from pages.models import HomePage


@pytest.mark.long
@pytest.mark.django_db
def test_it_fills_an_empty_database_once(tmp_path: Path, settings) -> None:
    settings.VAR, settings.ENTRAMADO_DEMO_ALLOWED = tmp_path, True

    def state() -> dict[str, object]:
        models = (Page, Institution, Person, User, Import, Entry)
        return {model.__name__: model.objects.count() for model in models}

    told = StringIO()
    call_command("prepare", demo=True, stdout=told)
    assert (Institution.objects.count(), Person.objects.count(), User.objects.count()) == (296, 120, 5)
    assert [figure.value for figure in ReleasedFigure.objects.all()] == [120]
    assert set(HomePage.objects.values_list("contact_email", flat=True)) == {"red@ejemplo.invalid"}
    steps = [line.split(":")[0] for line in told.getvalue().splitlines() if ": listo a los " in line]
    assert steps == [
        "Textos en español",
        "Tablas",
        "Bajas cumplidas",
        "Páginas públicas",
        "Red abierta",
        "Integrantes ficticias y cuentas",
        "Formación de demostración",
        "Versiones públicas de documentos",
        "Buscador",
        "Cifra publicada",
        "Mapa",
    ]
    before = state()
    call_command("prepare", demo=True, stdout=StringIO())
    assert state() == before


@pytest.mark.django_db
def test_an_office_of_its_own_begins_empty(tmp_path: Path, settings) -> None:
    settings.VAR = tmp_path
    call_command("prepare", stdout=StringIO())
    assert (Institution.objects.count(), Person.objects.count(), User.objects.count()) == (0, 0, 0)
    assert set(HomePage.objects.values_list("contact_email", flat=True)) == {""}
    assert ReleasedFigure.objects.count() == 0


@pytest.mark.django_db
def test_a_network_of_its_own_begins_with_themes_and_keeps_those_it_has(tmp_path: Path, settings) -> None:
    settings.VAR = tmp_path
    call_command("prepare", own=True, stdout=StringIO())
    assert Theme.objects.filter(code="violencia").exists()
    assert Territory.objects.filter(kind="national").count() == 1
    Theme.objects.exclude(code="violencia").delete()
    Theme.objects.update(label_es="Vidas sin violencia")
    call_command("prepare", own=True, stdout=StringIO())
    assert list(Theme.objects.values_list("label_es", flat=True)) == ["Vidas sin violencia"]
    assert Territory.objects.filter(kind="national").count() == 1
