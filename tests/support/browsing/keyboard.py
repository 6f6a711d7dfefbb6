"""A reader without a mouse: Tab, what has the focus, and whether that can be seen."""

from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.support.browsing.reader import Reader

MAX_TABS = 140

FOCUSED = """at => { let on = document.activeElement;
  while (on && on.tagName === 'IFRAME' && on.contentDocument) on = on.contentDocument.activeElement;
  return Boolean(on && on.closest(at)); }"""

STOP = """() => {
  let on = document.activeElement;
  while (on && on.shadowRoot && on.shadowRoot.activeElement) on = on.shadowRoot.activeElement;
  const inside = on.tagName === 'IFRAME' && on.contentDocument ? on.contentDocument.activeElement : null;
  const it = inside || on;
  const look = () => {
    const whole = it.closest('label, [data-testid=stDateInput], [data-baseweb=select]') || it;
    const around = [whole, ...whole.querySelectorAll('*')];
    for (let up = whole.parentElement, n = 0; up && n < 3; up = up.parentElement, n++) around.push(up);
    return around.map(one => { const s = getComputedStyle(one);
      return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.borderColor, s.backgroundColor,
              s.clipPath, s.textDecorationLine].join(' '); }).join('|');
  };
  const seen = look();
  const key = (one) => one.closest('[class*=st-key-]')?.className.match(/st-key-[\\w-]+/)?.[0] || '';
  const name = [it.tagName, inside ? 'map' : key(it), it.getAttribute('aria-label') || it.textContent.trim()
    || it.value || ''].join(' ').slice(0, 120);
  const first = !window.stops; if (first) window.stops = [];
  const again = window.stops.includes(it); window.stops.push(it);
  it.blur();
  const unseen = look();
  it.focus({preventScroll: true});
  return {name, visible: seen !== unseen, again, end: it === document.body};
}"""


@dataclass(frozen=True)
class Stop:
    """One place where the focus rests: its tag, part of the page and words, and whether its focus shows."""

    name: str
    visible: bool
    again: bool


def stops(page: Page) -> Iterator[Stop]:
    """Press Tab from the top of the page until the focus leaves it or comes round; yield each stop."""
    page.evaluate("window.stops = null; document.activeElement.blur()")
    for _ in range(MAX_TABS * 2):
        page.keyboard.press("Tab")
        found = page.evaluate(STOP)
        if found["end"] or found["again"]:
            return
        yield Stop(found["name"], found["visible"], found["again"])
    raise AssertionError("the focus does not leave the page")


def tab_to(reader: Reader, selector: str, key: str = "Tab") -> None:
    """Press Tab until the focus is inside an element of the page or of the map's frame."""
    for _ in range(MAX_TABS):
        reader.page.keyboard.press(key)
        if reader.page.evaluate(FOCUSED, selector):
            return
    raise AssertionError(f"{selector} is not reached by {MAX_TABS} times {key}")
