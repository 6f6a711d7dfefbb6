"""Choosing the polygons of a layer that are counted, and noting what was counted and what was left out."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import compress

from geo.errors import N_, SourceError, Words
from geo.line_sources.notes import Note, NoteKind
from geo.line_sources.polygons import Layer
from geo.line_sources.selection.columns import COUNTRY, HIDDEN, MAX_CHARACTERS, NAMES, SHOWN, VISIBILITY
from geo.line_sources.selection.days import DAY, NAMED, REMEDY, and_more, day_in, of_one_day, quoted
from geo.line_sources.selection.statuses import Verdict, said
from geo.line_sources.selection.verdicts import Value, labels, refuse_no_answer, told_apart, verdicts

WHOLE = re.compile(r"(?<=^\d)\.0+$|(?<=^\d\d)\.0+$")
NOTHING = "''"
MERGED = "*"  # the name of a layer that several were merged into, or whose name its rows were given

Where = tuple[tuple[str, str], ...]
"""Columns with the value wanted; of one column any of the values, of several columns all."""

Measure = Callable[[Layer], float]
"""The area of a layer's polygons, in square kilometres."""


def chosen(layer: Layer, where: Where, measure: Measure, name: str) -> tuple[Layer, list[Note]]:
    """Return the polygons of a layer that are counted, with notes on what that is.

    Parameters
    ----------
    layer
        Not an export of this project.
    where
        The reader's own choice; empty to count what is plainly held by Russia, or everything if nothing
        says otherwise.
    measure
        For the areas in notes.
    name
        The name of the file in messages.

    Raises
    ------
    SourceError
        If nothing is left, or what is left is of several days.
    """
    left: Layer | None = None
    left_values: list[Value] = []
    if where:
        layer = asked(layer, where, name)
        if layer.name == MERGED and "layer" not in _columns(where):
            layer, left, left_values = _of_held_layers(layer, name)
        values = [(column, value) for column, value in where[:1]] * len(layer.rows)
        if len(where) > 1:
            values = told_apart(layer.rows)
    else:
        refuse_no_answer(layer.rows, name)
        found = verdicts(layer.rows)
        plain = [verdict is Verdict.HELD for verdict, _ in found]
        told = [value for _, value in found]
        if any(verdict is Verdict.OTHER for verdict, _ in found):
            if not any(plain):
                raise SourceError(N_("{name}: of no feature it says that Russia holds the ground "
                                     "({told}); {remedy}"), name=name, told=_listed(told), remedy=REMEDY)
        elif any(plain) and not all(plain) and all(
                column.casefold() in NAMES for column, _ in compress(told, plain)):
            # A name such as "Occupied part of Kherson Oblast" beside other names is no status.
            raise SourceError(N_("{name}: of some features it says that Russia holds the ground, of "
                                 "others nothing ({told}); {remedy}"), name=name, told=_listed(told),
                              remedy=REMEDY)
        if any(plain) and not all(plain):
            rest = [not one for one in plain]
            left, left_values = _kept(layer, rest), list(compress(told, rest))
            layer, values = _kept(layer, plain), list(compress(told, plain))
        else:
            values = told_apart(layer.rows)
    counts = Counter(column.casefold() for column, _ in where)
    of_one_day(layer, name, [column for column, count in counts.items() if count > 1])
    if VISIBILITY not in counts:
        _refuse_hidden(layer, name)
    notes = []
    if left is not None or where or len(set(values)) > 1:
        notes += _notes(layer, values, measure, NoteKind.COUNTED, NoteKind.COUNTED_MORE)
    if left is not None:
        notes += _notes(left, left_values, measure, NoteKind.LEFT_OUT, NoteKind.LEFT_OUT_MORE)
    return layer, notes


def _refuse_hidden(layer: Layer, name: str) -> None:
    """Refuse what is in part switched off in the program that wrote it: nobody has seen all of it as one."""
    values = {text for row in layer.rows for column, text in row.items() if column.casefold() == VISIBILITY}
    if {SHOWN, HIDDEN} <= values:
        raise SourceError(N_("{name}: some of its features are switched off (visibility 0), others shown; "
                             "{remedy}"), name=name, remedy=REMEDY)


def chosen_layers(layers: list[Layer], where: Where) -> list[Layer]:
    """Return the layers asked for by name, or all, as one whose rows have the name of their layer.

    Where the names say nothing of some layer, all are returned, as it is not known which is meant. A
    layer without others beside it is given its name only if that says that the ground is not plainly held.
    """
    by_name = "layer" in _columns(where)
    if by_name:
        wanted = {value.casefold() for column, value in where if column.casefold() == "layer"}
        of_the_name = [layer for layer in layers if layer.name.casefold() in wanted]
        # The features of one layer may have a column of this name, as QGIS writes when it merges layers.
        inside = len(layers) == 1 and any("layer" in labels(row) for row in layers[0].rows)
        layers = layers if inside and not of_the_name else of_the_name
    elif any(said("layer", layer.name) is None for layer in layers):
        return layers
    if len(layers) < 2:
        doubtful = layers and not where and layers[0].name.casefold() not in COUNTRY and said(
            "layer", layers[0].name) is Verdict.OTHER
        if not doubtful:
            return layers
    if any(layer.system != layers[0].system for layer in layers):
        return layers
    return [replace(
        layers[0], name=MERGED, empty=sum(layer.empty for layer in layers),
        polygons=tuple(polygon for layer in layers for polygon in layer.polygons),
        rows=tuple(_within(layer.name, row, asked=by_name) for layer in layers for row in layer.rows))]


