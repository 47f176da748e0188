"""After the administrator has entered: her list, what to do next, and the record of the installation."""

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.exchange.models import Import, State
from network.office.queries import office
from network.office.services import letterhead
from network.paper.document import Bullets, Facts, Heading, Note, Paper, Paragraph, Signatures
from network.vocabulary.national import data_rights

from ..audience import coordinators
from ..navigation import address
from ..paper_files import pdf_file
from .door import OF


@coordinators
def first_list(request: HttpRequest) -> HttpResponse:
    context = {"kicker": _("Step %(n)d of %(of)d") % {"n": OF - 1, "of": OF}, "at": OF - 1, "of": OF}
    return render(request, "network/founding/list.html", context)


@coordinators
def first_steps(request: HttpRequest) -> HttpResponse:
    letters, actions = (
        _first("desk_request_new", "desk_letter_new"),
        _first("desk_action_new", "milestones"),
    )
    has_list = Import.objects.filter(state=State.APPLIED).exists()
    deeds = [
        {
            "url": address("importing"),
            "title": _("Bring in your list"),
            "text": _(
                "Any Excel list: who works where, with or without e-mail. You look at it before it is kept."
            ),
            "is_done": has_list,
        },
        {
            "url": letters,
            "title": _("Write the letter that asks for liaisons"),
            "text": _("One letter for many institutions, with folio, in the form that each of them reads."),
            "is_done": False,
        },
        {
            "url": actions,
            "title": _("Record the first action"),
            "text": _("A talk, a meeting, an advice: what was done, with whom, and how many came."),
            "is_done": False,
        },
    ]
    context = {"kicker": _("Step %(n)d of %(of)d") % {"n": OF, "of": OF}, "at": OF, "of": OF, "deeds": deeds}
    return render(request, "network/founding/first_steps.html", context)


def _first(*names: str) -> str:
    return next((url for name in names if (url := address(name))), address("desk"))


@coordinators
def record(request: HttpRequest) -> HttpResponse:
    return pdf_file(request, _record(request), "acta-de-instalacion", back=address("first_steps"))


def _record(request: HttpRequest) -> Paper:
    described, rights = office(), data_rights()
    where = str(settings.VAR)
    # On a server the short command of docs/install.md brings the whole environment.
    run = (
        f"ENTRAMADO_VAR={where} python3 entramado.py manage" if connection.vendor == "sqlite" else "entramado"
    )
    database = (
        _("SQLite, in the file %(file)s") % {"file": settings.DATABASES["default"]["NAME"]}
        if connection.vendor == "sqlite"
        else _("PostgreSQL, in the database %(name)s") % {"name": connection.settings_dict["NAME"]}
    )
    return Paper(
        title=_("Record of installation"),
        subtitle=described.network_name,
        facts=((_("Installed on"), date_format(timezone.localdate(), "DATE_FORMAT")),),
        letterhead=letterhead(described),
        language=get_language() or "es",
        footer=described.network_name,
        blocks=(
            Heading(_("Where it is")),
            Facts(
                (
                    (_("Address"), request.build_absolute_uri("/")),
                    (_("Data"), where),
                    (_("Database"), database),
                    (_("Reserved files"), str(settings.PRIVATE_ROOT)),
                    (_("Time zone"), described.time_zone or settings.TIME_ZONE),
                )
            ),
            Heading(_("How a copy is kept")),
            Bullets(
                (
                    _("Every day: %(command)s") % {"command": f"{run} backup DESTINO.tar.gz"},
                    _("Keep the copy on another machine, where only those who answer for the data enter."),
                    _("To bring it back, with everything stopped: %(command)s, and then %(after)s")
                    % {"command": f"{run} restore DESTINO.tar.gz", "after": f"{run} prepare --own"},
                    _("Try to bring a copy back, in another folder, once a quarter."),
                )
            ),
            Heading(_("Who answers")),
            Paragraph(
                _("The office answers for the personal data kept here and the %(name)s rights: %(rights)s.")
                % {"name": rights.name, "rights": rights.rights}
            ),
            Note(_("This paper bears no password and no code. Whoever installs hands over none in writing.")),
            Signatures((_("Who administers the network"), _("Who installed it"))),
        ),
    )


urlpatterns = [
    path("gestion/primeros-pasos/", first_steps, name="first_steps"),
    path("gestion/primeros-pasos/lista/", first_list, name="first_list"),
    path("gestion/primeros-pasos/acta.pdf", record, name="first_record"),
]
