"""The pages compared, and the plans they switch between."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Variant:
    """A page, and whether each run of its script ends with a full garbage collection."""

    id: str
    title: str
    script: str
    post_script_gc: bool


OURS = Variant("ours", "ours", "app.py", post_script_gc=False)
NAIVE = Variant("naive", "naive", "benchmarks/naive_app.py", post_script_gc=True)
NAIVE_TUNED = Variant("naive-gc-off", "naive, GC off", NAIVE.script, post_script_gc=False)
OURS_UNTUNED = Variant("ours-gc-on", "ours, GC on", "app.py", post_script_gc=True)

VARIANTS = (OURS, NAIVE, NAIVE_TUNED, OURS_UNTUNED)

PLANS = ("us-28-point", "peace-formula", "russia-june-2024", "istanbul-2022")
"""The cycle of plans; each colours the map differently from its predecessor and successor."""
