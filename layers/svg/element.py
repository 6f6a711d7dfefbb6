"""SVG elements and their serialisation; ElementTree escapes all text and attributes."""

import base64
import re
from xml.etree import ElementTree as ET

NAMESPACE = "http://www.w3.org/2000/svg"
"""The SVG namespace; it is never fetched."""

UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 forbids."""


def element(tag: str, *content: ET.Element | str | None, **attributes: object) -> ET.Element:
    """Create an element with content and attributes.

    Parameters
    ----------
    tag
        The name of the element.
    content
        Child elements in order, or one text. None is left out.
    attributes
        An underscore in a name becomes a hyphen (`stroke_width`); one at its end is dropped
        (`class_`). An attribute with the value None is left out.
    """
    made = ET.Element(tag)
    for name, value in attributes.items():
        if value is not None:
            made.set(name.rstrip("_").replace("_", "-"), writable(str(value)))
    for item in content:
        if isinstance(item, str):
            made.text = writable(item)
        elif item is not None:
            made.append(item)
    return made


def drawing(*content: ET.Element | None, **attributes: object) -> ET.Element:
    """Create a standalone `<svg>` element."""
    return element("svg", *content, xmlns=NAMESPACE, **attributes)


def text_of(*elements: ET.Element) -> str:
    """Serialise elements and join them."""
    return "".join(ET.tostring(item, encoding="unicode") for item in elements)


def as_image(svg: str) -> str:
    """Return a drawing as a data URL for an image, which no sanitiser strips."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode('utf-8')).decode('ascii')}"


def writable(text: str) -> str:
    """Remove the characters that XML forbids."""
    return UNWRITABLE.sub("", text)
