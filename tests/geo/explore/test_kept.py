"""What is worked out once is worked out again for anything else, and goes with what it is about."""

import gc
import weakref
from copy import copy
from dataclasses import replace
from pathlib import Path

from geo.cache import Itself
from geo.explore.cells import cells_of
from geo.explore.report import NAMED, part_rows
from geo.explore.together import together_of
from geo.gazetteer.cities import together
from geo.world import World
from geo.zones.ground import Ground
from layers.catalogue import read_catalogue


class Thing:
    """Something that can be watched."""


def test_a_ground_keeps_what_was_made_of_it_by_key_and_world(toy_ground: Ground, toy_world: World) -> None:
    ground, other = replace(toy_ground), replace(toy_world)
    first = ground.once(("thing", Itself(toy_world)), Thing)
    assert ground.once(("thing", Itself(toy_world)), Thing) is first
    assert ground.once(("thing", Itself(other)), Thing) is not first
    assert ground.once(("other", Itself(toy_world)), Thing) is not first
    assert replace(ground).once(("thing", Itself(toy_world)), Thing) is not first


def test_of_what_there_may_be_many_of_the_last_few_are_kept(toy_ground: Ground) -> None:
    ground = replace(toy_ground)
    first, second, third = (ground.among("thing", 2, key, Thing) for key in (1, 2, 3))
    assert ground.among("thing", 2, 2, Thing) is second
    assert ground.among("thing", 2, 3, Thing) is third
    assert ground.among("thing", 2, 1, Thing) is not first


def test_it_goes_with_the_ground_and_to_no_other_process(toy_ground: Ground) -> None:
    """A reader's own line must not outlive the session; a copy is what another process gets."""
    ground = replace(toy_ground)
    seen = weakref.ref(ground.once("thing", Thing))
    assert copy(ground).once("thing", Thing) is not seen()
    assert copy(ground).table is ground.table
    del ground
    gc.collect()
    assert seen() is None


def test_the_largest_settlements_of_a_part_are_the_first_listed(toy_world: World, toy_ground: Ground) -> None:
    people = [100 + 10 * (number % 3) for number in range(len(toy_world.places))]
    toy_world = replace(toy_world, places=toy_world.places.assign(population=people))
    found = together_of(toy_world, cells_of(toy_world, toy_ground))
    rows = part_rows(found)
    assert len(rows) == 2
    for row in rows:
        here = found.places[found.places["part"] == row["part"]]
        listed = together(here[["settlement", "population"]], toy_world.cities)["settlement"]
        assert row["largest"] == list(listed.head(NAMED)) != []


def test_a_catalogue_that_has_changed_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "uk.po"
    words = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "a"\n'
    path.write_text(words + 'msgstr "один"\n', encoding="utf-8")
    first = read_catalogue(path)
    assert read_catalogue(path) is first
    assert first.gettext("a") == "один"
    path.write_text(words + 'msgstr "двадцять"\n', encoding="utf-8")
    assert read_catalogue(path).gettext("a") == "двадцять"
