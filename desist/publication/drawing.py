"""A chart's drawing made safe to stand in a page: shapes and words, and nothing that can act."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

from desist.publication.fonts import STACK
from desist.publication.plain_text import visible

SVG = "http://www.w3.org/2000/svg"
SHAPE_NAMES = """
    svg g path rect line circle ellipse polyline polygon text tspan title desc defs clipPath linearGradient
    radialGradient stop marker pattern
"""
# Attributes of shape and look; nothing that loads, links or runs (href, on…, style).
LOOK_NAMES = """
    class clip-path clip-rule clipPathUnits cx cy d display dominant-baseline dx dy fill fill-opacity
    fill-rule font-family font-size font-style font-weight fx fy gradientTransform gradientUnits height id
    letter-spacing marker-end marker-mid marker-start markerHeight markerUnits markerWidth offset opacity
    orient patternTransform patternUnits points preserveAspectRatio r refX refY rotate rx ry
    shape-rendering stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap
    stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration transform
    version viewBox visibility width x x1 x2 y y1 y2
"""
SHAPES = frozenset(SHAPE_NAMES.split())
ATTRIBUTES = frozenset(LOOK_NAMES.split())


def safe_drawing(svg: str, *, prefix: str, show: Callable[[str], str] = visible) -> str:
    """Rebuild an SVG from known shapes and attributes only, in the report's own typeface.

    ``prefix`` keeps the ids of one chart apart from another's on the same page; ``show`` is
    applied to every word in the drawing. Raises ValueError for what is not a well-formed SVG, or
    declares entities, since a chart of ours never does.
    """
    if "<!" in re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL):
        raise ValueError(f"the drawing '{prefix}' holds a declaration, which no chart of ours does")
    try:
        root = ET.fromstring(svg)
    except ET.ParseError as error:
        raise ValueError(f"the drawing '{prefix}' is not well-formed: {error}") from error
    if root.tag != f"{{{SVG}}}svg":
        raise ValueError(f"the drawing '{prefix}' is not an SVG")
    built = _rebuilt(root, prefix, show)
    if "viewBox" not in built.attrib and {"width", "height"} <= built.attrib.keys():
        built.set("viewBox", f"0 0 {_points(built.get('width'))} {_points(built.get('height'))}")
    ET.register_namespace("", SVG)
    return ET.tostring(built, encoding="unicode")


def _rebuilt(element: ET.Element, prefix: str, show: Callable[[str], str]) -> ET.Element:
    built = ET.Element(element.tag)
    for name, value in element.attrib.items():
        if name in ATTRIBUTES and (kept := _attribute(name, value, prefix)) is not None:
            built.set(name, kept)
    built.text = show(element.text) if element.text else None
    for child in element:
        if child.tag.startswith(f"{{{SVG}}}") and child.tag.removeprefix(f"{{{SVG}}}") in SHAPES:
            grown = _rebuilt(child, prefix, show)
            grown.tail = show(child.tail) if child.tail else None
            built.append(grown)
    return built


def _attribute(name: str, value: str, prefix: str) -> str | None:
    if name == "font-family":
        return STACK
    if name == "id":
        return f"{prefix}-{value}"
    if "url(" in value.lower():
        inside = re.fullmatch(r"url\(['\"]?#([\w.-]+)['\"]?\)", value.strip())
        return f"url(#{prefix}-{inside[1]})" if inside else None
    return value


def _points(length: str | None) -> str:
    return (length or "").removesuffix("px")
