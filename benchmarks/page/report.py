"""Tables of the results in Markdown, with ratios between the variants."""

from collections.abc import Callable, Sequence
from statistics import median, quantiles
from typing import Any

from benchmarks.page.browser import Repaint
from benchmarks.page.cost import Cost, Footprint
from benchmarks.page.crowd import Level
from benchmarks.page.variant import EMPTY, NAIVE, NAIVE_TUNED, OURS, VARIANTS

Column = tuple[str, Callable[[Any], float], int]

COST: tuple[Column, ...] = (
    ("CPU, ms", lambda one: one.cpu_ms, 1),
    ("answer, ms", lambda one: one.answer_ms, 1),
    ("on the wire, kB", lambda one: one.wire_bytes / 1000, 1),
    ("uncompressed, kB", lambda one: one.socket_bytes / 1000, 1),
    ("messages", lambda one: one.messages, 0),
)
REPAINT: tuple[Column, ...] = (
    ("click to repaint, ms", lambda one: one.repaint_ms, 0),
    ("blank, ms", lambda one: one.blank_ms, 0),
    ("uncompressed, kB", lambda one: one.socket_bytes / 1000, 1),
    ("HTTP, kB", lambda one: one.http_bytes / 1000, 1),
    ("script runs", lambda one: one.runs, 0),
    ("server CPU, ms", lambda one: one.server_cpu_ms, 1),
)
RATIOS = ((NAIVE, OURS), (NAIVE_TUNED, OURS), (OURS, EMPTY))


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Format a Markdown table, padded so that it is readable as plain text."""
    widths = [max(len(row[n]) for row in [head, *rows]) for n in range(len(head))]
    lines = [head, ["-" * width for width in widths], *rows]
    padded = [[cell.ljust(width) for cell, width in zip(line, widths, strict=True)]
              for line in lines]
    return "\n".join(f"| {' | '.join(line)} |" for line in padded)


def spread(values: Sequence[float], digits: int) -> str:
    """Format median and quartiles, as '35.3 (34.1–36.0)'."""
    low, middle, high = quantiles(values, n=4) if len(values) > 1 else [values[0]] * 3
    if round(low, digits) == round(high, digits):
        return f"{middle:,.{digits}f}"
    return f"{middle:,.{digits}f} ({low:,.{digits}f}–{high:,.{digits}f})"


def ratio(above: float, below: float) -> str:
    """Format a ratio; a dash if the denominator is zero."""
    return f"**{above / below:.1f} ×**" if below else "–"


def compared(found: dict[str, list[Any]], columns: Sequence[Column],
             extra: Callable[[list[Any]], list[str]] | None = None,
             more: Sequence[str] = ()) -> str:
    """Format one row per variant, followed by the ratios of the medians."""
    rows = []
    for variant in VARIANTS:
        if variant.id in found:
            ones = found[variant.id]
            cells = [spread([get(one) for one in ones], digits) for _, get, digits in columns]
            rows.append([variant.title, *cells, *(extra(ones) if extra else [])])
    for above, below in RATIOS:
        if above.id in found and below.id in found:
            rows.append([f"{above.title} / {below.title}", *(
                ratio(median(map(get, found[above.id])), median(map(get, found[below.id])))
                for _, get, _ in columns), *("" for _ in more)])
    return table(["", *(name for name, _, _ in columns), *more], rows)


def cost_table(found: dict[str, list[Cost]]) -> str:
    """Format section 1: the server alone."""
    return compared(found, COST)


def repaint_table(found: dict[str, list[Repaint]]) -> str:
    """Format section 2: in a browser."""
    def kept(ones: list[Repaint]) -> list[str]:
        return [f"{sum(one.view_kept for one in ones)} of {len(ones)}"]

    seen = {name: [one for one in ones if one.repaint_ms is not None and one.lasting]
            for name, ones in found.items()}
    lost = sum(map(len, found.values())) - sum(map(len, seen.values()))
    note = f"\n\n{lost} clicks left out: the fills never changed, or changed twice." if lost else ""
    return compared({name: ones for name, ones in seen.items() if ones}, REPAINT, kept,
                    ["view kept"]) + note


def crowd_table(found: dict[str, list[Level]]) -> str:
    """Format section 4: the number of sessions sustained."""
    sizes = sorted({level.sessions for levels in found.values() for level in levels})
    rows = []
    for variant in VARIANTS:
        levels = {level.sessions: level for level in found.get(variant.id, [])}
        if levels:
            rows.append([variant.title, *(_level(levels.get(size)) for size in sizes),
                         _held(found[variant.id], sizes[-1])])
    for above, below in RATIOS:
        if above.id in found and below.id in found:
            more, less = ({level.sessions: level.cores for level in found[one.id]}
                          for one in (above, below))
            rows.append([f"{above.title} / {below.title}, cores", *(
                ratio(more[size], less[size]) if size in more and size in less else ""
                for size in sizes), ""])
            best, worst = held(found[below.id]), held(found[above.id])
            least = "at least " if best == sizes[-1] else ""
            rows.append([f"{below.title} / {above.title}, held", *("" for _ in sizes),
                         least + ratio(best, worst) if worst else "–"])
    return table(["", *(f"{size} sessions" for size in sizes), "held"], rows)


def held(levels: Sequence[Level]) -> int:
    """Return the largest level sustained before the first failure."""
    most = 0
    for level in levels:
        if not level.held:
            break
        most = level.sessions
    return most


def _held(levels: Sequence[Level], most: int) -> str:
    number = held(levels)
    return f"{number} or more" if number == most else str(number)


def _level(level: Level | None) -> str:
    if level is None:
        return "not tried"
    lost = f", {level.failed} failed" if level.failed else ""
    return f"{level.p50_ms:,.0f} / {level.p95_ms:,.0f} ms, {level.cores:.2f} cores{lost}"


def footprint_table(found: dict[str, list[Footprint]]) -> str:
    """Format section 3: memory over many switches."""
    counts = [str(one.switches) for one in next(iter(found.values()))]
    rows = [[variant.title, *(f"{one.memory_mb:.0f}" for one in found[variant.id])]
            for variant in VARIANTS if variant.id in found]
    return table(["MB after so many switches", *counts], rows)


def say(heading: str, text: str) -> None:
    """Print a section of the report immediately."""
    print(f"\n## {heading}\n\n{text}", flush=True)
