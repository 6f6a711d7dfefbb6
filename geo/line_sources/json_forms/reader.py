"""Reading polygons from JSON of any known form: GeoJSON, records of it, TopoJSON or Esri JSON."""

from dataclasses import replace
from typing import Any

from geo.errors import N_, SourceError
from geo.line_sources.geojson import layer_of
from geo.line_sources.json_forms.envelope import refuse_cut_off, unwrapped
from geo.line_sources.json_forms.esri import is_esri, read_esri
from geo.line_sources.json_forms.text import parsed
from geo.line_sources.json_forms.topojson import as_geojson
from geo.line_sources.polygons import Layer
from geo.line_sources.selection.columns import MAX_CHARACTERS
from geo.line_sources.selection.days import quoted
from geo.line_sources.selection.statuses import Verdict, said
from geo.line_sources.selection.texts import short
from geo.line_sources.selection.verdicts import verdicts
from geo.tables import joined

TITLES = ("title", "name", "description")


def read_json(text: bytes, name: str) -> list[Layer]:
    """Read the polygons of a JSON text.

    Returns
    -------
    list of Layer
        One, or of TopoJSON one per object with polygons.

    Raises
    ------
    SourceError
        If the text is invalid, of no known form, or says that features were left out.
    """
    faults: list[str] = []
    tree = parsed(text, faults)
    if faults:
        raise SourceError(N_("{name}: {fault}"), name=name, fault=joined(faults))
    refuse_cut_off(tree, name)
    around, tree = unwrapped(tree, name)
    refuse_cut_off(tree, name)
    if isinstance(tree, dict) and "type" not in tree and isinstance(tree.get("elements"), list):
        raise SourceError(N_("{name}: is an answer of OpenStreetMap's Overpass, which is not read; export it "
                             "as GeoJSON"), name=name)
    _refuse_error(tree, name)
    own = tree.get("name") if isinstance(tree, dict) else None
    # Most services write a word such as "data" here, which names nothing.
    names = [text[:MAX_CHARACTERS] for text in (own, around) if isinstance(text, str)]
    called = next((text for text in names if said("layer", text) is not None), "")
    if is_esri(tree):
        return [_titled(replace(read_esri(tree, name), name=called), tree)]
    if isinstance(tree, dict) and tree.get("type") == "Topology":
        objects = [(key, found) for key, found in as_geojson(tree, name) if found["features"]]
        return [replace(layer_of(found, name), name=key) for key, found in objects]
    return [_titled(replace(layer_of(tree, name), name=called), tree)]


def _titled(layer: Layer, tree: Any) -> Layer:
    """Name a layer that says nothing of its ground by a title that says Russia does not hold it."""
    about = tree.get("metadata") if isinstance(tree, dict) else None
    texts = [one.get(key) for one in (tree, about) if isinstance(one, dict) for key in TITLES]
    titles = (short(text) for text in texts if isinstance(text, str))
    title = next((text for text in titles if said("", text) is Verdict.OTHER), "")
    if not title or layer.name or any(verdict for verdict, _ in verdicts(layer.rows)):
        return layer
    return replace(layer, name=title)


def _refuse_error(tree: Any, name: str) -> None:
    error = tree.get("error") if isinstance(tree, dict) and "type" not in tree else None
    if isinstance(error, dict) and isinstance(error.get("message"), str):
        raise SourceError(N_("{name}: is the error message of a service ({text}), no map; ask it again"),
                          name=name, text=quoted(error["message"], MAX_CHARACTERS))
