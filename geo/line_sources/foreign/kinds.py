"""The words that the process of `geo.line_sources.foreign.child` and this one exchange."""

FLATGEOBUF, GEOPARQUET = "FlatGeobuf", "GeoParquet"

NO_GEOMETRY, ENCODING, EDGES, ROWS, MEMORY, LIMITS = (
    "no geometry", "encoding", "edges", "rows", "memory", "limits")
"""Why a file is refused."""