def _columns(where: Where) -> set[str]:
    return {column.casefold() for column, _ in where}


def _within(name: str, row: Mapping[str, str], *, asked: bool) -> dict[str, str]:
    """Give a row the name of its layer, unless it has one of its own that says more against it."""
    own = next((text for column, text in row.items() if column.casefold() == "layer"), "")
    doubtful = not asked and said("layer", own) is Verdict.OTHER
    rest = {column: text for column, text in row.items() if column.casefold() != "layer"}
    return {**rest, "layer": own if doubtful else name}


def _of_held_layers(layer: Layer, name: str) -> tuple[Layer, Layer | None, list[Value]]:
    """Return what lies in layers that are plainly held, and what the reader asked for beside that."""
    names = [("layer", row["layer"]) for row in layer.rows]
    plain = [said(*value) is Verdict.HELD for value in names]
    if not any(plain):
        raise SourceError(N_("{name}: of no layer it says that Russia holds the ground ({names}); "
                             "{remedy}"), name=name, names=_listed(names), remedy=REMEDY)
    rest = [not one for one in plain]
    return _kept(layer, plain), _kept(layer, rest) if any(rest) else None, list(compress(names, rest))


def asked(layer: Layer, where: Where, name: str) -> Layer:
    """Return the polygons of a layer with the values that a reader asked for.

    Raises
    ------
    SourceError
        If there is no such column, or no polygon with such a value; the message lists those there are.
    """
    wanted: dict[str, set[str]] = {}
    for column, value in where:
        wanted.setdefault(column.casefold(), set()).add(plain(value))
    rows = [{column.casefold(): plain(text) for column, text in row.items()} for row in layer.rows]
    known = {column for row in rows for column in row}
    if layer.name != MERGED and plain(layer.name) in wanted.get("layer", ()):
        wanted.pop("layer")  # it was chosen already
    missing = [column for column in wanted if column not in known]
    if missing:
        raise SourceError(N_("{name}: has no column {missing}; its columns are {known}"), name=name,
                          missing=quoted(missing[0]),
                          known=", ".join(quoted(one) for one in sorted(known)[:12]) or Words(N_("none")))
    keep = [all(is_one_of(row.get(column, ""), texts) for column, texts in wanted.items()) for row in rows]
    if not any(keep):
        column = next(iter(wanted))
        raise SourceError(N_("{name}: has no feature with this value; in column {column} it has {values}"),
                          name=name, column=quoted(column),
                          values=_listed([(column, row.get(column, "")) for row in rows]))
    return _kept(layer, keep)


def is_one_of(text: str, wanted: set[str]) -> bool:
    """Tell whether a text is asked for: as it is written, or else by its day, in any way of writing it."""
    day = day_in(text)
    return text in wanted or (bool(day) and day in {day_in(one) for one in wanted if DAY.fullmatch(one)})


def plain(text: str) -> str:
    """Return a text as it is compared: in small letters and single blanks, whole numbers without decimals."""
    return WHOLE.sub("", " ".join(text.casefold().split()))


def _kept(layer: Layer, keep: Sequence[bool]) -> Layer:
    return replace(layer, polygons=tuple(compress(layer.polygons, keep)),
                   rows=tuple(compress(layer.rows, keep)))


def _listed(values: Sequence[Value]) -> str:
    counted = Counter(text for _, text in values).most_common()
    return and_more([quoted(text) for text, _ in counted[:NAMED]], len(counted))


def _notes(layer: Layer, values: list[Value], measure: Measure, kind: NoteKind, rest: NoteKind) -> list[Note]:
    """One note for each of the most frequent values, and one for all others together."""
    frequent = [value for value, _ in Counter(values).most_common(NAMED)]
    notes = [Note(kind, (("value", _shown(value)),
                         ("area", measure(_kept(layer, [one == value for one in values])))))
             for value in frequent]
    others = [one not in frequent for one in values]
    if any(others):
        count = len(set(values)) - len(frequent)
        notes.append(Note(rest, (("count", str(count)), ("area", measure(_kept(layer, others))))))
    return notes


def _shown(value: Value) -> str:
    column, text = value
    return f"{quoted(column)} {quoted(text, MAX_CHARACTERS)}" if column else NOTHING
