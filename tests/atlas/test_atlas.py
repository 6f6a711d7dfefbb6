"""The Python library: the same figures, comparisons, histories, places and files as the terminal."""

import doctest
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely

import atlas
from atlas import atlas as front_end
from atlas import figures, stacks, sweeps
from atlas import opened as opening
from geo.plans.library import SCENARIOS

pytestmark = pytest.mark.slow

Run = Callable[..., tuple[int, str, str]]

PLAN, OTHER, DAY = "us-28-point", "e3-counter", "2025-11-21"


def printed(run: Run, *argv: str) -> dict[str, Any]:
    code, out, err = run(*argv, "--json")
    assert (code, err) == (0, "")
    return dict(json.loads(out))


def everything(table: pd.DataFrame) -> dict[str, Any]:
    """Return a table and its attributes as the terminal prints them."""
    return {"rows": json.loads(table.to_json(orient="records", double_precision=15)), **table.attrs}


@pytest.mark.parametrize("module", [front_end, figures, stacks, sweeps, opening, atlas],
                         ids=lambda module: module.__name__)
def test_the_examples_of_the_documentation_hold(module: Any, opened: atlas.Atlas, tmp_path: Path) -> None:
    globs = {"a": opened, "folder": tmp_path}
    failed, tried = doctest.testmod(module, extraglobs=globs, optionflags=doctest.ELLIPSIS)
    assert failed == 0
    assert tried or module is atlas


def test_every_public_method_has_an_example_and_says_what_it_returns_and_raises() -> None:
    public = [member for name in dir(atlas.Atlas) if not name.startswith("_")
              for member in [getattr(atlas.Atlas, name)]]
    assert len(public) >= 8
    for member in public:
        text = member.__doc__ or ""
        assert "Returns\n" in text, member
        assert ">>> a." in text or ">>> " in text, member
        assert "Raises\n" in text or isinstance(member, property), member


def test_plans_are_those_that_the_terminal_lists(opened: atlas.Atlas, run: Run) -> None:
    listed = printed(run, "scenarios")["scenarios"]
    rows = opened.plans.reset_index()
    assert json.loads(rows.assign(published=rows["published"].dt.strftime("%Y-%m-%d"))
                      .to_json(orient="records")) == listed


@pytest.mark.parametrize("asked, argv", [
    ({"on": DAY}, ("--on", DAY)),
    ({"on": date(2025, 11, 21), "record": "liveuamap", "margin_km": 2, "strip_km": 10},
     ("--record", "liveuamap", "--margin", "2", "--strip", "10")),
    ({"on": pd.Timestamp("2022-03-25 12:00")}, ("--on", "2022-03-25")),
], ids=["a day", "the second observer", "a day with a note"])
def test_figures_are_those_of_the_terminal(
    asked: dict[str, Any], argv: tuple[str, ...], opened: atlas.Atlas, run: Run
) -> None:
    plan = "kellogg-buffer" if "strip_km" in asked else PLAN
    assert everything(opened.figures(plan, **asked)) == printed(run, "figures", plan, *argv)


def test_a_comparison_is_that_of_the_terminal(opened: atlas.Atlas, run: Run) -> None:
    table = opened.compare(PLAN, OTHER, on=DAY, second_on="2025-12-21")
    assert everything(table) == printed(run, "compare", PLAN, OTHER, "--second-on", "2025-12-21")
    none = opened.compare(PLAN, PLAN)
    assert list(none) == list(table)
    assert everything(none) == printed(run, "compare", PLAN, PLAN)


@pytest.mark.parametrize("plan", [PLAN, atlas.TODAY])
def test_a_history_adds_up_to_that_of_the_terminal(plan: str, opened: atlas.Atlas, run: Run) -> None:
    table = opened.history(plan, since="2025-01-01", until="2025-06-01", step=50)
    rows = printed(run, "history", plan, "--from", "2025-01-01", "--to", "2025-06-01", "--step", "50")["rows"]
    assert list(table["on"].dt.strftime("%Y-%m-%d").unique()) == [row["on"] for row in rows]
    sums = table.groupby(["on", "status" if plan == PLAN else "holder"])[["area_km2", "people"]].sum()
    for row in rows:
        found = {str(kind): {"area_km2": round(part["area_km2"], 2), "people": int(part["people"])}
                 for kind, part in sums.loc[row["on"]].iterrows()}
        assert found == row["totals"]


