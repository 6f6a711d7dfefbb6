"""Contrast where axe-core cannot tell, such as of text over a map: from the pixels behind the text."""

import io
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import compress
from math import ceil, floor
from typing import Any

import numpy as np
import shapely
from PIL import Image
from playwright.sync_api import ElementHandle, Frame, Page

from tests.layers.style.test_styles import contrast
from tests.support.browsing.axe import SCRIPT

RULE = {"resultTypes": ["incomplete"], "iframes": False,
        "runOnly": {"type": "rule", "values": ["color-contrast"]}}
UNSURE = f"""() => axe.run(document, {json.dumps(RULE)})
  .then(found => found.incomplete.flatMap(rule => rule.nodes.map(node => node.target[0])))"""

READ = """element => {
  const style = getComputedStyle(element), box = element.getBoundingClientRect();
  const range = document.createRange();
  const rects = [], svg = element instanceof SVGElement;
  for (const node of element.childNodes) {
    if (node.nodeType !== Node.TEXT_NODE || !node.textContent.trim()) continue;
    range.selectNodeContents(node);
    for (const it of range.getClientRects()) rects.push([it.x - box.x, it.y - box.y, it.width, it.height]);
  }
  let opacity = 1;
  for (let it = element; it; it = it.parentElement) opacity *= Number(getComputedStyle(it).opacity);
  return { opacity, colour: svg ? style.fill : style.color, size: parseFloat(style.fontSize),
           weight: Number(style.fontWeight), rects, words: element.textContent.trim().slice(0, 60),
           width: box.width, height: box.height };
}"""
"""The text of an element itself: its colour, size and weight, and where its lines are within the element."""

HIDE = """element => {
  for (const name of ['color', 'fill', '-webkit-text-fill-color', 'caret-color'])
    element.style.setProperty(name, 'transparent', 'important');
  element.style.setProperty('transition', 'none', 'important');
}"""
RESTORE = """(element, style) => {
  if (style === null) element.removeAttribute('style'); else element.setAttribute('style', style);
}"""
LARGE_PX, LARGE_BOLD_PX, BOLD = 24.0, 18.66, 700
"""From which size on text counts as large, in pixels (WCAG: 18 points, or 14 points if bold)."""

SHARE = 0.05
"""The share of pixels below the letters that may have less: a line or a dot of the map that they touch."""

SHARE_IN_SIGHT = """element => new Promise(done => new IntersectionObserver(([it], eye) => {
  eye.disconnect();
  done(it.intersectionRatio);
}).observe(element))"""
"""How much of an element is in the window, in no part scrolled away."""

HALO_PX = 4

TOLD_APART = 24
"""From which difference on, of 255, a pixel counts as part of a letter."""


@dataclass(frozen=True)
class Found:
    """The least contrast of a text with what lies behind it, and the least that WCAG asks for."""

    words: str
    ratio: float
    least: float

    def __str__(self) -> str:
        return f"{self.words!r}: {self.ratio:.2f} of {self.least}"


@dataclass(frozen=True)
class Text:
    """A text that the reader sees, or sees after scrolling, and what READ says of it."""

    element: ElementHandle
    told: dict[str, Any]

    def found(self, shown: Image.Image, hidden: Image.Image) -> Iterator[Found]:
        """Measure it in pictures of its element with and without its letters."""
        ink = channels(self.told["colour"], self.told["opacity"])
        size, is_bold = self.told["size"], self.told["weight"] >= BOLD
        seen = behind(self.told["rects"], shown, hidden)
        if seen:  # otherwise something else lies over it
            large = size >= LARGE_PX or (size >= LARGE_BOLD_PX and is_bold)
            yield Found(self.told["words"], least_contrast(ink, seen), 3.0 if large else 4.5)

    def place(self) -> tuple[int, int, int, int]:
        """Return the whole pixels of the window that its element covers, as in a picture of it alone."""
        box = self.element.bounding_box()
        assert box is not None
        return (floor(box["x"]), floor(box["y"]), ceil(box["x"] + box["width"]),
                ceil(box["y"] + box["height"]))

    def lines(self) -> shapely.MultiPolygon:
        """Return the boxes of its lines in the window, with room for a halo."""
        x, y, *_ = self.place()
        return shapely.MultiPolygon([
            shapely.box(x + left, y + top, x + left + width, y + top + height).buffer(HALO_PX)
            for left, top, width, height in self.told["rects"]])


