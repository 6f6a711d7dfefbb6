"""Citations of a map or table: one line for a footnote, and a CITATION.cff for reference managers."""

import json
import re
from collections.abc import Iterable
from datetime import date

from geo.outcomes.figures import FIGURES_CHANGED
from layers.captions.link import link_of
from layers.language import N_, Language
from layers.request import ExportRequest
from layers.text.credit import credited_lines, figure_sources, line_source
from layers.text.headline import sentence
from layers.text.outcome import Headline
from layers.text.wording import NAME

LICENCE = "CC-BY-4.0"
"""SPDX id of the licence for this project's own work; sources keep their licences."""

LICENCE_WORDS = N_("CC BY 4.0; sources keep their own licences.")

CFF_VERSION = "1.2.0"
AUTHORS = N_("The authors of the Ukraine plan atlas")
MESSAGE = N_("If you use these maps or figures, please cite them as below, with the day of the line of "
             "contact.")
BREAKS = re.compile(r"[^\S\u00a0\u202f]+")
CHANGED = date.fromisoformat(FIGURES_CHANGED)
TODAY_TITLE = N_("Line of contact, without a plan")


def citation(request: ExportRequest) -> str:
    """Return a footnote: project, plan, date and source of the line, versions, licence, address."""
    language, control, back = request.language, request.ground.control, link_of(request)
    say = language.text
    parts = [
        say(N_("{project}: {plan}, on the line of contact of {day} ({source})."),
            project=say(NAME), plan=subject(request), day=language.day(request.on),
            source=line_source(control.origin, language)),
        say(N_("Data version {version}; figures last changed {day}."),
            version=request.world.version, day=language.day(CHANGED)),
        say(LICENCE_WORDS),
        " ".join([back.address, *back.notes(language)]) if back.address else "",
    ]
    return _on_one_line(parts)


def subject(request: ExportRequest) -> str:
    """Return the plan's title, or the title of a map without a plan."""
    title = TODAY_TITLE if request.outcome is None else request.outcome.scenario.title
    return request.language.text(title)


def citation_cff(request: ExportRequest) -> str:
    """Return the citation for reference managers, in Citation File Format 1.2.0.

    Returns
    -------
    str
        YAML ending in a newline, to be encoded as UTF-8. Every text is double-quoted with special
        characters escaped, so that no title can alter the structure.
    """
    control, say = request.ground.control, request.language.text
    title = f"{say(NAME)}: {subject(request)}, {request.on.isoformat()}"
    abstract = say(N_("Areas and people by region and status on the line of contact of {day}; source "
                      "of the line: {source}."), day=request.language.day(request.on),
                   source=line_source(control.origin, request.language))
    lines = [
        f"cff-version: {CFF_VERSION}",
        f"message: {_quoted(say(MESSAGE))}",
        "type: dataset",
        f"title: {_quoted(title)}",
        "authors:",
        f"  - name: {_quoted(say(AUTHORS))}",
        f"version: {_quoted(request.world.version)}",
        f"date-released: {FIGURES_CHANGED}",
        f"license: {LICENCE}",
        f"abstract: {_quoted(abstract)}",
    ]
    address = link_of(request).address
    if address is not None and _is_web(address):
        lines.append(f"url: {_quoted(address)}")
    return "\n".join([*lines, *_references(request)]) + "\n"


def _references(request: ExportRequest) -> list[str]:
    """Return the plan's own sources, then those of the figures."""
    say, entries = request.language.text, []
    if request.outcome is not None:
        entries += [(say(source.publisher), say(source.note or "") or subject(request), str(source.url or ""))
                    for source in request.outcome.scenario.sources]
    # Lines from a reader's file or from this project are named in the abstract: others cannot look them up.
    entries += [(source["title"].partition(",")[0], source["title"], source["url"])
                for source in figure_sources(credited_lines(request), request.world, request.language)
                if source["url"]]
    lines = []
    for who, title, url in entries:
        lines += ["  - type: website" if _is_web(url) else "  - type: generic",
                  "    authors:", f"      - name: {_quoted(who)}", f"    title: {_quoted(title)}"]
        lines += [f"    url: {_quoted(url)}"] if _is_web(url) else []
    return ["references:", *lines] if lines else []


def _is_web(address: str) -> bool:
    return address.startswith(("https://", "http://"))


def _quoted(text: str) -> str:
    """Return a YAML double-quoted scalar, with forbidden characters and line breaks escaped."""
    quoted = json.dumps(" ".join(text.split()), ensure_ascii=False)
    return "".join(letter if _is_plain(letter) else _escaped(letter) for letter in quoted)


def _is_plain(letter: str) -> bool:
    return letter.isprintable()


def _escaped(letter: str) -> str:
    code = ord(letter)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def quotation(figure: Headline, about: str, version: str, address: str, language: Language) -> str:
    """Return one figure as a sentence to quote: what it counts, its range, what of, and where it stands.

    Parameters
    ----------
    figure
        The figure with its label and range as text.
    about
        The plan and the day of the line of contact, as sentences.
    version
        The version of the data.
    address
        The public address of the view; '' if there is none.
    language
        The reader's.
    """
    say = language.text
    spread = f" ({figure.spread})" if figure.spread else ""
    counted = f"{figure.label}: {figure.value}{spread}"
    versions = say(N_("Data version {version}; figures last changed {day}."), version=version,
                   day=language.day(CHANGED))
    return _on_one_line((sentence(counted), sentence(about) if about else "", sentence(say(NAME)), versions,
                         address))


def _on_one_line(parts: Iterable[str]) -> str:
    """Join texts; the spaces that hold a number together stay."""
    return BREAKS.sub(" ", " ".join(filter(None, parts))).strip()
