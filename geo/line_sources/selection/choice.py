"""Choosing the polygons of a layer that are counted, and noting what was counted and what was left out."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import compress

from geo.errors import N_, SourceError, Words
from geo.line_sources.notes import Note, NoteKind
from geo.line_sources.polygons import Layer
from geo.line_sources.selection.columns import (
    AROUND,
    COUNTRY,
    LABEL,
    LABELS,
    MAX_CHARACTERS,
    NAMES,
    YES_OR_NO,
)
from geo.line_sources.selection.days import NAMED, REMEDY, and_more, of_one_day, quoted
from geo.line_sources.selection.statuses import Verdict, said

NOTHING = "''"
MERGED = "*"  # the name of a layer that several were merged into, or whose name its rows were given

Where = tuple[tuple[str, str], ...]
"""Columns with the value wanted; of one column any of the values, of several columns all."""

Measure = Callable[[Layer], float]
"""The area of a layer's polygons, in square kilometres."""

Value = tuple[str, str]
"""A column and a text in it; both empty for a polygon without any."""


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
        layer = _asked(layer, where, name)
        if layer.name == MERGED and "layer" not in _columns(where):
            layer, left, left_values = _of_held_layers(layer, name)
        values = [(column, value) for column, value in where[:1]] * len(layer.rows)
        if len(where) > 1:
            values = _told_apart(layer.rows)
    else:
        _refuse_no_answer(layer.rows, name)
        verdicts = _verdicts(layer.rows)
        plain = [verdict is Verdict.HELD for verdict, _ in verdicts]
        told = [value for _, value in verdicts]
        if any(verdict is Verdict.OTHER for verdict, _ in verdicts):
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
            values = _told_apart(layer.rows)
    of_one_day(layer, name)
    notes = []
    if left is not None or where or len(set(values)) > 1:
        notes += _notes(layer, values, measure, NoteKind.COUNTED, NoteKind.COUNTED_MORE)
    if left is not None:
        notes += _notes(left, left_values, measure, NoteKind.LEFT_OUT, NoteKind.LEFT_OUT_MORE)
    return layer, notes


def chosen_layers(layers: list[Layer], where: Where) -> list[Layer]:
    """Return the layers asked for by name, or all, as one whose rows have the name of their layer.

    Where the names say nothing of some layer, all are returned, as it is not known which is meant. A
    layer without others beside it is given its name only if that says that the ground is not plainly held.
    """
    asked = "layer" in _columns(where)
    if asked:
        wanted = {value.casefold() for column, value in where if column.casefold() == "layer"}
        of_the_name = [layer for layer in layers if layer.name.casefold() in wanted]
        # The features of one layer may have a column of this name, as QGIS writes when it merges layers.
        inside = len(layers) == 1 and any("layer" in _labels(row) for row in layers[0].rows)
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
        rows=tuple(_within(layer.name, row, asked=asked) for layer in layers for row in layer.rows))]


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


def _asked(layer: Layer, where: Where, name: str) -> Layer:
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
                          missing=ascii(missing[0][:40]),
                          known=", ".join(ascii(one[:40]) for one in sorted(known)[:12]) or Words(N_("none")))
    keep = [all(row.get(column, "") in texts for column, texts in wanted.items()) for row in rows]
    if not any(keep):
        column = next(iter(wanted))
        raise SourceError(N_("{name}: has no feature with this value; in column {column} it has {values}"),
                          name=name, column=ascii(column),
                          values=_listed([(column, row.get(column, "")) for row in rows]))
    return _kept(layer, keep)


def plain(text: str) -> str:
    """Return a text as it is compared: in small letters, with single blanks."""
    return " ".join(text.casefold().split())


def _kept(layer: Layer, keep: Sequence[bool]) -> Layer:
    return replace(layer, polygons=tuple(compress(layer.polygons, keep)),
                   rows=tuple(compress(layer.rows, keep)))


def _labels(row: Mapping[str, str]) -> dict[str, Value]:
    return {column.casefold(): (column, text) for column, text in row.items()}


def _verdicts(rows: Sequence[Mapping[str, str]]) -> list[tuple[Verdict | None, Value]]:
    """Return what each feature says of its ground, and the column and text that say it."""
    found = [_verdict(row) for row in rows]
    statuses = any(verdict in (Verdict.HELD, Verdict.OTHER) for verdict, _ in found)
    since = Verdict.HELD if statuses else None
    return [(since if verdict is Verdict.SINCE_2014 else verdict, value) for verdict, value in found]


def _verdict(row: Mapping[str, str]) -> tuple[Verdict | None, Value]:
    """Return what a row says, and where: what it lies in counts against it, and else only after its own."""
    labels = _labels(row)
    there = [labels[column] for column in _asked_in_order(labels)]
    around = [value for value in there if value[0].casefold() in AROUND]
    for value in around:
        if said(*value) is Verdict.OTHER:
            return Verdict.OTHER, value
    for value in [*(value for value in there if value not in around), *around]:
        verdict = said(*value)
        if verdict is not None:
            return verdict, value
    return None, next(iter(there), ("", ""))


def _refuse_no_answer(rows: Sequence[Mapping[str, str]], name: str) -> None:
    """Refuse what is neither yes nor no in a column that answers by one of them."""
    for column, text in (value for row in rows for value in row.items()):
        if column.casefold() in YES_OR_NO and said(column, text) is None:
            raise SourceError(N_("{name}: in column {column} it has {text}, which is neither true nor "
                                 "false; {remedy}"), name=name, column=quoted(column), text=quoted(text),
                              remedy=REMEDY)


def _asked_in_order(columns: Iterable[str]) -> list[str]:
    known = set(columns)
    others = sorted(column for column in known - set(LABELS) if LABEL.search(column))
    return [*(column for column in LABELS if column in known), *others]


def _told_apart(rows: Sequence[Mapping[str, str]]) -> list[Value]:
    """Return the value of each row in the first column of labels that has more than one."""
    all_labels = [_labels(row) for row in rows]
    for column in _asked_in_order({column for labels in all_labels for column in labels}):
        values = [labels.get(column, ("", "")) for labels in all_labels]
        if len(set(values)) > 1:
            return values
    return [("", "")] * len(rows)


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
