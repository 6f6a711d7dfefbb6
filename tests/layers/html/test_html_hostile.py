"""No text from a file can change the structure of a page.

Everything is rendered twice: with malicious text, and with the same text without any characters that
are special in HTML. Both must have the same elements and attributes.
"""

import base64
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from geo.sources import KEYS, load_sources
from geo.world import World
from geo.zones.ground import Ground
from layers.html.render import TEMPLATES, environment
from layers.language import Language
from layers.request import ExportRequest
from tests.support.files.export_requests import HOSTILE, hostile_request
from tests.support.renderings import RENDERED

MARK = "marker"
"""A word in each of the texts that shows where the text is displayed."""

EVIL = [
    f"{HOSTILE} {MARK}",
    f'" onmouseover="alert(1)" x="\' onfocus=\'alert(1)\' autofocus x=\'{MARK}',
    "</td></tr></table></div><iframe srcdoc='x'></script></style></title></svg><svg onload=alert(1)>"
    f"{MARK}<!--",
    f"javascript:alert(1)//{MARK}",
    f"{{{{ 7*7 }}}}{{% raw %}} {{x}} %s &lt;img src=x onerror=alert(1)&gt; &#60;b&#62; ]]><b>{MARK}</b>",
]
HARMLESS = str.maketrans(dict.fromkeys("<>\"'&=/:", "x"))

Shape = tuple[str, tuple[str, ...]]


class Page(HTMLParser):
    """The content a browser would see: kinds of elements, addresses, and how often MARK occurs."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.shapes, self.addresses, self.marks, self.comments = set[Shape](), set[str](), 0, 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.shapes.add((tag, tuple(sorted(name for name, _ in attrs))))
        for name, value in attrs:
            if str(value).startswith("data:image/svg+xml;base64,"):
                self._within(base64.b64decode(str(value).partition(",")[2]).decode("utf-8"))
            elif name in ("href", "src"):
                self.addresses.add(re.match(r"[a-z]*:?", str(value))[0])  # type: ignore[index]
            else:
                self.marks += str(value).count(MARK)

    def _within(self, drawing: str) -> None:
        page = Page(drawing)
        self.shapes |= page.shapes
        self.marks += page.marks

    def handle_data(self, data: str) -> None:
        self.marks += data.count(MARK)

    def handle_comment(self, _data: str) -> None:
        self.comments += 1


def order_of_words(toy_world: World, toy_ground: Ground, english: Language, words: str) -> ExportRequest:
    """Return a request in which every text is this one, including those of the sources."""
    export_request = hostile_request(toy_world, toy_ground, english, words)
    sources = {name: dict.fromkeys(KEYS, words) for name in load_sources()}
    return replace(export_request, world=replace(export_request.world, sources=sources))


@pytest.fixture(scope="module", params=range(len(EVIL)))
def words(request: pytest.FixtureRequest) -> str:
    return EVIL[request.param]


@pytest.fixture(scope="module")
def export_requests(words: str, toy_world: World, toy_ground: Ground,
           english: Language) -> tuple[ExportRequest, ExportRequest]:
    """A request in which every text is malicious, and one in which it is harmless."""
    evil, tame = (order_of_words(toy_world, toy_ground, english, text)
                  for text in (words, words.translate(HARMLESS)))
    return evil, tame


@pytest.mark.slow
@pytest.mark.parametrize("name", RENDERED)
def test_text_does_not_change_the_structure(
    name: str, words: str, export_requests: tuple[ExportRequest, ExportRequest]
) -> None:
    evil, tame = (
        Page(RENDERED[name](export_request, text))
        for export_request, text in zip(export_requests, (words, words.translate(HARMLESS)), strict=True)
    )
    assert tame.shapes
    assert evil.shapes == tame.shapes
    assert evil.addresses == tame.addresses
    assert (evil.marks, evil.comments) == (tame.marks, tame.comments)
    assert not {attribute for _, attributes in evil.shapes for attribute in attributes
                if attribute.startswith("on") or attribute == "srcdoc"}


@pytest.mark.parametrize("name", RENDERED)
def test_text_is_shown_at_all(name: str, toy_world: World, toy_ground: Ground, english: Language) -> None:
    """Otherwise the law above would hold trivially."""
    export_request = order_of_words(toy_world, toy_ground, english, MARK)
    assert Page(RENDERED[name](export_request, MARK)).marks


@pytest.mark.slow
def test_every_template_is_among_them(
    monkeypatch: pytest.MonkeyPatch, toy_world: World, toy_ground: Ground, english: Language
) -> None:
    asked = set[str]()
    loader = environment().loader
    assert loader is not None
    get_source = loader.get_source

    def noted(env: object, template: str) -> object:
        asked.add(template)
        return get_source(env, template)  # type: ignore[arg-type]

    monkeypatch.setattr(loader, "get_source", noted)
    environment().cache.clear()  # type: ignore[union-attr]
    export_request = order_of_words(toy_world, toy_ground, english, MARK)
    for made in RENDERED.values():
        made(export_request, MARK)
    assert asked == {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")}


@pytest.mark.parametrize("broken", ["<b>{}</b>", "<p title={}>x</p>", '<a href="{}">x</a>'])
def test_unescaped_text_is_detected(broken: str) -> None:
    """Text inserted into markup unchanged, and into an unquoted attribute."""
    def differs(text: str) -> bool:
        evil, tame = Page(broken.format(text)), Page(broken.format(text.translate(HARMLESS)))
        return (evil.shapes, evil.addresses, evil.marks) != (tame.shapes, tame.addresses, tame.marks)

    assert any(differs(text) for text in EVIL)
