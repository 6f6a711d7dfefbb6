"""What a page was doing when a test waited for it in vain; the failure may not come again to be looked at."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from playwright.sync_api import Error, Frame, Page

KEEP = 12

NOTICE = """(() => {
  window.noticed = [];
  const notice = (kind, more) => window.noticed.push([Math.round(performance.now()), kind, more]);
  for (const kind of ['mousedown', 'click', 'keydown'])
    addEventListener(kind, event => notice(kind, [event.detail, event.target.nodeName,
      event.target.getAttribute?.('class')]), true);
  addEventListener('message', event => {
    const type = event.data && event.data.type;
    if (type === 'streamlit:setComponentValue') notice(type, JSON.stringify(event.data.value));
  });
})()"""

PAGE = """() => {
  const app = document.querySelector('[data-test-script-state]');
  return {now: Math.round(performance.now()), address: location.href, hidden: document.hidden,
    state: app && {...app.dataset}, runs: window.runsDone,
    messages: [...document.querySelectorAll('[data-testid=stAlert]')].map(box => box.innerText),
    noticed: window.noticed};
}"""

MAP = """() => {
  const box = map_div.getContainer(), it = window.atlas && window.atlas.it;
  return {now: Math.round(performance.now()), painted: box.dataset.painted, fault: box.dataset.fault,
    waiting: window.atlas.waiting && window.atlas.waiting.stamp, held: Boolean(it && it.held),
    told: window.__GLOBAL_DATA__ && window.__GLOBAL_DATA__.previous_data, noticed: window.noticed};
}"""


@contextmanager
def telling(page: Page, sent: list[tuple[float, int]]) -> Iterator[None]:
    """Add what the page and its map were doing to an error of the browser.

    Parameters
    ----------
    page
        The page; the script `NOTICE` runs in all its frames.
    sent
        When the page sent something to the server, in seconds, and how many bytes.
    """
    try:
        yield
    except Error as fault:
        lines = [f"frames: {[frame.url for frame in page.frames]}", f"sent: {sent[-KEEP:]}"]
        for name, script, frames in (("page", PAGE, page.frames[:1]), ("map", MAP, page.frames[1:])):
            for frame in frames:
                with suppress(Error):
                    lines.append(f"{name}: {_told(frame, script)}")
        fault.add_note("\n".join(lines))
        raise


def _told(frame: Frame, script: str) -> str:
    told = frame.evaluate(script)
    told["noticed"] = (told["noticed"] or [])[-KEEP:]
    return json.dumps(told, ensure_ascii=False)
