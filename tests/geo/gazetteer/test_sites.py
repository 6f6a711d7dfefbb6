"""Sites: where they lie, what is stated of them, how they are found; typing errors are refused by name."""

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from geo.crs import points_to_metres
from geo.errors import SourceError
from geo.gazetteer.names import load_names
from geo.gazetteer.sites import COLUMNS, NAME_COLUMNS, NAMES_FILE, SiteKind, called, like, load_sites
from geo.gazetteer.transliteration import lettered
from geo.world import World

NEAR_KM = 10.0

TOWNS = {
    "zaporizhzhia-nuclear-plant": ("UA-23", "UA2304011001"),
    "kakhovka-dam": ("UA-65", "UA6506017001"),
    "dnipro-dam": ("UA-23", "UA2306007001"),
    "vuhlehirska-power-station": ("UA-14", "UA1402005001"),
    "myronivska-power-station": ("UA-14", "UA1402005004"),
    "kurakhove-power-station": ("UA-14", "UA1416011001"),
    "sloviansk-power-station": ("UA-14", "UA1412013001"),
    "kramatorsk-power-station": ("UA-14", "UA1412009001"),
    "starobesheve-power-station": ("UA-14", "UA1410009001"),
    "zuivska-power-station": ("UA-14", "UA1408009002"),
    "luhansk-power-station": ("UA-09", "UA4416009001"),
    "sievierodonetsk-power-station": ("UA-09", "UA4412011001"),
    "zaporizhzhia-power-station": ("UA-23", "UA2304011001"),
    "kryvyi-rih-power-station": ("UA-12", "UA1206013001"),
    "zmiiv-power-station": ("UA-63", "UA6314011001"),
    "mariupol-port": ("UA-14", "UA1414005001"),
    "berdiansk-port": ("UA-23", "UA2302005001"),
    "henichesk-port": ("UA-65", "UA6504001001"),
    "skadovsk-port": ("UA-65", "UA6508015001"),
    "kherson-port": ("UA-65", "UA6510015001"),
    "mykolaiv-port": ("UA-48", "UA4806015001"),
    "ochakiv-port": ("UA-48", "UA4806025001"),
    "odesa-port": ("UA-51", "UA5110027001"),
    "yevpatoriia-port": ("UA-43", "UA0108015001"),
    "sevastopol-port": ("UA-40", "UA8500000000"),
    "yalta-port": ("UA-43", "UA0120031001"),
    "feodosiia-port": ("UA-43", "UA0118071001"),
    "kerch-port": ("UA-43", "UA0110021001"),
    "kerch-bridge": ("UA-43", "UA0110021001"),
    "north-crimean-canal": ("UA-65", "UA6506025001"),
    "kinburn-spit": ("UA-48", "UA4806025001"),
    "azovstal": ("UA-14", "UA1414005001"),
    "avdiivka-coke": ("UA-14", "UA1416001001"),
    "pokrovsk-coal": ("UA-14", "UA1416025001"),
    "soledar-salt": ("UA-14", "UA1402009001"),
    "shevchenkivske-lithium": ("UA-14", "UA1404007024"),
}
"""Region, and the town that a site is named after or stands at."""


@pytest.mark.parametrize("site", TOWNS)
def test_a_site_lies_in_its_region_and_near_its_town(site: str, world: World) -> None:
    region, settlement = TOWNS[site]
    row, town = world.sites.loc[site], world.cities.loc[settlement]
    assert row["region"] == town["region"] == region
    x_m, y_m = points_to_metres(town["lon"], town["lat"])
    assert np.hypot(x_m[0] - row["x_m"], y_m[0] - row["y_m"]) < NEAR_KM * 1000


def test_every_state_has_a_day_and_a_source_and_every_capacity_a_source(world: World) -> None:
    sites = world.sites
    stated = sites[(sites["state"] != "") | sites["capacity_mw"].notna()]
    assert (stated["source_url"].str.startswith("https://")).all()
    assert (sites["state"] != "").all()
    assert sites["as_of"].str.fullmatch(r"\d{4}-\d{2}-\d{2}").all()
    assert sites.at["kakhovka-dam", "as_of"] == "2023-06-06"
    assert set(sites["kind"]) <= set(SiteKind)
    assert set(sites.loc[sites["kind"] == SiteKind.NUCLEAR_PLANT].index) > {"zaporizhzhia-nuclear-plant"}


