"""What whoever holds a post writes for whoever comes next, from her own account; and what she was handed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from network.reports.models import Handover, HandoverNote
from network.reports.queries import note_belongs_to_another, posts_held_by, visible_to
from network.reports.services import write_note

from ...audience import insiders
from .doing import NoteForm


@insiders
def own_posts(request: HttpRequest) -> HttpResponse:
    """The posts that she holds today, each with its note and the files with which it was handed to her."""
    viewer = request.viewer  # type: ignore[attr-defined]
    posts = list(posts_held_by(viewer).select_related("institution").order_by("name", "pk"))
    notes = {note.post_id: note for note in HandoverNote.objects.filter(post__in=posts)}
    kept: dict[int, list[Handover]] = {}
    for one in visible_to(Handover.objects.filter(post__in=posts), viewer):
        kept.setdefault(one.post_id, []).append(one)
    context = {
        "title": _("My posts"),
        "lead": _(
            "What you write here is for whoever comes next. It goes into the handover file of the post, "
            "which the office keeps when you leave."
        ),
        "rows": [{"post": post, "note": notes.get(post.pk), "kept": kept.get(post.pk, [])} for post in posts],
    }
    return render(request, "network/desk/handovers/own_posts.html", context)


@insiders
def own_note(request: HttpRequest, package_id: str) -> HttpResponse:
    """The note on a post that she holds now; any other post is not there."""
    viewer = request.viewer  # type: ignore[attr-defined]
    rows = posts_held_by(viewer).select_related("institution", "handover_note")
    post = get_object_or_404(rows, package_id=package_id)
    note = getattr(post, "handover_note", None)
    if note is not None and note_belongs_to_another(note, viewer):
        messages.info(
            request,
            _("The note of whoever left before is not handed over yet. The office keeps that file first."),
        )
        return redirect("own_posts")
    form = NoteForm(request.POST or None, initial={"text": note.text if note else ""})
    if request.method == "POST" and form.is_valid():
        write_note(post=post, text=form.cleaned_data["text"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("The note is kept. You can go on with it at any time."))
        return redirect("own_posts")
    context = {
        "title": _("Write the note"),
        "kicker": f"{post.name} · {post.institution.called}",
        "lead": _("A draft until the file is kept: then it goes with it and does not change any more."),
        "breadcrumb": [(_("My posts"), reverse("own_posts"))],
        "form": form,
        "submit": _("Save"),
        "cancel": reverse("own_posts"),
        "settings": [],
    }
    return render(request, "network/desk/posts/form.html", context)


urlpatterns = [
    path("mis-puestos/", own_posts, name="own_posts"),
    path("mis-puestos/<slug:package_id>/nota/", own_note, name="own_note"),
]
