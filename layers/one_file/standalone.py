"""The standalone map: one HTML file with every plan, which makes no network request."""

import base64
import gzip
import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from geo.cache import Itself
from geo.outcomes.outcome import Outcome, outcome_of
from geo.plans.scenario import Scenario
from layers.frame import ALL
from layers.html.render import render
from layers.language import N_
from layers.one_file.any_day import any_day, chooser, engine_text
from layers.one_file.common_parts import common_parts
from layers.one_file.comparison import controls
from layers.one_file.drawn import drawn_words
from layers.one_file.own_plan import edit_words
from layers.one_file.page_context import ASSETS, grouped, notes_of, reading, words_of
from layers.one_file.towns import town_data, towns_text
from layers.plate.static_svg import still
from layers.request import ExportRequest
from layers.style.dark import colours_css
from layers.style.simplify import as_bytes
from layers.svg.signs import Signs, signs_css
from layers.web.map_files import LEAFLET, SCRIPTS
from layers.web.offline_map import map_data
from layers.web.script import script_json
from layers.web.zone_facts import LIST_WORDS

PICTURE = re.compile(r"^.*(?:url\(|behavior:).*$\n?", re.MULTILINE)
SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
ENGINE = ("engine.js", "engine_map.js", "engine_compare.js", "engine_zone.js", "engine_own.js",
          "standalone_days.js",
          "standalone_beside.js", "standalone_compare.js", "standalone_sites.js", "standalone_towns.js",
          "standalone_zone.js", "standalone_own.js")
"""The scripts that work out other days and find places, in the order in which they run."""
COMMENT, MARGIN = re.compile(r"^[ \t]*//.*\n", re.MULTILINE), re.compile(r"^\s+", re.MULTILINE)
ASIDE = re.compile(r"(?<=[;{,)(]) +// [^'\"`\n]*$", re.MULTILINE)
"""A comment at the end of a line of code; no text of a script has quotation marks after two strokes."""
GAPS, VALUE = re.compile(r"\s*([{};])\s*"), re.compile(r"(?<=[{;])([a-z-]+): ")
END_OF_SCRIPT = re.compile(r"</(?=script|style)", re.IGNORECASE)


def standalone(request: ExportRequest, head: object | None = None, turns: Sequence[Any] = ()) -> bytes:
    """Write one page with every plan, and the line of contact without a plan.

    Parameters
    ----------
    request
        The line of contact, and the plan with which the page opens; `parts`, `size` and `frame` are
        ignored.
    head
        Title and card (`layers.card.head.PageHead`) of a page that has an address; None for a file.
    turns
        The same page in each language (`layers.site.edition.Turn`), if it has an address in several.

    Returns
    -------
    bytes
        HTML, UTF-8. It needs no server and makes no network request; its content security policy forbids
        any. Every plan can be shown on every day of both records, and `window.atlas.figures` has the rows
        of `cli.py figures` there. The fragment `#plan-id` opens another plan, `#plan-id@2024-07-08` on that
        day, `#plan-id@2024-07-08.liveuamap` of that record; after `~` may stand another plan, or `today`,
        to compare with, also on a day of its own, and after `;` the corners of a zone, as
        `37.6_48.5~37.9_48.5~37.9_48.7`; with `.map` at its end only the map with its legend. `edited` is the
        reader's own plan, whose code (`geo.plans.edit.code`) stands last, after `!`. In front of it
        may stand the flags `?plain`, `?dark` and `?static`, and `?fit` tells the page around how high the
        content is. Without JavaScript the text, the tables and a static map of the requested plan remain.
    """
    request = replace(request, frame=ALL)
    requests = every(request)
    outcomes: dict[str, Outcome | None] = {one.id: one.outcome for one in requests}
    signs = Signs()
    readings = [reading(one, signs) for one in requests]
    first = next(item for item in readings if item["id"] == request.id)
    groups, words = grouped(readings, request), words_of(request)
    notes = notes_of(request, request.library.plans.values())
    drawn = map_data(request.world, request.ground, outcomes, request.names, request.language, request.layers,
                     request.regions)
    days = any_day(request, signs)
    for name, plan in days["plans"].items():  # packed with the words of the plan, which every day needs
        plan["sites"] = drawn["states"][name].pop("sites")
    common, own = common_parts(drawn["states"])
    zone_words = {name: request.language.text(text) for name, text in LIST_WORDS.items()}
    plans = [one.outcome.scenario for one in requests if one.outcome is not None]
    towns = town_data(request)
    data = {
        "config": {**drawn["config"], "inside": _as_text(drawn["config"]["inside"])},
        "states": own, "common": common,
        "title_of": request.language.text(N_(" – {project}, {day}"), project=notes["name"], day="{day}"),
        "days": _as_text(days), "towns": towns,
        "words": {name: words[name] for name in ("zoom_in", "zoom_out")},
        "zone_words": zone_words,
    }
    sheets = style_sheets()
    scripts = [leaflet("leaflet.js"),
               *map(_script, (*SCRIPTS, *ENGINE, "sort.js", "zone_list.js", "embedded.js", "standalone.js"))]
    page = render(
        "standalone", first=first, readings=readings, groups=groups, notes=notes, words=words,
        symbols=signs.symbols, still=still(request), data=script_json(data),
        days=chooser(request), against=controls(request.language), engine=engine_text(request),
        settlements=towns_text(request, plans), towns=towns["words"],
        zone=drawn_words(request.language)["words"],
        edit=edit_words(request.language), zones=zone_words["zones"],
        sheets=sheets, scripts=scripts, policy=policy(sheets, scripts), head=head, turns=turns,
    )
    return page.encode("utf-8", errors="replace")


