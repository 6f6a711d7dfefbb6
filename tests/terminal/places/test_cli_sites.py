"""The terminal's answers on sites: found by any name, with holder, state and what each plan's text says."""

from collections.abc import Callable
from pathlib import Path

import pytest

from geo.plans.library import Library
from geo.world import World
from layers.text.credit import SITE_SOURCES
from tests.terminal.test_cli import answer

Run = Callable[..., tuple[int, str, str]]

KEYS = {"place", "id", "site", "region", "lon", "lat", "population", "capacity_mw", "capacity_source",
        "state", "as_of", "source", "holder", "at_the_line", "distance_to_line_km", "under", "on",
        "data_version"}
FATE = {"status", "level", "clause", "confidence", "sentence", "speaks_of_site"}
PLANT = "zaporizhzhia-nuclear-plant"


@pytest.mark.parametrize("name", ["ZNPP", "ЗАЕС", "Zaporizhzhia nuclear power plant"])
def test_the_nuclear_plant_is_found_and_its_clause_decides(name: str, run: Run, library: Library) -> None:
    value = answer(run, "place", name)
    assert set(value) == KEYS
    assert (value["id"], value["site"], value["region"]) == (PLANT, "nuclear_plant", "UA-23")
    assert (value["holder"], value["at_the_line"], value["capacity_mw"]) == ("russia", False, 6000)
    assert value["as_of"] == "2025-10-01"
    under = value["under"]
    assert list(under) == list(library.plans)
    assert all(set(fate) == FATE for fate in under.values())
    assert under["us-28-point"]["clause"] == "point 19"
    assert "IAEA" in under["us-28-point"]["sentence"]
    assert under["us-28-point"]["speaks_of_site"]
    assert not under["freeze"]["speaks_of_site"]
    assert under["freeze"]["status"] == "frozen"
    assert "does not speak" in under["freeze"]["sentence"]


def test_before_2022_ukraine_held_it(run: Run) -> None:
    assert answer(run, "place", "ZNPP", "--on", "2022-02-23")["holder"] == "ukraine"


def test_a_site_at_the_line_has_no_status_of_its_ground(run: Run) -> None:
    value = answer(run, "place", "Kakhovka dam")
    assert (value["state"], value["as_of"], value["at_the_line"]) == ("destroyed", "2023-06-06", True)
    assert value["under"]["freeze"]["status"] is None
    assert value["under"]["us-april-2025"]["sentence"] == "Ukraine regains the dam."


def test_text_output_has_state_source_and_a_line_per_plan(run: Run, library: Library) -> None:
    code, out, err = run("place", "Kinburn", "--language", "en")
    assert (code, err) == (0, "")
    assert out.startswith("Kinburn Spit (Кінбурнська коса)\n")
    assert len(out.rstrip().splitlines()) > len(library.plans)
    assert "demilitarised" in out


def test_a_town_keeps_its_name(run: Run) -> None:
    assert answer(run, "place", "Zaporizhzhia, Zaporizhzhia")["id"] == "UA2306007001"


def test_figures_list_sites_by_zone(run: Run) -> None:
    rows = answer(run, "figures", "us-28-point")["sites"]
    plants = [row for row in rows if row["kind"] == "nuclear_plant" and row["region"] == "UA-23"]
    assert [(row["holder"], row["capacity_mw"]) for row in plants] == [("russia", 6000)]


def test_sites_are_in_a_picture_only_where_they_are_asked_for(run: Run, tmp_path: Path) -> None:
    """Unless the plan itself decides on them, as that of 28 points does on the plant."""
    seen = {}
    for name, more in (("plain", ()), ("sites", ("--show", "sites")), ("both", ("--show", "sites", "--hide",
                                                                               "sites,towns"))):
        file = tmp_path / f"{name}.svg"
        code, _, err = run("export", "freeze", "--format", "svg", "--out", str(file), *more)
        assert (code, err) == (0, "")
        seen[name] = file.read_text(encoding="utf-8")
    there = {name: "nuclear" in drawn.lower() for name, drawn in seen.items()}
    assert there == {"plain": False, "sites": True, "both": False}
    assert run("export", "freeze", "--format", "svg", "--out", "x.svg", "--show", "hills")[0] == 2


def test_a_capacity_is_credited_to_who_states_it(run: Run, world: World) -> None:
    stated = world.sites.loc[world.sites["capacity_mw"].notna(), "capacity_source"]
    assert stated.nunique() > 1
    for source, site in {source: site for site, source in stated.items()}.items():
        assert source in SITE_SOURCES
        assert answer(run, "place", str(site))["capacity_source"] == source
        assert f"before any damage ({source})" in run("place", str(site))[1]
