"""The standalone map: one HTML file with every plan, that asks for nothing else, ever."""

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from geo.outcomes.outcome import Outcome, outcome_of
from layers.bundle.page_context import ASSETS, grouped, notes_of, reading, words_of
from layers.html.ledger import chips_css
from layers.html.render import render
from layers.language import N_
from layers.plate.static_svg import still
from layers.request import ExportRequest
from layers.style.simplify import DECIMALS
from layers.svg.signs import Signs
from layers.web.folium_map import LEAFLET, script_json
from layers.web.offline_map import map_data

PICTURE = re.compile(r"^.*(?:url\(|behavior:).*$\n?", re.MULTILINE)
SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
END_OF_SCRIPT = re.compile(r"</(?=script|style)", re.IGNORECASE)


def standalone(order: ExportRequest) -> bytes:
    """Write every plan, and the line without one, on the order's line of contact, as one page.

    Parameters
    ----------
    order
        The page opens with its plan; `parts`, `size` and `view` play no part.

    Returns
    -------
    bytes
        HTML, UTF-8. It needs no server and makes no request, which its own policy forbids, too.
        `#plan-id` in its address opens another plan, `#plan-id.map` the map with its legend
        alone. Without JavaScript words, tables and a still picture of the order's plan remain.
    """
    order = replace(order, view="ukraine")
    orders = every(order)
    outcomes: dict[str, Outcome | None] = {one.id: one.outcome for one in orders}
    signs = Signs()
    readings = [reading(one, signs) for one in orders]
    first = next(item for item in readings if item["id"] == order.id)
    groups, words = grouped(readings, order), words_of(order)
    notes = notes_of(order, order.library.plans.values())
    data = {
        **map_data(order.world, order.ground, outcomes, order.names, order.language, order.layers,
                   order.regions),
        "per_degree": 10**DECIMALS,
        "title": order.language.text(N_(" – {project}, {day}"), project=notes["name"], day=notes["day"]),
        "words": {name: words[name] for name in ("zoom_in", "zoom_out")},
    }
    sheets, scripts = style_sheets(), [leaflet("leaflet.js"), _asset("atlas.js"), _asset("standalone.js")]
    page = render(
        "standalone", first=first, readings=readings, groups=groups, notes=notes, words=words,
        symbols=signs.symbols, still=still(order), data=script_json(data),
        sheets=sheets, scripts=scripts, policy=policy(sheets, scripts),
    )
    return page.encode("utf-8", errors="replace")


def every(order: ExportRequest) -> list[ExportRequest]:
    """An order for each plan, and one for the line without a plan, on the same line of contact.

    The plan of the order itself comes as it is, with a strip as wide as it was ordered.
    """
    plans = dict(order.library.plans)
    if order.outcome is not None:
        plans.setdefault(order.id, order.outcome.scenario)
    orders = [replace(order, outcome=None)]
    orders += [order if name == order.id
               else replace(order, outcome=outcome_of(order.world, plan, order.ground))
               for name, plan in plans.items()]
    return [*orders[1:], orders[0]]


def style_sheets() -> list[str]:
    """Leaflet's sheet, the map's, and the page's own."""
    return [leaflet("leaflet.css"), _asset("atlas.css"), words_css(), _asset("standalone.css")]


def words_css() -> str:
    """The sheet that all our pages share, with the colours of statuses."""
    return _asset("words.css") + chips_css()


def leaflet(name: str) -> str:
    """A file of Leaflet's, without the pictures and the map of sources that it would ask for."""
    text = (LEAFLET / name).read_text(encoding="utf-8")
    return _inline(SOURCE_MAP.sub("", PICTURE.sub("", text) if name.endswith(".css") else text))


def policy(sheets: Sequence[str], scripts: Sequence[str]) -> str:
    """A content security policy that allows these texts and nothing else."""
    return "; ".join([
        "default-src 'none'", f"script-src {_hashes(scripts)}", f"style-src {_hashes(sheets)}",
        "base-uri 'none'", "form-action 'none'",
    ])


def _hashes(texts: Sequence[str]) -> str:
    digests = (hashlib.sha256(text.encode("utf-8")).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode('ascii')}'" for digest in digests)


def _asset(name: str) -> str:
    return _inline((ASSETS / name).read_text(encoding="utf-8"))


def _inline(text: str) -> str:
    """Text that cannot end the element it is put into."""
    return END_OF_SCRIPT.sub(r"<\\/", text)


