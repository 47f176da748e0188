"""The handover file of a post as it would be kept today."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from network.institutions.models import Post
from network.institutions.rules import is_closed_to
from network.paper.pages import as_html
from network.reports.models import Handover
from network.reports.papers import file_today
from network.reports.queries import visible_to

from ...audience import coordinators
from ...paper_files import papers_file


def post_to_hand_over(request: HttpRequest, package_id: str) -> Post:
    """A post of which the viewer may be told who holds it; any other is not there."""
    rows = Post.objects.select_related("institution", "handover_note")
    post = get_object_or_404(rows, package_id=package_id)
    if is_closed_to(post.publication, request.viewer):  # type: ignore[attr-defined]
        raise Http404
    return post


@coordinators
def handover_today(request: HttpRequest, package_id: str) -> HttpResponse:
    post, viewer = post_to_hand_over(request, package_id), request.viewer  # type: ignore[attr-defined]
    paper = file_today(post, viewer)
    context = {
        "title": paper.title,
        "kicker": f"{post.name} · {post.institution.called}",
        "lead": _(
            "What whoever takes over this post has to know. It compiles itself from the records, and you "
            "see of them what you may see anywhere."
        ),
        "breadcrumb": [
            (_("Desk"), reverse("desk")),
            (_("Posts"), reverse("desk_posts")),
            (post.name, reverse("desk_post", args=[post.package_id])),
        ],
        "paper": as_html(paper),
        "post": post,
        "kept": list(visible_to(Handover.objects.filter(post=post), viewer)),
        "actions": [
            {"label": label, "url": reverse(name, args=[post.package_id]), "primary": primary}
            for label, name, primary in (
                (_("Keep and hand over"), "handover_keep", True),
                (_("Write the note"), "handover_note", False),
                (_("Download as PDF"), "handover_today_pdf", False),
                (_("Download as Word"), "handover_today_docx", False),
            )
        ],
    }
    return render(request, "network/desk/handovers/today.html", context)


@coordinators
def handover_today_file(request: HttpRequest, package_id: str, ending: str) -> HttpResponseBase:
    return papers_file(request, "handover_today", {"post": package_id}, ending)


_PLACE = "gestion/puestos/<slug:package_id>/entrega"

urlpatterns = [
    path(f"{_PLACE}/", handover_today, name="handover_today"),
    path(f"{_PLACE}.pdf", handover_today_file, {"ending": "pdf"}, name="handover_today_pdf"),
    path(f"{_PLACE}.docx", handover_today_file, {"ending": "docx"}, name="handover_today_docx"),
]
