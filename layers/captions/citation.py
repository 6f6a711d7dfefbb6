"""How to cite a map or a table: one line for a footnote, and a CITATION.cff for software."""

import json

from geo.outcomes.figures import FIGURES_CHANGED
from layers.captions.link import link_of
from layers.language import N_
from layers.request import ExportRequest
from layers.text.credit import credited_lines, figure_sources, line_source
from layers.text.wording import NAME

LICENCE = "CC-BY-4.0"
"""SPDX id of the licence of what this project adds; sources keep their own."""

LICENCE_WORDS = N_("CC BY 4.0; sources keep their own licences.")

CFF_VERSION = "1.2.0"
AUTHORS = N_("The authors of the Ukraine plan atlas")
MESSAGE = N_("If you use these maps or figures, please cite them as below, with the day of the line of "
             "contact.")
TODAY_TITLE = N_("Line of contact, without a plan")


def citation(order: ExportRequest) -> str:
    """One line for a footnote: project, plan, day and source of the line, versions, licence, address."""
    language, control, back = order.language, order.ground.control, link_of(order)
    say = language.text
    parts = [
        say(N_("{project}: {plan}, on the line of contact of {day} ({source})."),
            project=say(NAME), plan=subject(order), day=language.day(order.on),
            source=line_source(control.origin, language)),
        say(N_("Data version {version}; figures last changed {day}."),
            version=order.world.version, day=FIGURES_CHANGED),
        say(LICENCE_WORDS),
        " ".join([back.address, *back.notes(language)]) if back.address else "",
    ]
    return " ".join(" ".join(parts).split())


def subject(order: ExportRequest) -> str:
    """The plan's title, or what stands for it where there is none."""
    title = TODAY_TITLE if order.outcome is None else order.outcome.scenario.title
    return order.language.text(title)


def citation_cff(order: ExportRequest) -> str:
    """The same for reference managers, as Citation File Format 1.2.0.

    Returns
    -------
    str
        YAML, UTF-8 once encoded, ending in a newline. Every text stands in double quotes with
        all unusual characters escaped, so that no title can become structure.
    """
    control, say = order.ground.control, order.language.text
    title = f"{say(NAME)}: {subject(order)}, {order.on.isoformat()}"
    abstract = say(N_("Areas and people by region and status on the line of contact of {day}; source "
                      "of the line: {source}."), day=order.language.day(order.on),
                   source=line_source(control.origin, order.language))
    lines = [
        f"cff-version: {CFF_VERSION}",
        f"message: {_quoted(say(MESSAGE))}",
        "type: dataset",
        f"title: {_quoted(title)}",
        "authors:",
        f"  - name: {_quoted(say(AUTHORS))}",
        f"version: {_quoted(order.world.version)}",
        f"date-released: {FIGURES_CHANGED}",
        f"license: {LICENCE}",
        f"abstract: {_quoted(abstract)}",
    ]
    address = link_of(order).address
    if address is not None and _is_web(address):
        lines.append(f"url: {_quoted(address)}")
    return "\n".join([*lines, *_references(order)]) + "\n"


def _references(order: ExportRequest) -> list[str]:
    """The plan's own sources, then those of the figures."""
    entries = []
    if order.outcome is not None:
        entries += [(source.publisher, source.note or subject(order), str(source.url or ""))
                    for source in order.outcome.scenario.sources]
    # A reader's file or one of this project's is named in the abstract: nobody else could look it up.
    entries += [(source["title"].partition(",")[0], source["title"], source["url"])
                for source in figure_sources(credited_lines(order), order.world) if source["url"]]
    lines = []
    for who, title, url in entries:
        lines += ["  - type: website" if _is_web(url) else "  - type: generic",
                  "    authors:", f"      - name: {_quoted(who)}", f"    title: {_quoted(title)}"]
        lines += [f"    url: {_quoted(url)}"] if _is_web(url) else []
    return ["references:", *lines] if lines else []


def _is_web(address: str) -> bool:
    return address.startswith(("https://", "http://"))


def _quoted(text: str) -> str:
    """A YAML double-quoted scalar: what YAML may not hold, or may take for a line break, is escaped."""
    quoted = json.dumps(" ".join(text.split()), ensure_ascii=False)
    return "".join(letter if _is_plain(letter) else _escaped(letter) for letter in quoted)


def _is_plain(letter: str) -> bool:
    return letter.isprintable()


def _escaped(letter: str) -> str:
    code = ord(letter)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
