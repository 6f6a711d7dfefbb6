"""The pages compared, and the plans they switch between."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Variant:
    """A page, and the settings with which it is served where they differ from `.streamlit/config.toml`."""

    id: str
    title: str
    script: str
    settings: tuple[tuple[str, str], ...] = ()


COLLECTING = (("runner.postScriptGC", "true"),)
"""Each run of the script ends with a full garbage collection."""
AS_STREAMLIT_COMES = (*COLLECTING, ("server.enableWebsocketCompression", "false"),
                      ("global.minCachedMessageSize", "10000"), ("global.maxCachedMessageAge", "2"))
"""What our own settings change, as it is without them."""

OURS = Variant("ours", "ours", "app.py")
NAIVE = Variant("naive", "naive", "benchmarks/page/naive_app.py", AS_STREAMLIT_COMES)
NAIVE_TUNED = Variant("naive-tuned", "naive, our settings", NAIVE.script)
OURS_UNTUNED = Variant("ours-gc-on", "ours, GC on", "app.py", COLLECTING)
NO_MAP = Variant("no-map", "with an empty map", "benchmarks/page/no_map_app.py")
EMPTY = Variant("empty", "as many elements, empty", "benchmarks/page/empty_app.py")

VARIANTS = (OURS, NAIVE, NAIVE_TUNED, OURS_UNTUNED, EMPTY)
WITH_MAP = (OURS, NAIVE, NAIVE_TUNED, OURS_UNTUNED)

PLANS = ("us-28-point", "peace-formula", "russia-june-2024", "istanbul-2022")
"""The cycle of plans; each colours the map differently from its predecessor and successor."""
