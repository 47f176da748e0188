"""What an address asks of the network, and for whom."""

from django.http import HttpRequest

from network.accounts.viewer import Viewer
from network.insights.answers import asking
from network.insights.selection import Asked
from network.insights.services import Analysis
from network.insights.waiting import measured


def parameters_of(request: HttpRequest) -> asking.Parameters:
    return dict(request.GET.lists())


def asked_from(request: HttpRequest) -> Asked:
    return asking.asked_from(parameters_of(request))


def question_from(request: HttpRequest) -> asking.Base:
    return asking.analysis_question(parameters_of(request), viewer_of(request))


def answer_to(request: HttpRequest, question: asking.Base) -> Analysis:
    assert question.selection is not None
    return measured(question.snapshot, question.selection, question.asked, viewer_of(request))


def viewer_of(request: HttpRequest) -> Viewer:
    return request.viewer  # type: ignore[attr-defined]