def unsure(page: Page) -> Iterator[Found]:
    """Measure every text of a page and its frames of whose contrast axe-core is not sure."""
    for frame in page.frames:
        if frame.url.startswith(("http", "file")):
            if not frame.evaluate("() => Boolean(window.axe)"):
                frame.evaluate(SCRIPT.read_text(encoding="utf-8"))
            texts = [text for selector in frame.evaluate(UNSURE) for text in read(frame, selector)]
            in_sight = [text.element.evaluate(SHARE_IN_SIGHT) == 1 for text in texts]
            for group in apart(list(compress(texts, in_sight))):
                yield from together(page, group)
            for text, is_in_sight in zip(texts, in_sight, strict=True):
                if not is_in_sight:
                    yield from alone(text)


def read(frame: Frame, selector: str) -> Iterator[Text]:
    """Read a text, if there is one to be seen."""
    element = frame.query_selector(selector)
    if element is None or not element.is_visible():
        return
    told: dict[str, Any] = element.evaluate(READ)
    if told["rects"] and min(told["width"], told["height"]) >= 2:
        yield Text(element, told)


def apart(texts: list[Text]) -> Iterator[list[Text]]:
    """Divide texts into groups whose letters do not lie on each other."""
    groups: list[list[tuple[Text, shapely.MultiPolygon]]] = []
    for text in texts:
        lines = text.lines()
        for group in groups:
            if not shapely.intersects(lines, [taken for _, taken in group]).any():
                group.append((text, lines))
                break
        else:
            groups.append([(text, lines)])
    return ([text for text, _ in group] for group in groups)


def together(page: Page, texts: list[Text]) -> Iterator[Found]:
    """Measure texts that are all in sight: two pictures of the window do for all of them."""
    shown = pixels(page)
    with letters_hidden(texts):
        hidden = pixels(page)
    for text in texts:
        place = text.place()
        yield from text.found(shown.crop(place), hidden.crop(place))


def alone(text: Text) -> Iterator[Found]:
    """Measure one text, wherever it is."""
    text.element.scroll_into_view_if_needed()
    shown = pixels(text.element)
    with letters_hidden([text]):
        hidden = pixels(text.element)
    yield from text.found(shown, hidden)


@contextmanager
def letters_hidden(texts: list[Text]) -> Iterator[None]:
    before = [text.element.get_attribute("style") for text in texts]
    for text in texts:
        text.element.evaluate(HIDE)
    try:
        yield
    finally:
        for text, style in zip(texts, before, strict=True):
            text.element.evaluate(RESTORE, style)


def behind(rects: list[list[float]], shown: Image.Image,
           hidden: Image.Image) -> Counter[tuple[int, int, int]]:
    """Count the colours that the letters of a text lie on, its halo among them."""
    seen = Counter[tuple[int, int, int]]()
    for left, top, width, height in rects:
        box = (max(0, round(left)), max(0, round(top)), min(hidden.width, round(left + width)),
               min(hidden.height, round(top + height)))
        ink, ground = (np.asarray(picture.crop(box), dtype=int) for picture in (shown, hidden))
        letters = np.abs(ink - ground).max(axis=2) > TOLD_APART
        seen.update(map(tuple, ground[letters].tolist()))
    return seen


def pixels(seen: Page | ElementHandle) -> Image.Image:
    return Image.open(io.BytesIO(seen.screenshot())).convert("RGB")


def channels(colour: str, opacity_of_all: float = 1.0) -> tuple[float, float, float, float]:
    """Return red, green, blue and opacity of a computed colour, such as 'rgb(22, 25, 29)'."""
    numbers = [float(part) for part in colour[colour.index("(") + 1:-1].replace("/", ",").split(",")]
    red, green, blue, opacity = [*numbers, 1.0][:4]
    return red, green, blue, opacity * opacity_of_all


def least_contrast(ink: tuple[float, float, float, float], seen: Counter[tuple[int, int, int]]) -> float:
    """Return the contrast that all but SHARE of the pixels behind a text have at least."""
    *colour, opacity = ink
    ratios = []
    for behind, count in seen.items():
        mixed = [opacity * one + (1 - opacity) * other for one, other in zip(colour, behind, strict=True)]
        pair = (tuple(one / 255 for one in mixed), tuple(one / 255 for one in behind))
        ratios.append((contrast(*pair), count))
    passed, most = 0, SHARE * sum(seen.values())
    for ratio, count in sorted(ratios):
        passed += count
        if passed > most:
            return ratio
    return 1.0
