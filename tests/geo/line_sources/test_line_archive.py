"""Days of the public archive, if available, in every file format that a reader may use."""

from datetime import date
from pathlib import Path

import pytest
import shapely

from geo.control.origin import upload_origin
from geo.line_sources.dated_files import read_control_path
from geo.line_sources.notes import NoteKind
from geo.line_sources.reader import parse_control
from geo.world import World
from tests.geo.control.test_control_archive import ARCHIVE, ARCHIVE_DAYS, archived
from tests.support.files.line_files import FORMATS

pytestmark = pytest.mark.skipif(not ARCHIVE.is_dir(), reason="the reference days are not here")


def drawn(path: Path) -> shapely.MultiPolygon:
    """Return the archive's polygons as in the file."""
    collection = shapely.from_geojson(path.read_text(encoding="utf-8"))
    return shapely.MultiPolygon([part for each in collection.geoms for part in shapely.get_parts(each)])


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("day", ARCHIVE_DAYS, ids=str)
def test_a_real_day_is_the_same_in_every_format(world: World, day: date, name: str) -> None:
    plain = read_control_path(archived(day), day, world.regions_m)
    found = parse_control(FORMATS[name](drawn(archived(day))), name, day, world.regions_m)
    gap_km2 = shapely.symmetric_difference(found.control.held, plain.control.held).area / 1e6
    assert gap_km2 < 0.01
    assert found.control.reassigned_km2 == pytest.approx(plain.control.reassigned_km2, abs=0.01)
    assert found.notes == plain.notes


@pytest.mark.parametrize("day", ARCHIVE_DAYS, ids=str)
def test_the_notes_about_a_real_day(world: World, day: date) -> None:
    parsed = read_control_path(archived(day), day, world.regions_m)
    assert [note.kind for note in parsed.notes] == [NoteKind.SPECKS, NoteKind.OUTSIDE, NoteKind.STRIPS]
    assert dict(parsed.notes[-1].values)["area"] == pytest.approx(123, abs=3)
    assert dict(parsed.notes[1].values)["area"] == pytest.approx(2_625, abs=5), "most of it is the Syvash"
    assert parsed.control.origin == upload_origin(archived(day).name)
