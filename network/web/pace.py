"""Whoever reads her way through the people too fast waits, and administrators are told."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from network.pace.rules import HOUR, most_for
from network.pace.services import may_be_shown, slow
from network.people.showing import shown_people


class PaceMiddleware:
    """Counts whom each answer to a GET shows, by any page, file or suggestion; past the limit it is withheld.

    What is sent by a form is let through: nothing that somebody typed is lost by it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with shown_people() as shown:
            response = self.get_response(request)
        if not shown or request.method != "GET" or response.status_code != HTTPStatus.OK:
            return response
        viewer = request.viewer  # type: ignore[attr-defined]
        if viewer.user_id is None or may_be_shown(shown, viewer=viewer):
            return response
        slow(account=request.user)
        return _wait(request, most_for(viewer))


def _wait(request: HttpRequest, most: int) -> HttpResponse:
    context = {"most": most}
    response = render(request, "network/people/wait.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(int(HOUR))
    return response