@pytest.mark.parametrize("name", ["Kramatorsk", "ZNPP"])
def test_a_place_is_that_of_the_terminal(name: str, opened: atlas.Atlas, run: Run) -> None:
    table = opened.place(name)
    value = printed(run, "place", name)
    assert json.loads(table.to_json(orient="index")) == value.pop("under")
    assert table.attrs == value


def test_zones_are_those_of_the_exported_file(opened: atlas.Atlas, tmp_path: Path) -> None:
    zones = opened.zones(PLAN, on=DAY)
    file = gpd.read_file(opened.export(PLAN, tmp_path / "zones.geojson", on=DAY)).set_index("id")
    assert zones.crs == file.crs == "EPSG:4326"
    columns = ["region", "holder", "status", "area_km2", "people"]
    pd.testing.assert_frame_equal(pd.DataFrame(zones[columns]), pd.DataFrame(file.loc[zones.index, columns]),
                                  check_dtype=False, check_index_type=False)
    assert zones["area_km2"].dtype == float
    shapes, written = zones.geometry.to_numpy(), file.geometry.loc[zones.index].to_numpy()
    assert (shapely.area(shapely.symmetric_difference(shapes, written)) < 1e-4).all(), "square degrees"
    assert opened.zones(PLAN, on=DAY, part="plan_line").geom_type.isin(
        ["LineString", "MultiLineString"]).all()


def test_what_should_be_known_of_a_day_is_said_in_the_language_wherever_the_terminal_says_it(
    opened: atlas.Atlas, run: Run
) -> None:
    day = "2022-03-25"
    compared = printed(run, "compare", PLAN, OTHER, "--on", day)
    assert everything(opened.compare(PLAN, OTHER, on=day)) == compared
    assert opened.place("Kramatorsk", on=day).attrs["notes"] == printed(
        run, "place", "Kramatorsk", "--on", day)["notes"]
    in_ukrainian = printed(run, "figures", PLAN, "--on", day, "--language", "uk")["notes"]
    assert atlas.Atlas("uk").figures(PLAN, on=day).attrs["notes"] == in_ukrainian
    assert in_ukrainian != opened.figures(PLAN, on=day).attrs["notes"]


@pytest.mark.parametrize("name, asked, argv", [
    ("a.svg", {"size": "9x16"}, ("--format", "svg", "--size", "9x16")),
    ("a.svg", {"size": "1x1", "frame": "south", "title": "What the text says"},
     ("--format", "svg", "--size", "1x1", "--frame", "south", "--title", "What the text says")),
    ("a.svg", {"map_only": True, "frame": "30.5,46,38,49"},
     ("--format", "svg", "--map-only", "--frame=30.5,46,38,49")),
    ("a.pdf", {"kind": "briefing", "frame": "donetsk"}, ("--format", "briefing", "--frame", "donetsk")),
    ("b.pdf", {"kind": "briefing"}, ("--format", "briefing")),
], ids=["a size", "frame and title", "the map alone", "a document's frame", "a document"])
def test_pictures_and_documents_are_those_of_the_terminal(
    name: str, asked: dict[str, Any], argv: tuple[str, ...], opened: atlas.Atlas, run: Run, tmp_path: Path
) -> None:
    file, its = opened.export(PLAN, tmp_path / name, **asked), tmp_path / "its"
    printed(run, "export", PLAN, "--out", str(its), *argv)
    assert file.read_bytes() == its.read_bytes()


def test_zones_can_be_explored_on_a_map(opened: atlas.Atlas) -> None:
    pytest.importorskip("mapclassify")
    zones = opened.zones(PLAN, on=DAY)
    for column in ("status", "area_km2"):
        assert "leaflet" in zones.explore(column, tiles=None).get_root().render()


def test_without_a_plan_there_are_zones_by_holder(opened: atlas.Atlas) -> None:
    zones = opened.zones(atlas.TODAY, on=DAY)
    assert set(zones["holder"]) == {"ukraine", "russia"}
    assert zones["status"].isna().all()


