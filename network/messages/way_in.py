"""The secret link of a printed letter: a code that a phone scans, and the same to be typed."""

from django.utils.translation import gettext as _

from network.paper.document import Block, Figure, Paragraph
from network.paper.square_code import square_code
from network.vocabulary.message_links import ToldLink

_WIDTH = 640


def way_in(link: ToldLink) -> tuple[Block, ...]:
    """What stands at the end of the letter."""
    typed = (
        _("Or write this code at %(address)s: %(code)s") % {"address": link.typed_at, "code": link.code}
        if link.code
        else link.address
    )
    figure = Figure(
        svg=square_code(link.address, width=_WIDTH),
        caption=_("Open it with the camera of your phone"),
        description=typed,
    )
    return (figure, Paragraph(typed))
