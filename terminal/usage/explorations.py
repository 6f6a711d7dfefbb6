"""The commands that explore, as the parser has them: comparisons, zones, history, pull-backs, sweeps."""

from typing import Any

from geo.case import RECORDS
from geo.control.dates import DEFAULT_DAY
from geo.control.margin import DEFAULT_KM
from geo.errors import N_, Words, chained
from geo.plans.library import TODAY
from geo.sweep.one_plan import MARGINS_KM
from geo.sweep.survey import STEP
from layers.bundle.registry import COMPARISON_EXPORTS
from layers.yardstick import STATES, YARDSTICKS
from terminal.options import (
    AMONG,
    DATE,
    DAYS,
    FILE,
    FOLDER,
    FORMAT,
    KM,
    OR,
    TEXT,
    dated,
    interpreted,
    linked,
    margin,
    measured_from,
    pictured,
    planned,
    readings,
    spanned,
    stepped,
    worded,
    written,
)
from terminal.usage.command import PLAN, PLAN_OR_DEFAULT, PLAN_OR_TODAY, add_command, take_plan

AREA, PEOPLE = N_("an area in square kilometres"), N_("residents of the reference year")


def explorations(commands: Any) -> None:
    """Add the commands for comparisons, interpretations, zones and history."""
    both = add_command(commands, "compare", "compare",
                       N_("What a second plan does differently from a first."),
                       dated(), margin(), interpreted(), worded(), pictured(), written(), linked())
    both.add_argument("first", metavar="A", help=PLAN_OR_TODAY)
    both.add_argument("second", metavar="B", help=N_("another plan, or A with an option for B"))
    both.add_argument("--second-on", metavar=DATE, help=N_("day of B's line of contact; default that of A"))
    readings(both, "--second-reading", N_("interpret a clause of B otherwise"))
    both.add_argument("--out", metavar=FILE, help=N_("write a picture or table instead of printing"))
    both.add_argument("--format", metavar=FORMAT, default="png", help=Words(
        N_("format of the file: {formats}"), formats=chained(OR, [*COMPARISON_EXPORTS])))
    ways = add_command(commands, "readings", "plans.interpretations",
                       N_("How a plan's clauses can be interpreted, and the effect of each."),
                       dated(), margin(), planned(), worded(), aliases=["interpretations"])
    take_plan(ways)
    edited = add_command(commands, "edit", "plans.edit",
                         N_("Change a plan: who gets what, sites, buffers; as an address and a plan file."),
                         worded(), written())
    take_plan(edited, Words(N_("{plan}, or the address of an own plan"), plan=PLAN))
    edited.add_argument("--change", metavar=Words(N_("PART")), action="append", help=N_(
        "as addresses have it: 'frozen.14r' (Russian-held Donetsk), 'buffer.10-5', 'wall.plan', "
        "'site.ukraine.kherson-port'; may be repeated"))
    edited.add_argument("--name", metavar=TEXT, help=N_("what the plan is called"))
    edited.add_argument("--out", metavar=FILE, help=N_("also write it as a plan file (.toml)"))
    drawn = add_command(commands, "zone", "zone",
                        N_("Measure a zone: area, people, towns, and what each plan does to it."),
                        dated(), worded(), written())
    drawn.add_argument("file", metavar=Words(N_("file")),
                       help=N_("coordinates, GeoJSON or WKT; - for standard input"))
    drawn.add_argument("--out", metavar=FILE, help=N_("also write the zone as GeoJSON"))
    hangs = add_command(commands, "together", "together",
                        N_("What each side would hold in connected parts, and which towns would be cut off."),
                        dated(), interpreted(), worded())
    take_plan(hangs, Words(N_("{plan}, or '{today}'; left out, a table of all plans"), plan=PLAN,
                           today=TODAY), nargs="?")
    _depths(commands)
    both_have = add_command(commands, "observers", "observers",
                            N_("Where two observers of the line of contact differ on a day."), worded())
    both_have.add_argument("--on", metavar=DATE,
                           help=Words(N_("YYYY-MM-DD; default {day}"), day=str(DEFAULT_DAY)))
    over = add_command(commands, "history", "history",
                       N_("Figures of one plan over the recorded days, a row per date."),
                       interpreted(), spanned(), stepped(), worded())
    take_plan(over, PLAN_OR_TODAY)


