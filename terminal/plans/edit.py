"""The command that edits a plan: what "Write your own" is on the page."""

import argparse
from dataclasses import replace
from pathlib import Path

from geo.plans.edit.code import PART, VERSION, code_of, parse_draft, read_draft
from geo.plans.edit.code_parts import SHOWN, read_from
from geo.plans.edit.draft import Draft, merged, scenario_of, shortest
from geo.plans.named import plan_and_draft
from geo.plans.toml_file import write_plan
from layers.address import query_text
from layers.choice import Choice
from layers.export.files import may_be_written, write_whole
from layers.language import N_
from terminal.answers import language_of, show
from terminal.workspace import opened

ASKED = N_("The changes '{changes}' cannot be read: {why}.")


def edit(arguments: argparse.Namespace) -> None:
    """Print the address of an edited plan, and write it as a plan file with --out."""
    out = None if arguments.out is None else Path(arguments.out)
    if out is not None:
        may_be_written(out, replace=arguments.force)
    work = opened(arguments)
    world, library = work.world, work.library
    regions, periods = frozenset(world.regions.index), world.periods
    base, draft = plan_and_draft(arguments.plan, library, regions, periods, frozenset(world.sites.index))
    if arguments.change:
        draft = merged(draft, replace(_changes(arguments.change, library.default), base=draft.base))
    if arguments.name is not None:
        draft = replace(draft, name=arguments.name)
    scenario_of(draft, base, regions)  # says what cannot be before that is left out for changing nothing
    draft = shortest(draft, base, regions)
    own = base if draft == Draft(base.id) else scenario_of(draft, base, regions)
    code = "" if own.id in library.plans else code_of(own, library, regions)
    with read_from(ASKED, changes=PART.join(arguments.change or [])[:SHOWN]):
        of = read_draft(code, library, regions, periods).base if code else own.id
    query = query_text(Choice(plan=of, own=code, view="write"), world.version)
    language = language_of(arguments)
    value = {"plan": of, "name": draft.name, "title": language.text(own.title), "code": code,
             "query": query, "data_version": world.version}
    lines = [language.text(own.title), language.text(own.summary), "", query]
    if out is not None:
        write_whole(out, write_plan(own), replace=arguments.force)
        value["file"] = str(out)
        lines.append(language.text(N_("{file} written"), file=out))
    show(arguments, value, lines)


def _changes(parts: list[str], base: str) -> Draft:
    """Read what --change was given.

    Raises
    ------
    DraftError
        With the part that cannot be read, or with all if they contradict each other.
    """
    for part in parts:
        with read_from(N_("The change '{change}' cannot be read: {why}."), change=part[:SHOWN]):
            parse_draft(PART.join([VERSION, base, part]))
    with read_from(ASKED, changes=PART.join(parts)[:SHOWN]):
        return parse_draft(PART.join([VERSION, base, *parts]))