def every(request: ExportRequest) -> list[ExportRequest]:
    """Return a request for each plan, then one without a plan, all on the same line of contact.

    The plan of the given request keeps its outcome, including a buffer of the requested width.
    """
    plans = dict(request.library.plans)
    if request.outcome is not None:
        plans.setdefault(request.id, request.outcome.scenario)
    requests = [replace(request, outcome=None)]
    requests += [request if name == request.id
                 else replace(request, outcome=_outcome(request, plan)) for name, plan in plans.items()]
    return [*requests[1:], requests[0]]


def _outcome(request: ExportRequest, plan: Scenario) -> Outcome:
    """Return the outcome of a plan on the ground of a request, the same in every language."""
    return request.ground.once(("outcome", Itself(request.world), Itself(plan)),
                               lambda: outcome_of(request.world, plan, request.ground))


def style_sheets() -> list[str]:
    """Return the style sheets of Leaflet, of the map and of the page."""
    sheets = [leaflet("leaflet.css"), words_css(), _asset("atlas.css"), _asset("standalone.css"),
              _asset("embedded.css")]
    return [VALUE.sub(r"\1:", GAPS.sub(r"\1", sheet)) for sheet in sheets]


def words_css() -> str:
    """Return the style sheet that all pages share, with the colours of statuses."""
    return colours_css() + _asset("words.css") + signs_css()


def leaflet(name: str) -> str:
    """Return a file of Leaflet without the images and the source map that it would fetch."""
    text = (LEAFLET / name).read_text(encoding="utf-8")
    return _inline(SOURCE_MAP.sub("", PICTURE.sub("", text) if name.endswith(".css") else text))


def policy(sheets: Sequence[str], scripts: Sequence[str]) -> str:
    """Return a content security policy that allows only these sheets and scripts, and images within them."""
    return "; ".join([
        "default-src 'none'", f"script-src {_hashes(scripts)}", f"style-src {_hashes(sheets)}",
        "img-src data:", "base-uri 'none'", "form-action 'none'",
    ])


def _hashes(texts: Sequence[str]) -> str:
    digests = (hashlib.sha256(text.encode("utf-8")).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode('ascii')}'" for digest in digests)


def _as_text(value: Any) -> str:
    """Return plain values as JSON, packed with gzip, in base64: shapes become half as long."""
    return base64.b64encode(gzip.compress(as_bytes(value), 9, mtime=0)).decode("ascii")


def _asset(name: str) -> str:
    return _inline((ASSETS / name).read_text(encoding="utf-8"))


def _script(name: str) -> str:
    """Return a script of the project without comments, blank lines and needless blanks: the file is small."""
    return MARGIN.sub("", ASIDE.sub("", COMMENT.sub("", _asset(name)))).replace(" => ", "=>")


def _inline(text: str) -> str:
    """Escape text so that it cannot close the element around it."""
    return END_OF_SCRIPT.sub(r"<\\/", text)


