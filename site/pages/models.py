"""Page types: the home, and pages of free content."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, Panel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from library.blocks import Body
from library.models import BasePage

from .addresses import refuse_taken
from .queries import home_facts

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

    privacy_page = models.ForeignKey(
        Page,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("privacy notice"),
        help_text=_("The foot of every page links to it."),
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
        FieldPanel("privacy_page"),
    ]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | home_facts(request.viewer, target=self.target)  # type: ignore[attr-defined]


class ContentPage(SitePage):
    """A page of free content, such as the privacy notice."""

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
