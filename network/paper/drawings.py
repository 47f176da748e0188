"""Drawings of papers: read before they are shown, because an SVG can carry scripts and fetch things."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from .texts import clean

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_ELEMENTS = set(
    """svg g defs title desc path rect circle ellipse line polyline polygon text tspan
    linearGradient radialGradient stop clipPath marker""".split()  # noqa: SIM905 (read more easily so)
)
_ATTRIBUTES = set(
    """id x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy d points width height viewBox preserveAspectRatio
    transform rotate textLength lengthAdjust pathLength offset gradientUnits gradientTransform spreadMethod
    clipPathUnits markerWidth markerHeight markerUnits refX refY orient fill fill-opacity fill-rule stroke
    stroke-width stroke-opacity stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin
    stroke-miterlimit opacity color stop-color stop-opacity clip-path clip-rule marker-start marker-mid
    marker-end paint-order display visibility font-family font-size font-weight font-style font-variant
    letter-spacing word-spacing text-anchor text-decoration dominant-baseline alignment-baseline
    baseline-shift shape-rendering text-rendering href""".split()  # noqa: SIM905
)
_URL = re.compile(r"url\s*\(\s*(['\"]?)\s*#([\w.-]+)\s*\1\s*\)", re.I)
_NUMBER = r"\s*(\d+(?:\.\d+)?)"


class DrawingRefusedError(ValueError):
    """A drawing is no SVG, or does more than draw: it runs something or fetches something."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing that only draws. `width` and `height` are its own units."""

    root: Element
    width: float
    height: float

    def inline(self, prefix: str, title: str, description: str) -> str:
        """The `<svg>` for an HTML page, named and described, its ids beginning with `prefix`."""
        root = _with_prefixed_ids(self.root, prefix)
        named = {"role": "img", "aria-labelledby": f"{prefix}-t", "aria-describedby": f"{prefix}-d"}
        root.attrib.update(named)
        for told in [child for child in root if child.tag in ("title", "desc")]:
            root.remove(told)
        for place, (tag, mark, text) in enumerate((("title", "t", title), ("desc", "d", description))):
            element = Element(tag, {"id": f"{prefix}-{mark}"})
            element.text = text
            root.insert(place, element)
        return tostring(root, encoding="unicode")

    def alone(self) -> bytes:
        """The drawing as a file of its own."""
        return tostring(self.root, encoding="utf-8")


def read(source: str) -> Drawing:
    """The drawing of an SVG source.

    Raises DrawingRefusedError for what is no SVG with a size, for elements beyond shapes, text and gradients,
    for event handlers, style sheets, and references that lead out of the drawing. Attributes that change
    nothing of a lone drawing (classes, roles, data) are left out.
    """
    try:
        root = fromstring(clean(source).strip(), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise DrawingRefusedError(f"not a drawing that can be read: {error}") from error
    if root.tag != f"{_SVG}svg":
        raise DrawingRefusedError("not an SVG")
    drawn = _copied(root)
    width, height = _size(drawn)
    drawn.attrib.update({"xmlns": _SVG[1:-1], "viewBox": drawn.get("viewBox", f"0 0 {width:g} {height:g}")})
    return Drawing(drawn, width, height)


def _copied(element: Element) -> Element:
    name = element.tag.removeprefix(_SVG) if isinstance(element.tag, str) else ""
    if name not in _ELEMENTS:
        raise DrawingRefusedError(f"<{name}> does not belong in a drawing")
    copy = Element(name, dict(_attributes(element)))
    copy.text, copy.tail = element.text, element.tail
    copy.extend([_copied(child) for child in element])
    return copy


def _attributes(element: Element) -> list[tuple[str, str]]:
    kept = []
    for name, value in element.attrib.items():
        name = "href" if name == _XLINK_HREF else name
        if name.lower().startswith("on") or name.lower() == "style":
            raise DrawingRefusedError(f"{name} does not belong in a drawing")
        if name == "href" and not re.fullmatch(r"#[\w.-]+", value.strip()):
            raise DrawingRefusedError(f"a reference leads out of the drawing: {value[:80]}")
        if name not in _ATTRIBUTES:
            continue
        if re.search(r"url\s*\(|\\", _URL.sub("", value), re.I):
            raise DrawingRefusedError(f"{name} leads out of the drawing: {value[:80]}")
        kept.append((name, value))
    return kept


def _size(root: Element) -> tuple[float, float]:
    box = re.fullmatch(
        rf"\s*-?[\d.]+[\s,]+-?[\d.]+[\s,]+{_NUMBER}[\s,]+{_NUMBER}\s*", root.get("viewBox", "")
    )
    told = [re.match(_NUMBER, root.get(name, "")) for name in ("width", "height")]
    if box:
        size = float(box[1]), float(box[2])
    elif told[0] and told[1]:
        size = float(told[0][1]), float(told[1][1])
    else:
        raise DrawingRefusedError("the drawing does not say how large it is")
    if not all(0 < side < 100_000 for side in size):
        raise DrawingRefusedError("the drawing has no size that can be shown")
    return size


def _with_prefixed_ids(element: Element, prefix: str) -> Element:
    copy = Element(element.tag)
    copy.text, copy.tail = element.text, element.tail
    for name, value in element.attrib.items():
        if name == "id":
            value = f"{prefix}-{value}"
        elif name == "href":
            value = f"#{prefix}-{value.strip()[1:]}"
        else:
            value = _URL.sub(rf"url(#{prefix}-\2)", value)
        copy.set(name, value)
    copy.extend([_with_prefixed_ids(child, prefix) for child in element])
    return copy
