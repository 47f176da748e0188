"""The licence of the programme, word for word, for whoever uses it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from network.web.audience import public


@public
def licence(request: HttpRequest) -> HttpResponse:
    text = (settings.ROOT / "LICENSE").read_text("utf-8")
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
