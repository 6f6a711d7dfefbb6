"""What hangs together under a plan, in the sentences of the briefing."""

from geo.cache import Itself
from geo.explore.cells import cells_of
from geo.explore.necks import Neck
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
    once, here = request.ground.once, Itself(world)
    cells = once(("cells", here), lambda: cells_of(world, request.ground))
    found = together_of(world, cells, request.plan())
    before = once(("together", here), lambda: together_of(world, cells))

    def necks_in(part: int) -> list[Neck]:
        """Plans on one ground share the necks of equal parts."""
        members = (found.part_of_cell == part).tobytes()
        return once(("necks", here, members), lambda: necks_of(found, part))

    necks = necks_report(found, world, necks_in)
    answer = answer_of(found, before, necks, world, names, language)
    _heads, *rows = necks_table(found, necks, world, names, language)
    by_side: dict[str, list[str]] = {}
    for near, side, width, *_ in rows:
        by_side.setdefault(side, []).append(f"{near} {width}")
    lines = [language.text(N_("{side}, narrowest necks: {names}."), side=side, names="; ".join(here))
             for side, here in by_side.items()]
    return " ".join([*answer.sentences, *lines])
