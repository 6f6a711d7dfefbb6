"""What hangs together under a plan, in the sentences of the briefing."""

from functools import partial

from geo.explore.cells import cells_of
from geo.explore.part_necks import necks_of, necks_report
from geo.explore.together import together_of
from layers.explore.answer import answer_of
from layers.explore.necks import necks_table
from layers.language import N_
from layers.request import ExportRequest


def hanging(request: ExportRequest) -> str:
    """Return sentences on what would be cut off or connected, and the narrowest necks of each side.

    Parameters
    ----------
    request
        A request with a plan. The line is as drawn, without its range.
    """
    world, language, names = request.world, request.language, request.names
    cells = cells_of(world, request.ground)
    found, before = together_of(world, cells, request.plan()), together_of(world, cells)
    necks = necks_report(found, world, partial(necks_of, found))
    answer = answer_of(found, before, necks, world, names, language)
    _heads, *rows = necks_table(found, necks, world, names, language)
    by_side: dict[str, list[str]] = {}
    for near, side, width, *_ in rows:
        by_side.setdefault(side, []).append(f"{near} {width}")
    lines = [language.text(N_("{side}, narrowest necks: {names}."), side=side, names="; ".join(here))
             for side, here in by_side.items()]
    return " ".join([*answer.sentences, *lines])
