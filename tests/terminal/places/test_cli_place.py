"""The terminal's commands about places, provenance, the data gate and published figures."""

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geo.gazetteer.search import Names, load_names
from geo.paths import DATA
from geo.plans.library import Library
from geo.status import Status
from geo.world import World
from terminal import answers
from tests.terminal.test_cli import answer

Run = Callable[..., tuple[int, str, str]]

KRAMATORSK, BAKHMUT, POKROVSK = "UA1412009001", "UA1402001001", "UA1416021001"

KEYS = {"place", "former_names", "id", "region", "raion", "hromada", "lon", "lat", "population", "holder",
        "held_since", "held_since_exact", "namesakes", "population_by_holder", "distance_to_line_km", "under",
        "on", "data_version"}
FATE = {"status", "level", "clause", "confidence", "note", "sentence", "also", "people_in_strip"}

@pytest.fixture(scope="module")
def index(world: World) -> Names:
    return load_names(world.places, regions=world.regions)


@pytest.fixture
def run(run: Run, index: Names, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The terminal, with names read once; `test_text_output_has_a_line_per_plan` reads its own."""
    monkeypatch.setattr(answers, "load_names", lambda _places: index)
    return run


SQUARE = [[[37.3, 48.6], [37.8, 48.6], [37.8, 48.9], [37.3, 48.9], [37.3, 48.6]]]
"""Around Kramatorsk, where Russia holds nothing."""


@pytest.mark.parametrize("name, place", [
    ("Краматорськ", KRAMATORSK), ("Kramatorsk", KRAMATORSK), ("Краматорск", KRAMATORSK),
    (KRAMATORSK, KRAMATORSK), ("Артемовск", BAKHMUT), ("Bakhmut", BAKHMUT), ("Красноармейск", POKROVSK),
    ("Lyman, Donetsk", "UA1412011001"), ("Покровське, UA4806025", "UA4806025004"),
])
def test_a_place_is_found_by_any_of_its_names(name: str, place: str, run: Run, world: World) -> None:
    value = answer(run, "place", name)
    assert value["id"] == place
    assert value["data_version"] == world.version


def test_place_prints_the_documented_object(run: Run, library: Library) -> None:
    value = answer(run, "place", "Краматорськ")
    assert set(value) == KEYS
    under = value.pop("under")
    away, lon, lat = (value.pop(name) for name in ("distance_to_line_km", "lon", "lat"))
    assert value.pop("data_version")
    assert value == {
        "place": "Kramatorsk", "former_names": [], "id": KRAMATORSK, "region": "UA-14",
        "raion": "Kramatorskyi", "namesakes": [],
        "hromada": "Kramatorska", "population": 147_145, "holder": "ukraine", "held_since": None,
        "held_since_exact": False, "population_by_holder": {"ukraine": 147_145}, "on": "2025-11-21",
    }
    assert away == pytest.approx(20.6, abs=0.1), "of the city, not of its outlying part at 13 km"
    assert (lon, lat) == pytest.approx((37.58, 48.73), abs=0.02)
    assert list(under) == list(library.plans)
    for under_plan in under.values():
        assert set(under_plan) == FATE
        assert under_plan["status"] in set(Status)
        assert under_plan["clause"]
        assert "Kramatorsk" in under_plan["sentence"]
        assert under_plan["also"] == []
    assert under["us-28-point"] | {"note": ""} == {
        "status": "demilitarised", "level": "international", "clause": "clause 21d", "confidence": "text",
        "note": "",
        "sentence": "Ukrainian forces would withdraw from Kramatorsk; it would lie in a demilitarised zone "
                    "that Russian forces do not enter and that would be internationally recognised as "
                    "Russian.",
        "also": [], "people_in_strip": None}
    kellogg = under["kellogg-buffer"]
    assert kellogg["people_in_strip"] == 1_250
    assert "0.8% of its people lived within 15 km" in kellogg["sentence"]


def test_another_day_changes_holder_date_and_statuses(run: Run) -> None:
    cut = answer(run, "place", "Pokrovsk, Donetsk")
    assert (cut["holder"], cut["distance_to_line_km"]) == ("ukraine", 0)
    assert cut["population_by_holder"] == {"ukraine": 41_282, "russia": 18_845}
    assert (cut["under"]["freeze"]["status"], cut["under"]["freeze"]["also"]) == ("ukrainian", ["frozen"])
    later = answer(run, "place", "Pokrovsk, Donetsk", "--on", "2026-08-22")
    assert (later["on"], later["holder"]) == ("2026-08-22", "russia")
    assert (later["held_since"], later["held_since_exact"]) == ("2026-02-22", True)
    under_plan = later["under"]["us-28-point"]
    assert (under_plan["status"], under_plan["level"], under_plan["also"]) == ("recognised", "de_facto", [])


def test_text_output_has_a_line_per_plan(
    run: Run, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "load_names", load_names)
    code, out, err = run("place", "Avdiivka")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "Avdiivka (Авдіївка), Donetsk: 31,392 people"
    assert lines[1] == "Russian-held since 20 February 2024 or earlier"
    assert re.fullmatch(r"Line of contact: about \d\d km from its centre \(the middle of where its people "
                        r"lived\); its 5 parts lie \d\d km to \d\d km away", lines[2])
    assert len(lines) == 4 + len(library.plans)
    for line, plan in zip(lines[4:], library.plans.values(), strict=True):
        assert line.startswith(plan.short_title)
        assert "Avdiivka" in line


def control_file(folder: Path) -> str:
    path = folder / "mine.geojson"
    path.write_text(json.dumps({"type": "Polygon", "coordinates": SQUARE}), encoding="utf-8")
    return str(path)


def test_a_readers_own_line_decides_who_holds_a_place(run: Run, tmp_path: Path) -> None:
    value = answer(run, "place", "Kramatorsk", "--control", control_file(tmp_path))
    assert (value["holder"], value["held_since"]) == ("russia", None)
    assert value["under"]["freeze"]["status"] == "frozen"
    assert value["distance_to_line_km"] == pytest.approx(14.6, abs=1), "from the middle to the nearest side"


@pytest.mark.parametrize("name", ["Kramatorsk", "Avdiivka"])
def test_the_record_is_not_applied_to_a_readers_own_line(name: str, run: Run, tmp_path: Path) -> None:
    """In the record Ukraine holds Kramatorsk and Russia Avdiivka; on this line it is the other way round."""
    code, out, _ = run("place", name, "--control", control_file(tmp_path))
    assert code == 0
    assert "every recorded day" not in out


@pytest.mark.parametrize("name", ["Ivanivka", "Покровское", "Pershotravneve", "Lyman, Kharkiv"])
def test_an_ambiguous_name_lists_the_candidates(name: str, run: Run, world: World) -> None:
    """Each with raion, region and population, and with a code that can be used instead."""
    code, out, err = run("place", name, "--json")
    assert (code, out, err.count("\n")) == (2, "", 1)
    offered = re.findall(r"\((?:[\w’' -]+ raion, )?([\w’' -]+)\), population ([\d,]+), (UA\d{10})", err)
    assert 2 <= len(offered) <= 8
    assert f"fits {len(offered)} places" in err or "and" in err
    for region, people, place in offered:
        row = world.places.loc[place]
        assert region == world.regions.at[row["region"], "name_en"]
        assert int(people.replace(",", "")) == row["population"]
    assert "Which one?" in err
    assert answer(run, "place", offered[-1][2])["id"] == offered[-1][2]


@pytest.mark.parametrize("name, said", [
    ("Kramatorks", "Did you mean Kramatorsk (Kramatorskyi raion, Donetsk)"),
    ("Энергодр", "Did you mean Enerhodar"),
    ("Kramatorsk, Lviv", "No place in 'Lviv' is called 'Kramatorsk'. Did you mean Kramatorsk"),
    ("Atlantis", "No place is called 'Atlantis'"), ("", "Give the name"), ("  ", "Give the name"),
    ("🙂🙂", "No place is called '🙂🙂'."), ("Краматорск" * 50, "No place is called 'Краматорск"),
    ('<img src=x onerror="alert(1)">', "No place is called '<img"), ("../../etc/passwd", "No place is"),
    ("UA0000000000", "No place is called 'UA0000000000'"), ("\x00\x1b[31m", "No place is called '[31m'"),
    ("{0.__class__}", "No place is called '{0.__class__}'"),
])
def test_an_unknown_place_is_one_sentence_with_similar_names(name: str, said: str, run: Run) -> None:
    for more in ((), ("--json",)):
        code, out, err = run("place", name, *more)
        assert (code, out) == (2, "")
        assert err.startswith(said) or said in err
        assert err.count("\n") == 1
        assert len(err) < 700
        assert err.removesuffix("\n").isprintable()


@pytest.mark.parametrize("argv, said", [
    (("place",), "name"), (("place", "Kramatorsk", "Bakhmut"), "Bakhmut"),
    (("place", "Kramatorsk", "--on", "2026-09-02"), "2026-09-02 is not known"),
    (("place", "Kramatorsk", "--on", "soon"), "'soon' is no date"),
    (("place", "Kramatorsk", "--control", "none.geojson"), "none.geojson"),
])
def test_other_errors_about_a_place_are_one_sentence_too(argv: tuple[str, ...], said: str, run: Run) -> None:
    code, out, err = run(*argv)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err


def test_explain_adds_the_provenance_of_every_figure_and_changes_none(run: Run) -> None:
    plain = answer(run, "figures", "us-28-point")
    value = answer(run, "figures", "us-28-point", "--explain")
    items = value.pop("explain")
    assert value == plain
    assert len(items) == 2 * len(plain["rows"]) + 1
    (zone,) = (item for item in items
               if item["figure"] == "people of UA-14, demilitarised, held by ukraine")
    assert (zone["value"], zone["low"], zone["high"]) == (730_092, 661_698, 752_858)
    assert zone["clauses"] == ["clause 21d (text)"]
    assert zone["margin_km"] == 1
    assert {source["licence"] for source in zone["inputs"]} >= {"CC BY-IGO", "CC BY 4.0"}


def test_explain_as_text_has_figure_formula_and_sources(run: Run) -> None:
    code, out, err = run("figures", "us-28-point", "--explain")
    assert (code, err) == (0, "")
    assert "\nDonetsk, Demilitarised zone, Ukrainian-held: 730,092 people in the reference year " in out
    assert "never a share of area." in out
    assert "OCHA COD-AB Ukraine, settlement points and codes (2026-02, CC BY-IGO)" in out
    assert "\nLine of contact: 1,405.9 km\n" in out


def test_check_finds_no_fault_in_the_data(run: Run) -> None:
    value = answer(run, "check")
    faults = {item["name"]: item["faults"] for item in value["checks"]}
    assert len(faults) == len(value["checks"]) >= 11
    assert not any(faults.values()), faults


@pytest.fixture(scope="session")
def published() -> list[dict[str, str]]:
    """The rows of both tables of published figures."""
    with (DATA / "claims" / "published.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_claims_are_all_in_one_object(run: Run, published: list[dict[str, str]]) -> None:
    """None is dropped: each has a computed figure or a reason for its absence."""
    found: list[dict[str, Any]] = answer(run, "claims")["claims"]
    assert [item["id"] for item in found] == [row["id"] for row in published]
    for item in found:
        assert (item["difference"] is None) == bool(item["why_not"]), item
