"""Every component with a sample, on one page for whoever writes templates: `/componentes/`.

Development only: elsewhere the page is not found. The samples are Spanish, as what they stand for is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from network.institutions.enums import Stage
from network.people.rules import SeenPerson
from network.vocabulary.enums import CountOf, Qualifier
from network.vocabulary.numbers import QualifiedNumber
from network.vocabulary.partial_date import PartialDate
from network.web.audience import public

Context = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sample:
    """A component and the contexts it is shown with; made anew each time, in the active language."""

    name: str
    contexts: Callable[[], list[Context]]

    @property
    def template(self) -> str:
        return f"components/{self.name}.html"

    def drawn(self) -> list[str]:
        return [render_to_string(self.template, context) for context in self.contexts()]


class SampleForm(forms.Form):
    """A form that was sent with mistakes."""

    email = forms.EmailField(label="Correo institucional", help_text="El que usa en su dependencia.")
    kind = forms.ChoiceField(label="Tipo de institución", choices=[("", "Elija uno"), ("a", "Municipio")])
    note = forms.CharField(label="Nota", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    scope = forms.ChoiceField(
        label="Alcance", choices=[("r", "Región"), ("n", "Nacional")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="Leí el aviso de privacidad")


def _form() -> SampleForm:
    return SampleForm({"email": "ana.ejemplo", "note": "Contraparte técnica"})


def _page() -> Context:
    return {"page_obj": Paginator(range(296), 20).page(7), "querystring": "tipo=municipality"}


def _table() -> Context:
    columns = [
        {"label": "Institución", "url": "#", "sort": "ascending"},
        {"label": "Sector", "url": "#"},
        {"label": "Vínculos", "url": "#", "numeric": True},
    ]
    rows = [
        ["Ayuntamiento de Guadalajara", "Sector público", "34"],
        ["Universidad de La Serena", "Academia", "7"],
        ["Servicio Nacional de la Mujer y la Equidad de Género", "Sector público", "112"],
    ]
    return {"caption": "Instituciones con más vínculos", "columns": columns, "rows": rows}


_NOTHING_ELSE: Context = {
    **dict.fromkeys(("uid", "post_title", "offers", "seeks"), ""),
    **dict.fromkeys(("biography", "city", "working_hours", "telephone", "email"), ""),
    **dict.fromkeys(("institutions", "themes", "tags", "languages", "verified"), ()),
    "is_under_alias": False,
    "photo": None,
    "confirmed_on": None,
}
_MILESTONES = [
    {"when": "marzo de 2021", "title": "Mesa regional de mujer rural", "url": "#", "text": "Primera sesión."},
    {"when": "2020", "title": "Convenio de colaboración", "text": "Charlas, talleres y avisos previos."},
    {"when": "sin fecha", "title": "Jornada de capacitación", "is_undated": True},
]

SAMPLES = (
    Sample("portrait", lambda: [{"person": SeenPerson(name="Ana Ejemplo Prueba", **_NOTHING_ELSE)}]),
    Sample("quick_exit", lambda: [{"url": settings.QUICK_EXIT_URL}]),
    Sample(
        "page_head",
        lambda: [
            {
                "kicker": "Servicio público",
                "title": "Instituciones",
                "lead": "Quiénes forman la red y qué las une.",
                "actions": [
                    {"label": "Descargar CSV", "url": "#", "primary": False},
                    {"label": "Ver el mapa", "url": "#", "primary": True},
                ],
            }
        ],
    ),
    Sample(
        "breadcrumb",
        lambda: [
            {"trail": [("Instituciones", "#"), ("Ayuntamiento", "#")], "here": "Instituto de las Mujeres"}
        ],
    ),
    Sample(
        "button",
        lambda: [
            {"label": "Inscribirme", "url": "#", "variant": "primary"},
            {"label": "Descargar CSV", "url": "#"},
            {"label": "Cancelar", "url": "#", "variant": "quiet"},
            {"label": "Quitar", "url": "#", "variant": "danger"},
        ],
    ),
    Sample(
        "search_box",
        lambda: [{"url": "", "label": "Buscar", "value": "", "hint": "Por nombre, sigla o territorio."}],
    ),
    Sample(
        "facet",
        lambda: [
            {
                "legend": "Sector",
                "name": "sector",
                "options": [
                    {"value": "public", "label": "Sector público", "count": 212, "is_chosen": True},
                    {"value": "civil", "label": "Sociedad civil", "count": 41, "is_chosen": False},
                ],
            }
        ],
    ),
    Sample("table", lambda: [_table()]),
    Sample("pagination", lambda: [_page()]),
    Sample(
        "badge",
        lambda: [
            {"label": "mesa"},
            *({"label": tone, "tone": tone} for tone in ("good", "warn", "error", "muted", "accent")),
        ],
    ),
    Sample(
        "coverage_badge",
        lambda: [
            {"state": "covered", "label": "cubierto"},
            {"state": "vacant", "label": "sin enlace designado"},
            {"state": "updating", "label": "en actualización"},
            {"state": "within_network", "label": "se dice dentro de la red"},
        ],
    ),
    Sample("stage_badge", lambda: [{"stage": stage.value, "label": stage.label} for stage in Stage]),
    Sample(
        "chips", lambda: [{"chips": [{"label": "Autonomía económica", "url": "#"}, {"label": "Cuidados"}]}]
    ),
    Sample(
        "notice",
        lambda: [
            {"text": "Los puestos reservados no se cuentan."},
            {"tone": "good", "text": "La designación quedó guardada."},
            {"tone": "warn", "title": "Sin verificar desde 2021", "text": "Llame antes de acudir."},
            {"tone": "error", "text": "No se guardó: falta la fecha."},
        ],
    ),
    Sample(
        "figure_tile",
        lambda: [{"number": "296", "caption": "instituciones", "note": "52 sin ningún vínculo", "url": "#"}],
    ),
    Sample(
        "qualified_number",
        lambda: [
            {"number": QualifiedNumber(1300, Qualifier.AT_LEAST, CountOf.ATTENDED)},
            {
                "number": QualifiedNumber(400, Qualifier.PLANNED, CountOf.TRAINED),
                "caveat": "Es una meta, no un resultado.",
            },
        ],
    ),
    Sample("partial_date", lambda: [{"date": PartialDate(d)} for d in ("2020", "2020-03")] + [{"date": ""}]),
    Sample(
        "definition_list",
        lambda: [{"items": [("Tipo", "Mesa"), ("Territorio", "Región de Coquimbo"), ("Desde", "2018")]}],
    ),
    Sample(
        "card",
        lambda: [
            {
                "title": "Mesa de Mujer Rural",
                "url": "#",
                "meta": "Mesa · Región del Maule · desde 2016",
                "text": "Reúne a 14 instituciones.",
                "chips": ["Autonomía económica"],
            }
        ],
    ),
    Sample(
        "tabs",
        lambda: [
            {
                "label": "Partes",
                "tabs": [
                    {"label": "Resumen", "url": "#", "is_current": True},
                    {"label": "Medidas", "url": "#"},
                ],
            }
        ],
    ),
    Sample(
        "reasons",
        lambda: [
            {
                "reasons": [
                    {"words": "Las dos están en la Mesa de Datos", "url": "#"},
                    {"words": "Ofrece lo que usted busca: protocolos", "url": ""},
                ]
            }
        ],
    ),
    Sample("timeline", lambda: [{"items": _MILESTONES}]),
    Sample(
        "disclosure",
        lambda: [{"summary": "¿Cómo se calcula?", "text": "Cuenta los espacios que comparten."}],
    ),
    Sample(
        "empty",
        lambda: [
            {
                "title": "Nada coincide con lo que busca",
                "text": "Pruebe con menos palabras o quite un filtro.",
                "url": "#",
                "label": "Quitar los filtros",
            }
        ],
    ),
    Sample("form_fields", lambda: [{"form": _form()}]),
    Sample("error_summary", lambda: [{"form": _form()}]),
    Sample("field", lambda: [{"field": SampleForm()["email"]}]),
    Sample("field_notes", lambda: [{"field": _form()["email"]}]),
)
# Parts of form_fields: shown within it, and never twice on the page, because they carry ids.
_WITHIN_ANOTHER = {"error_summary", "field", "field_notes"}


@public
def page(request: HttpRequest) -> HttpResponse:
    if not settings.DEBUG:
        raise Http404
    shown = [(sample.name, sample.drawn()) for sample in SAMPLES if sample.name not in _WITHIN_ANOTHER]
    return render(request, "layout/components.html", {"samples": shown})
