"""Elements of SVG, and their text; ElementTree escapes every word and every attribute."""

import base64
import re
from xml.etree import ElementTree as ET

NAMESPACE = "http://www.w3.org/2000/svg"
"""The name of a format, never fetched."""

UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""


def element(tag: str, *content: ET.Element | str | None, **attributes: object) -> ET.Element:
    """An element with what is in it.

    Parameters
    ----------
    tag
        Its name.
    content
        Elements, in this order; or one text. None is left out.
    attributes
        An underscore in a name stands for a hyphen (`stroke_width`), one at its end for nothing
        (`class_`). None leaves an attribute out.
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
    """An `<svg>` element that can stand alone."""
    return element("svg", *content, xmlns=NAMESPACE, **attributes)


def text_of(*elements: ET.Element) -> str:
    """Elements as text, one after the other."""
    return "".join(ET.tostring(item, encoding="unicode") for item in elements)


def as_image(svg: str) -> str:
    """A drawing as the address of an image, which no sanitiser strips."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode('utf-8')).decode('ascii')}"


def writable(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return UNWRITABLE.sub("", text)
