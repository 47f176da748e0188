"""A message about an enrolment in its other forms: text to copy, e-mail file, letter."""

import uuid
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from network.messages.forms import Envelope, as_eml, as_text
from network.messages.queries import sending_address, sends_email
from network.office.queries import office
from network.web.attachment import attachment
from network.web.audience import insiders
from network.web.paper_files import docx_file, pdf_file
from training.enums import Said
from training.listed import Listed, listed
from training.mails import JOINED, message_of
from training.models import Edition, EnrolmentMail
from training.papers import message_letter
from training.queries import enrolments_kept_by

from ..doors import edition_place, kept_edition_or_404, trail, viewer_of


@insiders
def message(request: HttpRequest, package_id: str, uid: uuid.UUID) -> HttpResponse:
    edition, mail, line = _found(request, package_id, uid)
    if request.method == "POST":  # the button where no script copies
        messages.info(request, _("Select the text and copy it with Ctrl+C."))
        return redirect("desk_enrolment_message", edition.package_id, mail.uid)
    context = {
        "edition": edition,
        "mail": mail,
        "title": capfirst(str(mail.get_says_display())),
        "name": line.name,
        "text": as_text(message_of(mail, office(), name=line.name)),
        "state": str(mail.get_mail_state_display()),
        "sends_email": sends_email(),
        "breadcrumb": [
            *trail(edition=edition),
            (line.name, reverse("desk_enrolment", args=[edition.package_id, line.row.uid])),
        ],
    }
    return render(request, "training/desk/message.html", context)


@insiders
def eml(request: HttpRequest, package_id: str, uid: uuid.UUID) -> HttpResponse:
    """Without her address: whoever sends it by hand writes it where she sends it from."""
    _edition, mail, line = _found(request, package_id, uid)
    described = office()
    envelope = Envelope(
        sender_name=described.office_name or described.network_name,
        sender_email=described.email or sending_address(),
        message_id=mail.message_id,
        at=mail.at,
    )
    said = message_of(mail, described, name=line.name)
    if mail.says != Said.CONSENT:
        said = replace(said, recipient=replace(said.recipient, email=""))
    return attachment(as_eml(said, envelope), f"mensaje-{str(mail.uid)[:8]}.eml")


@insiders
def letter(request: HttpRequest, package_id: str, uid: uuid.UUID, ending: str) -> HttpResponseBase:
    edition, mail, line = _found(request, package_id, uid)
    if ending not in ("pdf", "docx"):
        raise Http404
    made = docx_file if ending == "docx" else pdf_file
    return made(request, message_letter(mail, line.name, office()), _("letter"), back=edition_place(edition))


def _found(request: HttpRequest, package_id: str, uid: uuid.UUID) -> tuple[Edition, EnrolmentMail, Listed]:
    """A message about somebody whose name she may read; of a reserved place there is none."""
    edition = kept_edition_or_404(request, package_id)
    viewer = viewer_of(request)
    kept = enrolments_kept_by(viewer).filter(edition=edition)
    mail = (
        EnrolmentMail.objects.filter(uid=uid, enrolment__in=kept.values("pk")).select_related(*JOINED).first()
    )
    if mail is None:
        raise Http404
    line = listed(
        list(kept.filter(pk=mail.enrolment.pk).select_related("institution", "place", "consent")), viewer
    )[0]
    if line.is_reserved:
        raise Http404
    return edition, mail, line


_ONE = "gestion/formacion/ediciones/<slug:package_id>/mensajes/<uuid:uid>/"
urlpatterns = [
    path(_ONE, message, name="desk_enrolment_message"),
    path(f"{_ONE}mensaje.eml", eml, name="desk_enrolment_message_eml"),
    path(f"{_ONE}carta.<slug:ending>", letter, name="desk_enrolment_message_letter"),
]
