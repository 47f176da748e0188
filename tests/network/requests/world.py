"""Requests at several stages, for the tests of their room and of their pages."""

import datetime as dt
from typing import Any

from network.requests.answers import Reply, record_answer
from network.requests.models import Request, RequestRecipient
from network.requests.services import add_recipients, draft_request, send_request
from tests.factories.records import InstitutionFactory

SENT = dt.date(2026, 3, 2)
DUE = dt.date(2026, 3, 20)
SAID = {
    "kind": "designate",
    "letter_kind": "oficio",
    "subject": "Designación de enlace",
    "body": "Le pido designar enlace.",
    "due_on": DUE,
}


def drafted(number: int = 1, **values: Any) -> Request:
    request = draft_request(by=None, **{**SAID, **values})
    names = [InstitutionFactory(name=f"Dependencia {n:02d}") for n in range(1, number + 1)]
    add_recipients(request=request, institutions=names, by=None)
    return request


def sent(number: int = 1, **values: Any) -> Request:
    request = drafted(number, **values)
    send_request(request=request, by=None, on=SENT)
    request.refresh_from_db()
    return request


def rows(request: Request) -> list[RequestRecipient]:
    return list(request.recipients.select_related("institution", "request", "letter").order_by("pk"))


def answered(recipient: RequestRecipient, **values: Any) -> RequestRecipient:
    said = {"on": dt.date(2026, 3, 9), "text": "Designan a su enlace.", **values}
    return record_answer(recipient=recipient, reply=Reply(**said), by=None)
