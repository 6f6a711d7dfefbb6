"""Commands for pull-backs by depth, and for lines and depths that give a wanted figure."""

import argparse
from pathlib import Path
from typing import Any

from geo.control.margin import read_km
from geo.errors import N_, SolveError, Words
from geo.explore.own_plan import with_pull_back
from geo.explore.presets import Preset, load_presets
from geo.explore.pull_back import MAX_KM, curve, pull_back, pull_back_report, ranges
from geo.explore.solver import (
    AREA,
    PEOPLE,
    Goal,
    Whose,
    goal_of_holding,
    goal_of_share,
    solve,
    solve_shift,
)
from geo.outcomes.outcome import apply
from geo.plans.library import TODAY
from geo.plans.overlay import Baseline
from geo.plans.scenario import Scenario
from geo.plans.toml_file import write_plan
from geo.workspace import Workspace
from geo.world import World
from layers.explore.line_file import figures, shift_geojson
from layers.explore.pull_back import (
    NOTE,
    curve_table,
    depth_sentences,
    no_line_words,
    presets_table,
    pull_back_sentences,
    shift_sentences,
)
from layers.export.files import may_be_written, write_whole
from layers.text.headline import dateline
from terminal.answers import language_of, show
from terminal.columns import columns
from terminal.compare import case
from terminal.workspace import front_of, opened


def pullback(arguments: argparse.Namespace) -> None:
    """Print what the forces of each side would leave if they pulled back, and the curve by depth."""
    presets, language = load_presets(), language_of(arguments)
    if arguments.presets:
        show(arguments, {"presets": [_named_depth(preset) for preset in presets.values()]},
             columns(presets_table(presets.values(), language)))
        return
    if arguments.preset is not None and arguments.preset not in presets:
        raise SolveError(N_("Nobody is known to have named the depth '{preset}'; see 'pullback "
                            "--presets'."), preset=arguments.preset[:40])
    named = None if arguments.preset is None else presets[arguments.preset]
    given = [read_km(asked if asked is not None else named.depth_km if named else 0, "depth", MAX_KM)
             for asked in (arguments.ukraine, arguments.russia)]
    work = opened(arguments)
    world, line = work.world, Baseline(arguments.line)
    plan = case(world, work.library, arguments.plan, arguments.reading)
    front = front_of(arguments, world, read_km(arguments.margin, "margin"))
    depths = work.depths(front, plan, line)
    found, table = pull_back(depths, line, *given), curve(depths)
    control = work.control(front)
    value = {**_named(plan), "on": control.on.isoformat(), "control": control.origin.as_dict(),
             **pull_back_report(found), "curve": table.to_dict("records"), "data_version": world.version}
    if named is not None:
        value["preset"] = _named_depth(named)
    none = no_line_words(table, line, language)
    lines = [dateline(control, language), *([none] if none else pull_back_sentences(found, world, language))]
    if front.margin_km and not found.band.is_empty:
        ground = work.ground(front, plan)
        outcome = apply(plan or work.library[work.library.default], ground)
        value |= {"margin_km": front.margin_km, "ranges": ranges(world, outcome, found)}
    lines += ["", *columns(curve_table(table, line, language), right=range(9)), "", language.text(NOTE)]
    show(arguments, value, lines)


def solve_line(arguments: argparse.Namespace) -> None:
    """Print the shift of the front, or the depth from a line, that gives a wanted figure."""
    out = None if arguments.out is None else Path(arguments.out)
    if out is not None:
        may_be_written(out, replace=arguments.force)
    work = opened(arguments)
    plan = case(work.world, work.library, arguments.plan, arguments.reading)
    if arguments.what == "shift":
        _shift(arguments, work, out)
    else:
        _depth(arguments, work, plan, out)


