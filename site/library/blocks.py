"""The pieces of which editors build a page."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock


class ParagraphBlock(blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "pages/blocks/paragraph.html"


class FactBlock(blocks.StructBlock):
    value = blocks.CharBlock(max_length=40, label=_("number or word"))
    text = blocks.CharBlock(max_length=160, label=_("what it says"))

    class Meta:
        icon = "pick"
        label = _("Fact")


class KeyFactsBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, required=False, label=_("title"))
    facts = blocks.ListBlock(FactBlock(), min_num=1, max_num=6, label=_("facts"))
    source = blocks.CharBlock(max_length=200, required=False, label=_("source and date"))

    class Meta:
        icon = "list-ul"
        label = _("Key facts")
        template = "pages/blocks/key_facts.html"


class CallToActionBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, label=_("title"))
    text = blocks.TextBlock(required=False, label=_("text"))
    button = blocks.CharBlock(max_length=60, label=_("words of the button"))
    page = blocks.PageChooserBlock(required=False, label=_("page"))
    address = blocks.CharBlock(
        max_length=250,
        required=False,
        label=_("or an address"),
        help_text=_("An address of this site such as /instituciones/, or one that begins with https://"),
    )

    class Meta:
        icon = "link"
        label = _("Call to action")
        template = "pages/blocks/call_to_action.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        errors = {}
        address = cleaned["address"]
        if bool(cleaned["page"]) == bool(address):
            errors["address"] = ValidationError(_("Choose a page or write an address: one of the two."))
        elif address and not (address.startswith("https://") or _is_ours(address)):
            errors["address"] = ValidationError(_("The address begins with / or with https://"))
        if errors:
            raise blocks.StructBlockValidationError(block_errors=errors)
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        page = value["page"]
        context["target"] = page.url if page and page.live else value["address"]
        return context


class IllustrationBlock(blocks.StructBlock):
    """An image; saving asks for its alternative text, or for the word that it is decorative."""

    image = ImageBlock(label=_("image"))
    caption = blocks.CharBlock(max_length=250, required=False, label=_("caption"))

    class Meta:
        icon = "image"
        label = _("Image")
        template = "pages/blocks/illustration.html"


class Body(blocks.StreamBlock):
    paragraph = ParagraphBlock()
    key_facts = KeyFactsBlock()
    call_to_action = CallToActionBlock()
    illustration = IllustrationBlock()

    class Meta:
        required = False


def _is_ours(address: str) -> bool:
    return address.startswith("/") and not address.startswith("//") and "\\" not in address
