"""The way into everything a coordinator does."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from network.institutions.queries import coordinates_network

from ..audience import coordinators
from ..navigation import address

# Name of the address, its label, and what one does there.
SECTIONS = (
    ("desk_actions", _("Actions"), _("What was done and the advice given, recorded in a minute.")),
    ("desk_documents", _("Documents"), _("Letters, their folios, and the papers that came or went.")),
    ("desk_messages", _("Messages"), _("What the office writes, in every form, and how it left.")),
    ("desk_invitations", _("Invitations"), _("Invite the people on your list who have no account.")),
    ("desk_requests", _("Requests"), _("One letter to many institutions, and who has answered.")),
    ("desk_office", _("The office"), _("Who runs the network, its letterhead and its logo.")),
    ("desk_posts", _("Posts"), _("Who is designated where, by what document, and what is vacant.")),
    ("desk_mechanisms", _("Mechanisms"), _("How far each has come, and what still makes it fragile.")),
    ("closings", _("Closing of an administration"), _("When a government ends: hand over in order.")),
    ("importing", _("Import"), _("Your Excel list or a data package: look, apply, undo.")),
    (
        "first_steps",
        _("First steps"),
        _("What a new network does first, and the record of its installation."),
    ),
    ("people", _("Members"), _("Who is in the network, as far as you may see.")),
    ("coverage", _("Who is missing?"), _("Institutions without a liaison, a mechanism or a plan.")),
    ("changes", _("What changed?"), _("The network of two moments, side by side.")),
)

_COORDINATING = ("desk_requests",)  # an administrator who does not coordinate finds nothing there


@coordinators
def index(request: HttpRequest) -> HttpResponse:
    closed = () if coordinates_network(request.viewer) else _COORDINATING  # type: ignore[attr-defined]
    sections = [
        {"url": url, "title": label, "text": text}
        for name, label, text in SECTIONS
        if name not in closed and (url := address(name))
    ]
    return render(request, "network/desk/index.html", {"sections": sections})


urlpatterns = [path("gestion/", index, name="desk")]
