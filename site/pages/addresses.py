"""Addresses that no page may take, because something else answers there."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Those of rooms still to be built are kept free too: links on paper outlive a release.
TAKEN = {
    *("instituciones", "integrantes", "red", "mesas", "convenios", "hitos", "materiales", "rutas", "informe"),
    *("eventos", "formacion", "constancias", "gestion", "cuenta", "api", "ws", "cms", "en", "componentes"),
    *("archivos", "media", "static", "privacidad", "licencia", "_util", "oficina", "documentos", "empezar"),
    *(
        "mi-perfil",
        "mi-red",
        "mis-puestos",
        "mis-avisos",
        "mis-eventos",
        "mi-formacion",
        "mis-mensajes",
        "mis-datos",
        "mis-sesiones",
    ),
    *("mi-formacion", "unirse", "invitacion", "mi-adscripcion"),
    *("aviso-de-privacidad", "privacy-notice"),  # of the notice before it had versions: they lead to it
}


def refuse_taken(slug: str) -> None:
    """At any depth of the tree, so that a page may be moved up later without trouble."""
    if slug in TAKEN:
        raise ValidationError(
            {
                "slug": ValidationError(
                    _(
                        "The address “%(slug)s” belongs to another part of the site. "
                        "Choose another, such as “%(other)s”."
                    ),
                    code="taken",
                    params={"slug": slug, "other": f"sobre-{slug}"},
                )
            }
        )
