"""The command that carries the record on from daily archive files."""

import argparse
from datetime import date
from pathlib import Path

from geo.control.events import CONTROL
from geo.errors import N_, ArchiveError
from geo.line_sources.archive import is_web_address
from geo.status import Holder
from geo.update.effect import changed_ground, changed_settlements
from geo.update.observed import Observations, observe_address, observe_folder
from geo.update.proposal import Proposal, propose
from geo.update.saving import save
from geo.world import World
from layers.language import Language
from layers.text.wording import HOLDER_WORDS
from terminal.answers import language_of, show
from terminal.columns import columns
from terminal.workspace import loaded

HEADS = (N_("Russian-held"), N_("before"), N_("after"), N_("change"))


def update(arguments: argparse.Namespace) -> None:
    """Show what archive files would add to the record; with --write, add it."""
    world, language = loaded(), language_of(arguments)
    seen = _observed(world, arguments.archive)
    if not seen.held:
        show(arguments, {"days": [], "passed_over": _iso(seen.passed_over), "events": [], "regions": [],
                         "written": False},
             [language.text(N_("Nothing new: the record already reaches {day}."),
                            day=language.day(world.record.periods[-1].last))])
        return
    proposal = propose(world.record, seen.held)
    settlements, ground = changed_settlements(world, proposal), changed_ground(world, proposal)
    if arguments.write:
        save(world, proposal, CONTROL)
    value = {
        "days": _iso(proposal.days), "passed_over": _iso(seen.passed_over),
        "events": [{**row, "date": row["date"].isoformat()} for row in settlements.to_dict("records")],
        "regions": [{"region": region, **{name: round(km2, 2) for name, km2 in row.items()}}
                    for region, row in ground.to_dict("index").items()],
        "written": bool(arguments.write),
    }
    say, names = language.text, language.regions(world.regions)
    towns = world.record.settlements[language.name_column]
    lines = [_heading(proposal, seen, language)]
    lines += columns([(row.date.isoformat(), towns[row.place], names[row.region],
                       say(HOLDER_WORDS[Holder(row.held_by)]))
                      for row in settlements.itertuples()]) if len(settlements) else []
    lines += columns([tuple(map(say, HEADS)), *(
        (names[str(region)], language.area(row["before_km2"]), language.area(row["after_km2"]),
         f"{language.digits(format(row['change_km2'], '+,.0f'))} {language.area_unit}")
        for region, row in ground.to_dict("index").items())], right={1, 2, 3}) if len(ground) else []
    lines.append(say(N_("The record has been written.") if arguments.write else
                     N_("Nothing has been written; --write adds this to the record.")))
    show(arguments, value, lines)


def _observed(world: World, archive: str) -> Observations:
    if "://" not in archive:
        return observe_folder(world, Path(archive))
    if not is_web_address(archive):
        raise ArchiveError(N_("The archive is neither a folder nor a plain web address (http or https)."))
    return observe_address(world, archive.rstrip("/") + "/", date.today())


def _heading(proposal: Proposal, seen: Observations, language: Language) -> str:
    days = language.listed([language.day(day) for day in proposal.days])
    earlier, count = len(seen.passed_over), language.number(len(proposal.events))
    over = " (" + language.plural("{count} earlier day passed over", "{count} earlier days passed over",
                                  earlier) + ")" if earlier else ""
    return language.text(N_("New days: {days}{passed_over}. Settlements that would change hands: {count}."),
                         days=days, passed_over=over, count=count)


def _iso(days: tuple[date, ...]) -> list[str]:
    return [day.isoformat() for day in days]
