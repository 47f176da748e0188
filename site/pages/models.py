"""Page types: the home, pages of free content, and what editors write of events."""

from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, Panel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import PagePermissionTester
from wagtail_localize.fields import SynchronizedField

from events.models import Event
from events.queries import visible_to
from events.rules import outward
from library.blocks import Body
from library.models import BasePage, LibraryImage
from network.accounts.viewer import PUBLIC, Viewer

from .addresses import refuse_taken
from .editors import EventPagePermissions, NoPermissions, edits
from .queries import home_facts
from .shown import preview_context

_SIMPLE_TEXT = ["bold", "italic", "ul", "ol", "link", "document-link"]


class SitePage(BasePage):
    """A page of this site: its address is free of what else answers here."""

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        refuse_taken(self.slug)


class HomePage(SitePage):
    """What the network is, how many have joined, what was done lately, and how to join."""

    hero_title = models.CharField(_("headline"), max_length=160)
    hero_lead = models.TextField(_("introduction"), max_length=600, blank=True)
    target = models.PositiveIntegerField(
        _("target of members"),
        null=True,
        blank=True,
        help_text=_("How many members the network wants to bring together. Empty: no target is shown."),
    )
    body = StreamField(Body(), verbose_name=_("what the network is"), blank=True)
    invitation_title = models.CharField(_("title of the invitation"), max_length=120, blank=True)
    invitation = RichTextField(_("invitation"), blank=True, features=_SIMPLE_TEXT)
    who_may_join = RichTextField(_("who may join"), blank=True, features=_SIMPLE_TEXT)
    how_to_ask = RichTextField(
        _("how to ask"),
        blank=True,
        features=_SIMPLE_TEXT,
        help_text=_("To whom one writes and what happens then: the coordinating office, its hours."),
    )
    contact_email = models.EmailField(
        _("e-mail of the coordinating office"),
        blank=True,
        help_text=_("An address of the office, never of one person. It is shown to everyone."),
    )

    template = "pages/home_page.html"
    max_count_per_parent = 2
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["pages.ContentPage"]

    content_panels: ClassVar[list[Panel]] = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("hero_title"), FieldPanel("hero_lead")], heading=_("Opening")),
        MultiFieldPanel(
            [
                HelpPanel(
                    content=_(
                        "The number of members is released once a month, rounded down to tens. "
                        "It cannot be written by hand."
                    )
                ),
                FieldPanel("target"),
            ],
            heading=_("Members so far"),
        ),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("invitation_title"),
                FieldPanel("invitation"),
                FieldPanel("who_may_join"),
                FieldPanel("how_to_ask"),
                FieldPanel("contact_email"),
            ],
            heading=_("Invitation to join"),
        ),
    ]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | home_facts(request.viewer, target=self.target)  # type: ignore[attr-defined]


class ContentPage(SitePage):
    """A page of free content."""

    lead = models.TextField(_("introduction"), max_length=400, blank=True)
    body = StreamField(Body(), verbose_name=_("content"), blank=True)

    template = "pages/content_page.html"
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage", "pages.ContentPage"]
    subpage_types: ClassVar[list[str]] = ["pages.ContentPage"]

    content_panels: ClassVar[list[Panel]] = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("page of content")


class EventPages(SitePage):
    """The folder of the editor in which pages of events stand. Its address leads to the events."""

    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = ["pages.EventPage"]
    max_count_per_parent = 1
    content_panels: ClassVar[list[Panel]] = [FieldPanel("title")]
    promote_panels: ClassVar[list[Panel]] = []

    class Meta:
        verbose_name = _("folder of pages of events")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("events")

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        return []


class EventPageForm(WagtailAdminPageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.event_id and "title" in self.fields:
            self.fields["title"].disabled = True
            self.fields["title"].help_text = _("The event says how it is called, at the desk.")


class EventPage(SitePage):
    """What editors write of an event; without one, a template. It is shown on the event's own page, to
    whoever may see that.

    It holds words and pictures alone: capacity, places and attendance are the event's, which no draft,
    revision, copy, translation or schedule of a page reaches. `event` is said once, when the page is begun:
    no revision brings another back, a copy has none, and a translation has its source's, by the key that
    both have of the event (so that there is one page of it in each language).
    """

    event = models.ForeignKey(
        Event, models.SET_NULL, null=True, blank=True, editable=False, related_name="editorial_pages"
    )
    lead = models.TextField(_("introduction"), max_length=600, blank=True)
    picture = models.ForeignKey(
        LibraryImage,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_("Pictures are public files, whoever may see the event. Describe it where it is kept."),
    )
    body = StreamField(Body(), verbose_name=_("content"), blank=True)

    base_form_class = EventPageForm
    exclude_fields_in_copy: ClassVar[list[str]] = ["event"]
    parent_page_types: ClassVar[list[str]] = ["pages.EventPages"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Panel]] = [
        FieldPanel("title"),
        FieldPanel("lead"),
        FieldPanel("picture"),
        FieldPanel("body"),
    ]
    promote_panels: ClassVar[list[Panel]] = []
    override_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("title", overridable=False),
        SynchronizedField("slug", overridable=False),
    ]

    class Meta:
        verbose_name = _("page of an event")

    def save(self, *args: Any, **kwargs: Any) -> Any:
        if self._state.adding and self.event_id is None:
            self.event = Event.objects.filter(uid=self.translation_key).first()
        return super().save(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> "EventPage":
        page: EventPage = super().with_content_json(content)
        page.event_id = self.event_id
        return page

    def get_admin_display_title(self) -> str:
        return outward(self.event) if self.event else super().get_admin_display_title()

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        return EventPagePermissions(user, self) if edits(user, self) else NoPermissions(user, self)

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """That of the event: it has no other."""
        parts = super().get_url_parts(request) if self.event else None
        if parts is None or self.event is None:
            return None
        with translation.override(self.locale.language_code):
            return (parts[0], parts[1], self.event.get_absolute_url())

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        return super().get_sitemap_urls(request) if self._is_seen_by(PUBLIC) else []

    def get_indexed_instance(self) -> None:
        """No search finds it: events are found as events."""

    @classmethod
    def get_indexed_objects(cls) -> models.QuerySet["EventPage"]:
        return super().get_indexed_objects().none()

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """For whoever may not see the event there is no such page."""
        if not self._is_seen_by(request.viewer):  # type: ignore[attr-defined]
            raise Http404
        return super().route(request, path_components)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "events/event.html" if self.event else "pages/event_template.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return preview_context(self)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.event is None:
            raise Http404
        return redirect(self.event.get_absolute_url())

    def _is_seen_by(self, viewer: Viewer) -> bool:
        return visible_to(Event.objects.filter(pk=self.event_id or 0), viewer).exists()