@pytest.mark.parametrize("query, site", [
    ("ZNPP", "zaporizhzhia-nuclear-plant"), ("znpp", "zaporizhzhia-nuclear-plant"),
    ("ЗАЕС", "zaporizhzhia-nuclear-plant"), ("ZAES", "zaporizhzhia-nuclear-plant"),
    ("ЗАЭС", "zaporizhzhia-nuclear-plant"),
    ("Zaporizhzhia nuclear power plant", "zaporizhzhia-nuclear-plant"),
    ("Kinburn", "kinburn-spit"), ("Кінбурнська коса", "kinburn-spit"), ("DniproHES", "dnipro-dam"),
    ("ДніпроГЕС", "dnipro-dam"), ("Kakhovka  dam", "kakhovka-dam"), ("Azovstal", "azovstal"),
    ("kinburn-spit", "kinburn-spit"), ("Kramatorsk", None), ("Zaporizhzhia", None), ("", None), ("!", None),
])
def test_a_site_is_found_by_each_of_its_names(query: str, site: str | None, world: World) -> None:
    assert called(world.sites, query) == site


def test_a_beginning_finds_the_sites_that_have_it(world: World) -> None:
    assert like(world.sites, "Kakhov") == ["kakhovka-dam"]
    assert like(world.sites, "ka") == []


def test_no_site_takes_the_name_of_a_settlement(world: World) -> None:
    towns = load_names(world.places, regions=world.regions).lettered
    both = [name for names in world.sites["names"] for name in names if lettered(name) in towns]
    assert both == []


SITE = {"site": "mine-one", "name_en": "Mine One", "name_uk": "Шахта Один", "kind": "mine", "lon": "37.5",
        "lat": "48.7", "capacity_mw": "", "capacity_source": "", "state": "", "as_of": "",
        "source_title": "", "source_url": ""}
NAME = {"site": "mine-one", "name": "One", "language": "en"}
Written = Callable[..., Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def write(*sites: dict[str, str], names: tuple[dict[str, str], ...] = (NAME,)) -> Path:
        for file_name, head, rows in (("sites.csv", COLUMNS, sites), (NAMES_FILE, NAME_COLUMNS, names)):
            with (tmp_path / file_name).open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, head)
                writer.writeheader()
                writer.writerows(rows)
        return tmp_path / "sites.csv"

    return write


def test_a_valid_site_is_read_with_all_its_names(world: World, written: Written) -> None:
    table = load_sites(world.regions_m, written(SITE))
    assert table.loc["mine-one", ["lon", "lat", "region"]].to_list() == [37.5, 48.7, "UA-14"]
    assert table.at["mine-one", "names"] == ("Mine One", "Шахта Один", "One")
    assert np.isnan(table.at["mine-one", "capacity_mw"])


@pytest.mark.parametrize("change, fault", [
    ({"site": "Mine 1"}, "id of 'Mine 1' is not in small letters"),
    ({"name_uk": ""}, "name_uk of 'mine-one' is missing"),
    ({"kind": "airfield"}, "kind 'airfield' is unknown"),
    ({"lon": "east"}, "lon of 'mine-one' is no number of degrees"),
    ({"lon": "36.5", "lat": "44.1"}, "position of 'mine-one' is further than 5 km from Ukraine"),
    ({"capacity_mw": "-5"}, "capacity_mw of 'mine-one' is no number of megawatts"),
    ({"capacity_mw": "5"}, "capacity_source of 'mine-one' is missing"),
    ({"state": "destroyed"}, "as_of of 'mine-one' is missing"),
    ({"as_of": "2024-01-01"}, "state of 'mine-one' is missing"),
    ({"state": "flooded", "as_of": "2024-02-30"}, "as_of of 'mine-one' is no day"),
    ({"source_url": "file:///x"}, "source_url of 'mine-one' is no address"),
])
def test_an_invalid_site_is_refused_by_name(
    change: dict[str, str], fault: str, world: World, written: Written
) -> None:
    with pytest.raises(SourceError) as found:
        load_sites(world.regions_m, written({**SITE, **change}))
    assert str(found.value).startswith("sites.csv: ")
    assert fault in str(found.value)


def test_all_faults_of_a_table_stand_in_one_message(world: World, written: Written) -> None:
    with pytest.raises(SourceError) as found:
        load_sites(world.regions_m, written({**SITE, "kind": "x"}, {**SITE, "site": "two", "lat": "0"}))
    assert "kind 'x' is unknown" in str(found.value)
    assert "lat of 'two' is not between" in str(found.value)


@pytest.mark.parametrize("change, fault", [
    ({"site": "none"}, "site 'none' is unknown"), ({"language": "xx"}, "language 'xx' is unknown"),
    ({"name": "mine one"}, "'mine one' stands there twice"), ({"name": "—"}, "'—' is no name"),
])
def test_an_invalid_name_of_a_site_is_refused(
    change: dict[str, str], fault: str, world: World, written: Written
) -> None:
    with pytest.raises(SourceError) as found:
        load_sites(world.regions_m, written(SITE, names=({**NAME, **change},)))
    assert str(found.value) == f"{NAMES_FILE}: {fault}"
