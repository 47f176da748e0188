"""The images and documents of the public pages, our own from the first migration, and what every page has."""

from typing import Any, ClassVar

from csp.constants import SELF
from csp.decorators import csp_replace
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Image,
    WagtailImageField,
    WagtailImageFieldFile,
    get_upload_to,
)
from wagtail.models import Page

from .bare_documents import BareDocumentField, without_author
from .metadata import without_metadata


class BareImageFile(WagtailImageFieldFile):
    def save(self, name: str, content: File, save: bool = True) -> None:
        super().save(name, without_metadata(content), save=save)

    def _set_instance_attribute(self, name: str, content: File) -> None:
        # Django would hand the content back as if it still had to be saved, and save it twice.
        setattr(self.instance, self.field.attname, name)


class BareImageField(WagtailImageField):
    """Whatever door a picture comes through, its original loses its metadata before it is stored."""

    attr_class = BareImageFile


class LibraryImage(AbstractImage):
    """An image that says what it shows, in the words a screen reader will speak."""

    file = BareImageField(_("file"), upload_to=get_upload_to, width_field="width", height_field="height")
    alt_text = models.CharField(_("alternative text"), max_length=250, blank=True)
    admin_form_fields = (*Image.admin_form_fields, "alt_text")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    @property
    def default_alt_text(self) -> str:
        return self.alt_text

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Size and hash are those of the file that is kept, not of the one that came."""
        if self.file and not self.file._committed:
            self.file.save(self.file.name, self.file.file, save=False)
            self._set_image_file_metadata()
        super().save(*args, **kwargs)


class LibraryRendition(AbstractRendition):
    image = models.ForeignKey(LibraryImage, models.CASCADE, related_name="renditions")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="library_rendition_once"
            )
        ]


class LibraryDocument(AbstractDocument):
    """A file offered for download on a public page."""

    file = BareDocumentField(_("file"), upload_to="documents")
    language = models.CharField(_("language"), max_length=10, blank=True)
    admin_form_fields = (*Document.admin_form_fields, "language")

    def clean(self) -> None:
        """Where a PDF cannot be made bare, the form says so; size and hash are those of what is stored."""
        super().clean()
        if self.file and not self.file._committed:  # type: ignore[attr-defined]
            try:
                self.file = without_author(self.file.file)
            except ValidationError as error:
                raise ValidationError({"file": error.error_list}) from error


class BasePage(Page):
    """What every page has. Its title may be kept out of the browser's tab and history."""

    neutral_title = models.BooleanField(
        _("neutral title"),
        default=False,
        help_text=_(
            "The browser's tab, its history and search engines show only the name of the network. "
            "Choose it for pages on violence or harassment: the phone may be in other hands."
        ),
    )

    promote_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("neutral_title"),
                FieldPanel("show_in_menus"),
            ],
            heading=_("Address and title"),
        )
    ]

    class Meta:
        abstract = True

    @property
    def tab_title(self) -> str:
        """Empty means the name of the network alone."""
        return "" if self.neutral_title else self.seo_title or self.title

    @property
    def tab_description(self) -> str:
        return "" if self.neutral_title else self.search_description

    @method_decorator(csp_replace({"frame-ancestors": [SELF]}))
    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The editor shows the preview in a frame, where no other page of ours may stand."""
        return super().serve_preview(request, mode_name)
