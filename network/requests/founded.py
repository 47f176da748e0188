"""Requests, whose letters are documents."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.vocabulary.founding import Founded
from network.vocabulary.panels import Link

from .models import Request
from .queries import visible_to

FOUNDED = (
    Founded(
        code="request",
        label=_("Request"),
        visible=lambda viewer: visible_to(Request.objects.order_by("pk"), viewer),
        named=lambda row: Link(row.shown_subject, reverse("desk_request", args=[row.uid])),
        naming=lambda document, rows: rows.filter(
            Q(recipients__letter=document) | Q(recipients__reply=document)
        ).distinct(),
    ),
)
