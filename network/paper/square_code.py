"""Texts as square codes (QR) that a phone's camera reads."""

from io import BytesIO

import qrcode

_QUIET = 4  # modules of white around it, without which phones do not read it
_UNIT = 3
_POINTS = 8  # of a picture, for each module


def square_code(text: str, *, width: int | None = None, label: str = "") -> str:
    """The text as a drawing (SVG). A `width` beyond its own leaves it at the left of a wide one, to be
    printed small; `label` names it to whoever cannot see it."""
    matrix = _made(text).get_matrix()
    side = len(matrix) * _UNIT
    squares = "".join(
        f"M{x * _UNIT} {y * _UNIT}h{_UNIT}v{_UNIT}h-{_UNIT}z"
        for y, row in enumerate(matrix)
        for x, dark in enumerate(row)
        if dark
    )
    wide = width or side
    named = f' role="img" aria-label="{_escaped(label)}"' if label else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {side}" '
        f'width="{wide}" height="{side}"{named}>'
        f'<rect width="{side}" height="{side}" fill="#ffffff"/><path fill="#000000" d="{squares}"/></svg>'
    )


def square_code_picture(text: str) -> bytes:
    """The same as a PNG, for programs of mail, which show no drawings."""
    out = BytesIO()
    _made(text).make_image().save(out, "PNG")
    return out.getvalue()


def _made(text: str) -> qrcode.QRCode:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=_QUIET, box_size=_POINTS)
    code.add_data(text)
    code.make(fit=True)
    return code


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