def test_a_plan_of_ones_own_can_stand_wherever_an_id_can(
    opened: atlas.Atlas, run: Run, tmp_path: Path
) -> None:
    """A copy of a plan that leaves open what the plan would demilitarise: from its file, and as an object."""
    path = tmp_path / "my.toml"
    text = (SCENARIOS / f"{PLAN}.toml").read_text(encoding="utf-8")
    changed = text.replace('status = "demilitarised"\nlevel = "international"', 'status = "open"')
    assert changed != text
    path.write_text(changed.replace(f'id = "{PLAN}"', 'id = "my"'), encoding="utf-8")
    own = opened.plan(path)
    assert everything(opened.figures(own)) == printed(run, "figures", str(path))
    assert everything(opened.compare(PLAN, str(path))) == printed(run, "compare", PLAN, str(path))
    assert opened.zones(own).loc["UA-14.ukraine", "status"] == "open"
    assert "demilitarised" not in set(opened.history(own, since=DAY, until=DAY)["status"])
    assert b"demilitarised" not in opened.export(own, tmp_path / "my.csv").read_bytes()
    assert b"demilitarised" in opened.export(PLAN, tmp_path / "its.csv").read_bytes()


def test_a_clause_can_be_interpreted_otherwise(opened: atlas.Atlas, run: Run) -> None:
    (first, *_) = printed(run, "readings", PLAN)["readings"]
    option = next(item["id"] for item in first["options"] if not item["default"])
    table = opened.figures(opened.plan(PLAN, {first["id"]: option}))
    assert everything(table) == printed(run, "figures", PLAN, "--reading", f"{first['id']}={option}")


@pytest.mark.parametrize("ask, said", [
    (lambda a, _: a.figures("ell"), "no plan 'ell'"),
    (lambda a, _: a.figures(atlas.TODAY), "no plan 'today'"),
    (lambda a, _: a.figures(PLAN, on="yesterday"), "is no date"),
    (lambda a, _: a.figures(PLAN, on=date(2021, 1, 1)), "2021-01-01 is not known"),
    (lambda a, _: a.figures(PLAN, record="ell"), "no record 'ell'"),
    (lambda a, _: a.figures(PLAN, margin_km=-1), "margin must be between"),
    (lambda a, _: a.figures(PLAN, strip_km=1000), "width must be between"),
    (lambda a, _: a.zones(PLAN, part="ell"), "no part 'ell'"),
    (lambda a, folder: a.figures(PLAN, line=folder / "none.kml"), "no such file"),
    (lambda a, folder: a.figures(PLAN, line=folder / "none.kml", record="liveuamap"), "name one of the two"),
    (lambda a, folder: a.line(folder / "none.kml", on="soon"), "is no date"),
    (lambda a, folder: a.export(PLAN, folder / "a.png", size="ell"), "no size 'ell'"),
    (lambda a, folder: a.export(PLAN, folder / "a.png", frame="ell"), "ell"),
    (lambda a, folder: a.export(PLAN, folder / "a.png", title="x" * 121), "at most 120"),
    (lambda a, folder: a.sweep(folder / "s", margins_km=[-1]), "margin must be between"),
    (lambda a, folder: a.sweep(folder / "s", plans=[]), "at least one plan"),
    (lambda a, _: a.holds(a.history(PLAN, since=DAY, until=DAY).iloc[:0]), "no rows"),
    (lambda a, _: a.compare(PLAN, OTHER, second_on="2021-01-01"), "is not known"),
    (lambda a, _: a.history(PLAN, step=0), "step must be a whole number"),
    (lambda a, _: a.history(PLAN, since="2025-02-01", until="2025-01-01"), "comes after"),
    (lambda a, _: a.place("Nowhere at all"), "Nowhere at all"),
    (lambda a, folder: a.export(PLAN, folder / "a.docx"), "no format 'docx'"),
    (lambda a, folder: a.export(atlas.TODAY, folder / "a.pdf", kind="briefing"), "about a plan"),
    (lambda a, folder: a.export(PLAN, folder / "none" / "a.csv"), "no such folder"),
    (lambda a, folder: a.plan(folder / "none.toml"), "none.toml"),
    (lambda a, _: a.plan(PLAN, {"ell": "ell"}), "ell"),
    (lambda _a, _: atlas.Atlas("tlh"), "no language 'tlh'"),
])
def test_errors_are_of_one_family_and_one_sentence(
    ask: Callable[[atlas.Atlas, Path], object], said: str, opened: atlas.Atlas, tmp_path: Path
) -> None:
    with pytest.raises(atlas.AtlasError, match=said) as fault:
        ask(opened, tmp_path)
    assert "\n" not in str(fault.value)
