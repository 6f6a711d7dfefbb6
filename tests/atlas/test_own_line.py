"""A line of contact of one's own in the Python library: as in the terminal."""

import json
from pathlib import Path

import pytest

import atlas
from tests.atlas.test_atlas import OTHER, PLAN, Run, everything, printed

pytestmark = pytest.mark.slow

LINE = {"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": {"status": status}, "geometry": {"type": "Polygon", "coordinates": [
        [[west, 46.6], [36.4, 46.6], [36.4, 48.2], [west, 48.2], [west, 46.6]]]}}
    for status, west in (("held", 36.0), ("unclear", 35.8))]}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with ground that Russia holds, and some of which it does not say so."""
    path = tmp_path_factory.mktemp("own") / "mine.geojson"
    path.write_text(json.dumps(LINE), encoding="utf-8")
    return path


def test_on_a_line_of_ones_own_all_is_as_in_the_terminal(
    own: Path, opened: atlas.Atlas, run: Run, tmp_path: Path
) -> None:
    """On a day that no record has; the notes on how the file was read come along."""
    day, argv = "2027-01-31", ("--control", str(own), "--where", "status=held", "--on", "2027-01-31")
    line = opened.line(own, on=day, where={"status": "held"})
    assert (line.file, line.on.isoformat()) == (own.name, day)
    table = opened.figures(PLAN, line=line)
    assert everything(table) == printed(run, "figures", PLAN, *argv)
    assert table.attrs["notes"] == list(line.notes) != []
    assert everything(opened.compare(PLAN, OTHER, line=line)) == printed(run, "compare", PLAN, OTHER, *argv)
    place, value = opened.place("Kramatorsk", line=line), printed(run, "place", "Kramatorsk", *argv)
    assert json.loads(place.to_json(orient="index")) == value.pop("under")
    assert place.attrs == value
    held = opened.zones(atlas.TODAY, line=line).query("holder == 'russia'")["area_km2"].sum()
    assert held > 1000
    assert held == pytest.approx(table.loc[table["holder"] == "russia", "area_km2"].sum(), abs=0.1)
    file, its = opened.export(PLAN, tmp_path / "a.csv", line=line), tmp_path / "b.csv"
    printed(run, "export", PLAN, "--format", "csv", "--out", str(its), *argv)
    assert file.read_bytes() == its.read_bytes()


def test_a_line_by_its_path_is_read_each_time_and_takes_the_day_that_is_asked_for(
    own: Path, opened: atlas.Atlas, tmp_path: Path
) -> None:
    path = tmp_path / "line.geojson"
    only = {**LINE, "features": LINE["features"][:1]}
    path.write_text(json.dumps(only), encoding="utf-8")
    first = opened.figures(PLAN, line=path, on="2027-02-01")
    assert first.attrs["on"] == "2027-02-01"
    read = opened.line(path)
    assert everything(opened.figures(PLAN, line=read, on="2027-02-01")) == everything(first)
    assert read.name == opened.line(path, on="2027-02-01").name
    path.write_text(json.dumps(only).replace("48.2", "48.4"), encoding="utf-8")
    second = opened.figures(PLAN, line=path, on="2027-02-01")
    held = [table.loc[table["holder"] == "russia", "area_km2"].sum() for table in (first, second)]
    assert held[1] > held[0] + 100
