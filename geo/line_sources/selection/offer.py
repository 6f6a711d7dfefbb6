"""What a reader may choose among the features of a file: columns, their values, and the area of each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress

from geo.errors import N_, AmbiguousFile, SourceError, Words
from geo.line_sources.notes import Note
from geo.line_sources.polygons import MAX_READ, MAX_VERTICES, Layer, are_many
from geo.line_sources.selection.choice import Measure, Where, chosen, chosen_layers, is_one_of, plain
from geo.line_sources.selection.columns import DATES, telling
from geo.line_sources.selection.days import NAMED, and_more
from geo.line_sources.selection.verdicts import told_apart

MAX_COLUMNS, MAX_VALUES, MAX_DAYS = 8, 100, 2_000
NAMES_OF_FEATURES = 20  # a column of more values, each of them once, numbers or names the features
MAX_MEASURED = MAX_READ  # vertices, over all columns


@dataclass(frozen=True)
class OfferedValue:
    """A text in a column, empty for features without one, and the area of the features that have it.

    `area_km2` is None where it was not measured: far down the list, or for outlines that cross too often.
    """

    text: str
    area_km2: float | None


@dataclass(frozen=True)
class OfferedColumn:
    """A column that tells the features of a file apart; every feature has one of its values."""

    name: str
    values: tuple[OfferedValue, ...]


Offer = tuple[OfferedColumn, ...]


def selected(layers: list[Layer], where: Where, measure: Measure, name: str) -> tuple[Layer, list[Note]]:
    """Return the polygons that are counted, and notes on that.

    Parameters
    ----------
    layers
        At least one, each with polygons, none of them an export of this project.
    where, measure, name
        As for `geo.line_sources.selection.choice.chosen`.

    Raises
    ------
    AmbiguousFile
        If the reader has to choose first.
    SourceError
        If no layer has the name that was asked for.
    """
    layer = _one(chosen_layers(layers, where), layers, name)
    try:
        found, notes = chosen(layer, where, measure, name)
    except SourceError as fault:
        raise AmbiguousFile(fault.words) from fault
    if are_many(found.polygons) and len(set(told_apart(found.rows))) > 1:
        raise AmbiguousFile(N_("{name}: has more than {most:,} vertices that would count; choose a part: on "
                               "the page below the file, in the terminal with --where COLUMN=VALUE"),
                            name=name, most=MAX_VERTICES)
    return found, notes


def offer_of(layers: list[Layer], where: Where, measure: Measure) -> Offer:
    """Return what can be chosen among that which a choice leaves; empty if nothing tells it apart."""
    found = chosen_layers(layers, where)
    if len(found) == 1:
        return offered(_left(found[0], where), where, measure)
    return _of_layers(found, measure)


def _one(layers: list[Layer], known: list[Layer], name: str) -> Layer:
    if not layers:
        raise SourceError(N_("{name}: has no layer of this name; its layers are {names}"), name=name,
                          names=_named(known))
    if len(layers) > 1:
        raise AmbiguousFile(N_("{name}: {fault}"), name=name, fault=_several(layers))
    return layers[0]


def offered(layer: Layer, where: Where, measure: Measure) -> Offer:
    """Return the columns by which the features of a layer can be told apart, those that tell most first."""
    rows = [{column.casefold(): (column, text) for column, text in row.items()} for row in layer.rows]
    asked = {column.casefold() for column, _ in where}
    known = dict.fromkeys(column for row in rows for column in row)
    left = MAX_MEASURED
    offer = []
    for column in sorted((column for column in known if column not in asked), key=telling):
        texts = [row.get(column, ("", ""))[1] for row in rows]
        values = Counter(map(plain, texts))
        if not _tells_apart(column, values):
            continue
        left -= sum(len(ring) for rings in layer.polygons for ring in rings)
        name = next(row[column][0] for row in rows if column in row)
        offer.append(OfferedColumn(name, _values(layer, texts, measure if left >= 0 else None)))
        if len(offer) == MAX_COLUMNS:
            break
    return tuple(offer)


def _tells_apart(column: str, values: Mapping[str, int]) -> bool:
    if column in DATES:
        return 2 <= len(values) <= MAX_DAYS
    names = len(values) > NAMES_OF_FEATURES and max(values.values()) == 1 and telling(column) == 2
    return 2 <= len(values) <= MAX_VALUES and not names


def _values(layer: Layer, texts: Sequence[str], measure: Measure | None) -> tuple[OfferedValue, ...]:
    """Return the values in order, each as it is written first; all features have one of them."""
    first: dict[str, str] = {}
    for text in texts:
        first.setdefault(plain(text), text)
    folded = [plain(text) for text in texts]
    few = len(first) <= MAX_VALUES
    return tuple(OfferedValue(first[value], _area(layer, [one == value for one in folded], measure)
                              if few and measure else None) for value in sorted(first))


def _area(layer: Layer, keep: Sequence[bool], measure: Measure) -> float | None:
    try:
        return measure(replace(layer, polygons=tuple(compress(layer.polygons, keep)),
                               rows=tuple(compress(layer.rows, keep))))
    except SourceError:
        return None


def _left(layer: Layer, where: Where) -> Layer:
    """Return the features that a choice leaves, without a word on a choice that fits none."""
    wanted: dict[str, set[str]] = {}
    for column, value in where:
        wanted.setdefault(column.casefold(), set()).add(plain(value))
    rows = [{column.casefold(): plain(text) for column, text in row.items()} for row in layer.rows]
    keep = [all(is_one_of(row.get(column, ""), texts) for column, texts in wanted.items()
                if column != "layer" or column in row) for row in rows]
    return replace(layer, polygons=tuple(compress(layer.polygons, keep)),
                   rows=tuple(compress(layer.rows, keep)))


def _of_layers(layers: list[Layer], measure: Measure) -> Offer:
    """Offer whole layers by name, as long as each has one of its own."""
    if len({layer.name.casefold() for layer in layers if layer.name}) < len(layers):
        return ()
    return (OfferedColumn("layer", tuple(
        OfferedValue(layer.name, _area(layer, [True] * len(layer.polygons), measure))
        for layer in layers[:MAX_VALUES])),)


def _named(layers: list[Layer]) -> str:
    names = [Words(N_("'{name}'"), name=_printable(layer.name[-80:]) or Words(N_("unnamed")))
             for layer in layers]
    return and_more(names[:NAMED], len(names))


def _several(layers: list[Layer]) -> str:
    return Words(N_("several layers hold polygons ({names}); keep only the ground held by Russia, "
                    "or choose it: on the page below the file, in the terminal with --where layer=NAME"),
                 names=_named(layers))


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in text)
