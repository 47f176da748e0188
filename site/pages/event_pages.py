"""Beginning the page of an event, from its desk."""

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale

from events.models import Event
from events.queries import kept_by
from events.rules import outward
from events.web.doors import desk_place, kept_or_404, trail, viewer_of
from network.accounts.models import User
from network.accounts.viewer import Viewer
from network.web.audience import insiders

from .models import EventPage, EventPages, HomePage

_CONTENT = ("lead", "picture", "body")
_SLUG = {"es": "paginas-de-eventos", "en": "event-pages"}


class BeginForm(forms.Form):
    like = forms.ModelChoiceField(
        label=gettext_lazy("Begin with"),
        queryset=EventPage.objects.none(),
        required=False,
        empty_label=gettext_lazy("An empty page"),
    )

    def __init__(self, *args: Any, offered: QuerySet[EventPage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["like"]
        field.queryset = offered
        field.label_from_instance = lambda page: page.get_admin_display_title()


@insiders
def page_of(request: HttpRequest, package_id: str) -> HttpResponse:
    event, user = kept_or_404(request, package_id), request.user
    folder = pages_folder()
    if not user.has_perm("wagtailadmin.access_admin") or not folder.permissions_for_user(user).can_edit():
        raise Http404
    found = EventPage.objects.filter(event=event).order_by("pk").first()
    if found is not None:
        return redirect("wagtailadmin_pages:edit", found.pk)
    form = BeginForm(request.POST or None, offered=offered(viewer_of(request), user))
    if request.method == "POST" and form.is_valid():
        page = begin_page(event=event, by=user, like=form.cleaned_data["like"])  # type: ignore[arg-type]
        return redirect("wagtailadmin_pages:edit", page.pk)
    context = {
        "form": form,
        "title": _("Page of the event"),
        "kicker": event.title,
        "lead": _(
            "Text and pictures that stand on the event's page. It stays a draft until it is published there."
        ),
        "submit": _("Begin the page"),
        "breadcrumb": trail(event),
        "cancel": desk_place(event),
        "settings": [],
    }
    return render(request, "network/desk/posts/form.html", context)


def offered(viewer: Viewer, user: Any) -> QuerySet[EventPage]:
    """Pages of events that she runs, and templates of her own, the latest first."""
    kept = kept_by(Event.objects.order_by(), viewer).values("pk")
    rows = EventPage.objects.filter(event__in=kept) | EventPage.objects.filter(event=None, owner=user)
    return rows.select_related("event").order_by("-pk")


@transaction.atomic
def begin_page(*, event: Event, by: User, like: EventPage | None = None) -> EventPage:
    """A draft in the first language. The event's own key makes a second one impossible."""
    page = EventPage(
        event=event,
        translation_key=event.uid,
        title=outward(event),
        slug=event.package_id,
        owner=by,
        live=False,
        locale=Locale.objects.get(language_code="es"),
    )
    for name in _CONTENT if like is not None else ():
        setattr(page, name, getattr(like, name))
    pages_folder().add_child(instance=page)
    page.save_revision(user=by, log_action=True)
    return page


@transaction.atomic
def pages_folder() -> EventPages:
    """The folder under the home in the first language, with one beside it in every other."""
    found = EventPages.objects.filter(locale__language_code="es").first()
    if found is not None:
        return found
    for home in HomePage.objects.order_by("pk").select_related("locale"):
        code = home.locale.language_code
        folder = EventPages(
            title="Páginas de eventos" if code == "es" else "Pages of events", slug=_SLUG[code]
        )
        folder.locale = home.locale
        if found is not None:
            folder.translation_key = found.translation_key
        home.add_child(instance=folder)
        found = found or folder
    if found is None:
        raise RuntimeError("a network has a home")
    return found


urlpatterns = [path("gestion/eventos/<slug:package_id>/pagina/", page_of, name="desk_event_page")]
