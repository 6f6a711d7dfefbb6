"""The code to embed a map: whatever a plan is called, it stays one frame and one script."""

import re
from html.parser import HTMLParser

from layers.site.embed import embed_codes, script

HOSTILE = "\"><script>alert(1)</script> ' & <"


class Tags(HTMLParser):
    """Collects tags with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_names_of_plans_never_become_markup() -> None:
    site = "https://example.org/a"
    codes = embed_codes(site, "plan", "atlas.html", HOSTILE, HOSTILE, ("preview.png", 4, 3))
    tags = Tags(codes["script"]).found
    assert [tag for tag, _ in tags] == ["div", "noscript", "a", "img", "script"]
    assert tags[0][1] == {"data-plan-atlas": f"{site}/atlas.html#plan.map", "data-title": HOSTILE}
    assert tags[3][1] == {"src": "https://example.org/a/plan/preview.png", "width": "100%", "alt": HOSTILE}
    assert tags[4][1] == {"src": "https://example.org/a/embed.js", "async": None}
    (tag, frame), = Tags(codes["frame"]).found
    assert tag == "iframe"
    assert frame["title"] == HOSTILE


def test_the_script_runs_no_text_and_asks_nobody() -> None:
    risky = r"eval|innerHTML|document\.write|Function\(|fetch\(|XMLHttp|localStorage|cookie"
    assert not re.search(risky, script())
