"""What a column of a list may hold, and under which headings offices write it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Field:
    """`headings` are folded; a heading that contains one as words is taken for it as well."""

    code: str
    label: Any
    headings: tuple[str, ...]


NAME, GIVEN, SURNAMES, FIRST, SECOND = "name", "given", "surnames", "first_surname", "second_surname"
TITLE, EMAIL, PHONE, POST, LEVEL = "title", "email", "telephone", "post", "level"
INSTITUTION, THEMES, NOTE = "institution", "themes", "note"
HELD, CAPACITY, SINCE, DOCUMENT = "held", "capacity", "since", "document"
DESIGNATING = (HELD, CAPACITY, SINCE, DOCUMENT)


def _headings(text: str) -> tuple[str, ...]:
    return tuple(map(str.strip, text.split(",")))


FIELDS = (
    Field(
        FIRST,
        _("First surname"),
        _headings("apellido paterno, primer apellido, paterno, ap paterno, a paterno "),
    ),
    Field(
        SECOND,
        _("Second surname"),
        _headings("apellido materno, segundo apellido, materno, ap materno, a materno "),
    ),
    Field(
        SURNAMES,
        _("Both surnames"),
        _headings("apellidos, apellido, surname, last name "),
    ),
    Field(
        EMAIL,
        _("E-mail"),
        _headings("correo electronico, correo institucional, correo, email, e mail, mail, correos "),
    ),
    Field(
        PHONE,
        _("Telephone"),
        _headings("telefono, tel, celular, cel, movil, whatsapp, extension, ext, fono, phone "),
    ),
    Field(
        DOCUMENT,
        _("Document of the designation"),
        _headings(
            "oficio de designacion, documento de designacion, acto de designacion, resolucion de "
            "designacion, oficio de nombramiento, oficio, no de oficio, numero de oficio, designada por, "
            "designation document "
        ),
    ),
    Field(
        SINCE,
        _("Designated since"),
        _headings(
            "desde, designada desde, fecha de designacion, fecha de nombramiento, fecha de inicio, "
            "a partir de, vigente desde, since "
        ),
    ),
    Field(
        CAPACITY,
        _("Capacity (titular, suplente…)"),
        _headings(
            "calidad, caracter, calidad de la designacion, tipo de designacion, tipo de enlace, "
            "titular o suplente, titular suplente, capacity "
        ),
    ),
    Field(
        HELD,
        _("Post to which she was designated (liaison…)"),
        _headings(
            "designacion, designada como, puesto en la red, encargo en la red, es enlace, "
            "enlace si no, designated as "
        ),
    ),
    Field(
        LEVEL,
        _("Level of the post"),
        _headings("nivel, nivel de cargo, nivel del puesto, nivel jerarquico, level "),
    ),
    Field(
        TITLE,
        _("Title (Lic., Mtra.…)"),
        _headings("titulo, tratamiento, grado, grado academico, prefijo, abreviatura "),
    ),
    Field(
        POST,
        _("Post"),
        _headings("cargo, puesto, nombramiento, funcion, cargo o puesto, post, position, encargo, rol "),
    ),
    Field(
        INSTITUTION,
        _("Institution or department"),
        _headings(
            "dependencia, institucion, entidad, area, area de adscripcion, adscripcion, organismo, "
            "departamento, direccion, unidad, unidad administrativa, servicio, municipio, ayuntamiento, "
            "secretaria, opd, sector, organizacion, institution "
        ),
    ),
    Field(
        THEMES,
        _("Themes"),
        _headings("temas, tema, eje, ejes, areas de interes, intereses, especialidad, themes "),
    ),
    Field(
        NOTE,
        _("Notes"),
        _headings("observaciones, observacion, notas, nota, comentarios, comentario, notes "),
    ),
    Field(
        NAME,
        _("Full name"),
        _headings(
            "nombre completo, nombre y apellidos, nombre y apellido, nombre de la enlace, nombre del "
            "enlace, nombre, nombres y apellidos, enlace, persona, integrante, funcionaria, servidora "
            "publica, titular, name "
        ),
    ),
    Field(
        GIVEN,
        _("Given names"),
        _headings("nombre s, nombres, nombre de pila, primer nombre, given name, first name "),
    ),
)
BY_CODE = {field.code: field for field in FIELDS}
# Fields of which a list has one column at most.
SOLE = frozenset(BY_CODE) - {NOTE, THEMES, PHONE}