def sweeps(commands: Any) -> None:
    """Add the commands for all plans on all days."""
    wide = add_command(commands, "sweep", "sweep.run",
                       N_("Figures of all plans on many days, a Parquet file per day."),
                       spanned(), stepped(), worded(), written())
    wide.add_argument("--plans", metavar=Words(N_("P,P")), help=N_("only these plans, or plan files"))
    wide.add_argument("--margins", metavar=Words(N_("KM,KM")), help=Words(
        N_("how far the line may be off; default {km}"), km=f"{DEFAULT_KM:g}"))
    wide.add_argument("--records", metavar=Words(N_("R,R")),
                      help=Words(N_("whose records; default {records}"), records=",".join(RECORDS)))
    wide.add_argument("--out", required=True, metavar=FOLDER,
                      help=N_("folder for the files; days that are complete in it stay"))
    where = wide.add_mutually_exclusive_group()
    where.add_argument("--workers", metavar="N", help=N_("number of processes; default one per core"))
    where.add_argument("--scheduler", metavar=Words(N_("ADDRESS")),
                       help=N_("work on the Dask cluster of this scheduler"))
    kept = add_command(commands, "holds", "sweep.holds",
                       N_("What is true of a plan on every day, for every margin and by both records."),
                       interpreted(), worded())
    kept.add_argument("what", metavar=Words(N_("PLAN_OR_FOLDER")), help=Words(
        N_("{plan}, or the folder of a sweep, for all of its plans"), plan=PLAN))
    kept.add_argument("--plans", metavar=Words(N_("P,P")), help=N_("of a sweep: only these plans"))
    kept.add_argument("--from", dest="first", metavar=DATE, help=N_(
        "YYYY-MM-DD; default a year before the last day, or the first day of the sweep"))
    kept.add_argument("--to", dest="last", metavar=DATE, help=N_("YYYY-MM-DD; default the last known day"))
    kept.add_argument("--step", metavar=DAYS, help=Words(
        N_("of a plan: days from one to the next; default {step}"), step=STEP))
    kept.add_argument("--margins", metavar=Words(N_("KM,KM")), help=Words(
        N_("of a plan: how far the line may be off; default {km}"),
        km=",".join(f"{km:g}" for km in MARGINS_KM)))
    kept.add_argument("--records", metavar=Words(N_("R,R")), help=Words(
        N_("of a plan: whose records; default {records}"), records=",".join(RECORDS)))


def _depths(commands: Any) -> None:
    """Add the commands for pull-backs, and for lines and depths that give a wanted figure."""
    back = add_command(commands, "pullback", "pull_back",
                       N_("What the forces of each side would leave if they pulled back, by depth."),
                       dated(), margin(), interpreted(), worded(), measured_from())
    take_plan(back, PLAN_OR_DEFAULT, nargs="?", default=TODAY)
    back.add_argument("--ukraine", metavar=KM, help=N_("how far Ukraine's forces would go back, 0 to 40"))
    back.add_argument("--russia", metavar=KM, help=N_("how far Russia's forces would go back, 0 to 40"))
    back.add_argument("--preset", metavar="ID", help=N_("a depth that somebody named; see --presets"))
    back.add_argument("--presets", action="store_true", help=N_("list the depths that somebody named"))
    like = add_command(commands, "alike", "comparable",
                       N_("Which state or region is about as large, or has as many people, as what a plan "
                          "moves."),
                       dated(), interpreted(), worded())
    take_plan(like, nargs="?")
    like.add_argument("--km2", metavar="N", help=AREA)
    like.add_argument("--people", metavar="N", help=PEOPLE)
    like.add_argument("--among", choices=tuple(YARDSTICKS), default=STATES, help=AMONG)
    solved = add_command(commands, "solve", "pull_back",
                         N_("Which shift of the front, or which depth from a line, gives a wanted figure."),
                         dated(), interpreted(), worded(), written(), measured_from(),
                         function="solve_line")
    solved.add_argument("what", choices=("shift", "depth"),
                        help=N_("a parallel shift of the front, or a depth"))
    take_plan(solved, PLAN_OR_DEFAULT, nargs="?", default=TODAY)
    figure = solved.add_mutually_exclusive_group(required=True)
    figure.add_argument("--km2", metavar="N", help=AREA)
    figure.add_argument("--people", metavar="N", help=PEOPLE)
    figure.add_argument("--percent", metavar="N", help=N_("per cent of the country, or of --region"))
    figure.add_argument("--holds", metavar="N", help=N_("of a shift: per cent that Ukraine would hold "
                                                        "afterwards; decides the side"))
    solved.add_argument("--side", default="ukraine", choices=("ukraine", "russia", "both"),
                        help=N_("whose ground is counted, or would pass to the other; default ukraine"))
    solved.add_argument("--region", metavar="ID,ID", help=N_("count only ground of these, such as UA-14"))
    solved.add_argument("--out", metavar=FILE,
                        help=N_("also write a shift as GeoJSON, or a depth as a plan file"))
