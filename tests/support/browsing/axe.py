"""axe-core in a page: what breaks the rules of WCAG 2.2 AA, and what we cannot mend."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Frame, Page

SCRIPT = Path(__file__).parents[2] / "outside" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
RUN = f"""() => axe.run(document, {{resultTypes: ['violations'], runOnly: {json.dumps(RULES)}}})
  .then(found => found.violations)"""

with_axe = pytest.mark.skipif(not SCRIPT.is_file(), reason="`npm ci` was not run in tests/outside")


@dataclass(frozen=True)
class Beyond:
    """A violation in what Streamlit draws, which neither a style sheet nor a script of ours may change."""

    rule: str
    element: str
    why: str


BEYOND: tuple[Beyond, ...] = (
    Beyond("presentation-role-conflict", r'data-testid="stFileUploaderDropzone"',
           "Streamlit names the place to drop a file and says that it is no element of its own. Its button "
           "inside has the name and the focus, so nothing is out of reach."),
)
"""All that is left out, by rule and by what the element's HTML has; keep it short."""


def violations(page: Page) -> list[str]:
    """Return what axe-core finds in a page and its frames, one line for each element."""
    source = SCRIPT.read_text(encoding="utf-8")
    for frame in page.frames:
        if frame.url.startswith(("http", "file")):
            _add(frame, source)
    return [f"{rule['id']}: {node['target']} {node['html'][:200]} - {node['failureSummary']}"
            for rule in page.evaluate(RUN) for node in rule["nodes"] if not is_beyond(rule, node)]


def is_beyond(rule: dict[str, Any], node: dict[str, Any]) -> bool:
    return any(rule["id"] == item.rule and re.search(item.element, node["html"]) for item in BEYOND)


def _add(frame: Frame, source: str) -> None:
    """Add the script to a frame; a policy that forbids it is got round, as the page's scripts are not."""
    if not frame.evaluate("() => Boolean(window.axe)"):
        frame.evaluate(source)