def _shift(arguments: argparse.Namespace, work: Workspace, out: Path | None) -> None:
    world, language = work.world, language_of(arguments)
    ground = work.ground(front_of(arguments, world, 0.0))
    if arguments.holds is not None:
        whose, goal = goal_of_holding(world, ground, number(arguments.holds), _regions(arguments, world))
    else:
        whose, goal = Whose(arguments.side), _goal(arguments, world)
    shift = solve_shift(world, ground, whose, goal)
    names = language.regions(world.regions)
    lines = [dateline(ground.control, language), *shift_sentences(shift, names, language)]
    value = {"what": "shift", "on": ground.control.on.isoformat(), **figures(shift),
             "data_version": world.version}
    if out is not None:
        write_whole(out, shift_geojson(shift, world, language), replace=arguments.force)
        value["file"] = str(out)
        lines.append(language.text(N_("{file} written; '--control {file}' computes any plan on this line"),
                                   file=out))
    show(arguments, value, lines)


def _depth(arguments: argparse.Namespace, work: Workspace, plan: Scenario | None, out: Path | None) -> None:
    world, language = work.world, language_of(arguments)
    if arguments.holds is not None:
        raise SolveError(N_("A pull-back changes nothing about who holds ground; '--holds' is for a "
                            "shift."))
    line, whose, goal = Baseline(arguments.line), Whose(arguments.side), _goal(arguments, world)
    if out is not None and plan is None:
        raise SolveError(N_("A depth is written as the buffer of a plan: name one, such as 'freeze'."))
    front = front_of(arguments, world, 0.0)
    depths = work.depths(front, plan, line)
    found = solve(depths, whose, goal)
    names = language.regions(world.regions)
    control = work.control(front)
    lines = [dateline(control, language), *depth_sentences(found, goal, whose, line, names, language)]
    value = {"what": "depth", **_named(plan), "on": control.on.isoformat(), "line": line.value,
             "side": whose.value, **_asked(goal), "km": round(found.km, 4), "amount": round(found.amount, 2),
             "short": round(found.short, 2), "data_version": world.version}
    if out is not None and plan is not None:
        own, km = with_pull_back(plan, line, whose, found.km, frozenset(world.regions.index))
        write_whole(out, write_plan(own), replace=arguments.force)
        amount = depths.measure(whose.sides, km, goal.measure, goal.regions)
        value |= {"file": str(out), "file_km": km, "file_amount": round(amount, 2)}
        lines.append(language.text(
            N_("{file} written as a plan with a buffer of {km} km, which has {amount} instead of {asked}"),
            file=out, km=language.decimal(km), amount=language.number(amount),
            asked=language.number(goal.amount)))
    show(arguments, value, lines)


def _goal(arguments: argparse.Namespace, world: World) -> Goal:
    regions = _regions(arguments, world)
    if arguments.km2 is not None:
        return Goal(AREA, number(arguments.km2), regions)
    if arguments.people is not None:
        return Goal(PEOPLE, number(arguments.people), regions)
    return goal_of_share(world, number(arguments.percent), AREA, regions)


def _regions(arguments: argparse.Namespace, world: World) -> frozenset[str] | None:
    if arguments.region is None:
        return None
    asked = frozenset(arguments.region.split(","))
    unknown = sorted(asked - set(world.regions.index))
    if unknown:
        raise SolveError(N_("There is no region '{unknown}'; a region has a code such as UA-14."),
                         unknown=unknown[0][:20])
    return asked


def number(text: str) -> float:
    """Read a figure asked for.

    Raises
    ------
    SolveError
        If it is no number.
    """
    try:
        return float(text)
    except ValueError:
        raise SolveError(N_("The figure asked for must be a number, not '{text}'."), text=text[:40]) from None


def _asked(goal: Goal) -> dict[str, Any]:
    return {"measure": goal.measure, "asked": round(goal.amount, 2),
            "regions": "all" if goal.regions is None else sorted(goal.regions)}


def _named(plan: Scenario | None) -> dict[str, Any]:
    return {"scenario": TODAY if plan is None else plan.id}


def _named_depth(preset: Preset) -> dict[str, Any]:
    """Return a named depth as plain values, with its texts as words."""
    texts = {name: Words(getattr(preset, name)) for name in ("said_by", "statement", "publisher")}
    return _plain(preset.__dict__ | texts)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value if isinstance(value, (str, float)) else str(value) for name, value in values.items()}
