"""One door for whatever is brought: it says itself whether it is a package or a list."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.exchange import desk_items, drafts
from network.exchange.models import Draft, Import, State
from network.exchange.problems import PackageError, Problem
from network.exchange.source import MOST_BYTES, MOST_FILES

from ..audience import coordinators
from ..pending import asks_pending, pending_page
from .draft import begin_checking

IMPORTS_PER_PAGE = 20


@coordinators
def door(request: HttpRequest) -> HttpResponse:
    """The form, what was left unfinished, and what was imported before."""
    if request.method == "GET" and asks_pending(request):
        room = (_("Import"), reverse("importing"))
        rows = desk_items.pending()
        return pending_page(request, rows, desk_items.item, title=desk_items.title(), room=room)
    problems: list[Problem] = []
    if request.method == "POST":
        try:
            draft = drafts.bring(files=_uploaded(request), by=request.user, language=get_language() or "es")
        except PackageError as error:
            problems = error.problems
        else:
            if draft.kind == Draft.Kind.LIST:
                return redirect("import_draft", uid=draft.uid)
            return begin_checking(draft)
    done = Import.objects.exclude(state=State.STAGED).select_related("by")
    page = Paginator(done, IMPORTS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "problems": problems,
        "drafts": Draft.objects.select_related("package").order_by("-touched_at")[:50],
        "page": page,
        "stopped": {one.pk for one in page if drafts.is_half(one) and not drafts.is_alive(one)},
    }
    return render(request, "network/importing/door.html", context, status=422 if problems else 200)


def _uploaded(request: HttpRequest) -> dict[str, bytes]:
    files = [file for name in ("archivo", "archivos") for file in request.FILES.getlist(name)]
    if sum(file.size or 0 for file in files) > MOST_BYTES or len(files) > MOST_FILES:
        raise PackageError(
            [
                Problem(
                    "",
                    None,
                    "",
                    _("The files are larger than %(most)s MiB, or too many.")
                    % {"most": MOST_BYTES // 1024 // 1024},
                    _("Bring fewer at a time."),
                )
            ]
        )
    return {str(file.name): file.read() for file in files}


urlpatterns = [path("gestion/importar/", door, name="importing")]
