"""Tables of the R package spData, as Debian packs them."""

import gzip
import importlib
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SPDATA = "spdata/usr/lib/R/site-library/spData/data/Rdata"
CLASSES = ("data.frame", "sf", "tbl_df", "tbl", "factor", "sfc", "sfc_MULTIPOLYGON", "units")


def tables(folder: Path, *names: str) -> Iterator[dict[str, Any]]:
    """Yield the columns of each of some tables."""
    rdata = importlib.import_module("rdata")
    base = folder / SPDATA
    index = rdata.conversion.convert(rdata.parser.parse_data(
        gzip.decompress(base.with_suffix(".rdx").read_bytes())))["variables"]
    packed = base.with_suffix(".rdb").read_bytes()
    for name in names:
        start, length = index[name]
        parsed = rdata.parser.parse_data(zlib.decompress(packed[start + 4:start + length]))
        yield rdata.conversion.convert(parsed, constructor_dict=dict.fromkeys(CLASSES, _columns))


def _columns(value: Any, attributes: Any) -> Any:
    """Return a table of R as a dict of its columns, and anything else as it is."""
    if isinstance(value, dict) or "row.names" not in attributes:
        return value
    return dict(zip(attributes["names"], value, strict=True))
