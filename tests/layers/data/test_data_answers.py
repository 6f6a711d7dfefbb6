"""Data at addresses: the bytes of the terminal, and the same on a server and on a static site."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from geo.control.dates import days
from geo.outcomes.history import history, totals
from geo.plans.library import TODAY
from geo.status import Holder
from geo.workspace import Workspace
from geo.world import World
from layers.data.answer import answer
from layers.data.changes import MAX_DAYS
from layers.data.question import EXPORTED, FORMATS, TOGETHER, Kind, read_path
from layers.data.source import Live, Source
from layers.site.site import publish
from tests.support.browsing.heads import Head
from tests.support.files.atom import NAMES, read_feed
from tests.support.files.export_requests import PLAN, RequestOf

DAY = "2025-11-21"
NOTED = "2024-01-10"
"""A day with a note, from the time of the first source."""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def live(work: Workspace) -> Live:
    return Live(work)


def at(path: str, source: Source) -> bytes:
    return answer(read_path(path, source.library, source.world.periods), source).content


@pytest.mark.parametrize("plan", [PLAN, "kellogg-buffer", TODAY])
@pytest.mark.parametrize("name", EXPORTED)
def test_a_file_is_that_of_the_terminal(plan: str, name: str, live: Live, run: Run, tmp_path: Path) -> None:
    out = tmp_path / f"out.{name}"
    code, _, said = run("export", plan, "--format", name, "--on", DAY, "--out", str(out))
    assert code == 0, said
    assert at(f"{plan}/{DAY}.{name}", live) == out.read_bytes()


def test_the_line_of_contact_is_that_of_the_terminal(live: Live, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "line.geojson"
    run("export", TODAY, "--format", "geojson", "--layers", "contact", "--on", DAY, "--out", str(out))
    assert at(f"line/{DAY}.geojson", live) == out.read_bytes()


@pytest.mark.parametrize(("path", "command"), [
    (f"{PLAN}/{DAY}.json", ("figures", PLAN, "--on", DAY)),
    (f"kellogg-buffer/{NOTED}.json", ("figures", "kellogg-buffer", "--on", NOTED)),
    (f"{PLAN}/history.json", ("history", PLAN)),
    ("today/history.json", ("history", TODAY)),
    ("plans.json", ("scenarios",)),
    ("dates.json", ("dates",)),
])
def test_an_object_is_that_of_the_terminal(path: str, command: tuple[str, ...], live: Live, run: Run) -> None:
    code, said, _ = run(*command, "--json")
    assert code == 0
    assert at(path, live).decode("utf-8") == said


def test_a_noted_day_has_its_note(live: Live) -> None:
    assert json.loads(at(f"{PLAN}/{NOTED}.json", live))["notes"]
    assert "notes" not in json.loads(at(f"{PLAN}/{DAY}.json", live))


def test_all_plans_are_their_tables_below_one_head(live: Live) -> None:
    every = at(f"all/{DAY}.csv", live).splitlines()
    tables = [at(f"{plan}/{DAY}.csv", live).splitlines() for plan in live.library.plans]
    assert every == [tables[0][0], *(row for table in tables for row in table[1:])]


def test_all_shapes_are_those_of_the_terminal(live: Live, run: Run, tmp_path: Path) -> None:
    for name in TOGETHER:
        out = tmp_path / f"all.{name}"
        assert run("export", "--all", "--format", name, "--out", str(out), "--on", DAY)[0] == 0
        assert at(f"all/{DAY}.{name}", live) == out.read_bytes()


def test_the_list_leads_to_answers(live: Live) -> None:
    value = json.loads(at("index.json", live))
    assert value["days"] == [day.isoformat() for day in days(live.world.periods)]
    assert value["plans"] == [*live.library.plans, TODAY]
    for kind, addresses in value["addresses"].items():
        assert len(addresses) == len(FORMATS[Kind(kind)])
        for address in addresses:
            path = address.format(plan=PLAN, day=DAY)
            assert read_path(path, live.library, live.world.periods).kind is Kind(kind)


def test_the_feed_is_valid_and_says_what_the_history_says(live: Live, world: World) -> None:
    content = at("changes.atom", live)
    feed = read_feed(content)
    assert at("changes.atom", live) == content
    entries = feed.xpath("a:entry", namespaces=NAMES)
    assert len(entries) == MAX_DAYS + 1
    held = totals(history(world, None, pieces=live.pieces), "holder")["area_km2"][Holder.RUSSIA.value]
    known = days(world.periods)
    moves = [entry for entry in entries if "Line of contact" in entry.findtext("a:title", namespaces=NAMES)]
    assert len(moves) == MAX_DAYS
    for entry in moves:
        day = date.fromisoformat(entry.findtext("a:updated", namespaces=NAMES)[:10])
        change = round(abs(held[day] - held[known[known.index(day) - 1]]))
        assert f" {'±' if change == 0 else '+' if held[day] > held[known[known.index(day) - 1]] else '−'}" \
               f"{change:,} km²" in entry.findtext("a:title", namespaces=NAMES)
        assert f"{round(held[day]):,} km²" in entry.findtext("a:content", namespaces=NAMES)
    stamps = [entry.findtext("a:updated", namespaces=NAMES) for entry in entries]
    assert stamps == sorted(stamps, reverse=True)


def test_a_static_site_has_the_bytes_of_a_server(
    live: Live, work: Workspace, request_of: RequestOf, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    records = live.records(date.fromisoformat(DAY))
    files = publish(request_of(PLAN, address="https://example.org/ua"), folder,
                    plans=[PLAN, "freeze", TODAY], formats=("geojson", "csv"),
                    workers=1, records=records)
    written = {path.relative_to(folder / "data").as_posix() for path in files
               if (folder / "data") in path.parents and path.suffix not in (".br", ".gz")}
    assert {f"{PLAN}/{DAY}.geojson", f"{PLAN}/{DAY}.json", f"line/{DAY}.geojson", "changes.atom",
            f"all/{DAY}.csv", f"{TODAY}/history.json", f"{TODAY}/{DAY}.csv"} <= written
    whole = {"index.json", "plans.json", f"all/{DAY}.csv"}  # these list the plans, and a server has all
    for path in written - whole:
        assert (folder / "data" / path).read_bytes() == at(path, live), path
    assert json.loads((folder / "data" / "index.json").read_text())["days"] == [DAY]
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert Head(page).links["application/atom+xml"] == "https://example.org/ua/data/changes.atom"
    read = Head((folder / PLAN / "index.html").read_text(encoding="utf-8"))
    assert read.links["canonical"] == f"https://example.org/ua/{PLAN}/"
    assert read.meta["og:image"] == f"https://example.org/ua/{PLAN}/card.png"
    assert folder / PLAN / "card.png" in files
    assert "6,330 km²" in read.meta["og:description"]


@pytest.mark.parametrize("plan", [PLAN, "peace-formula"])
def test_a_site_of_one_plan_alone_has_the_line_of_contact(
    plan: str, live: Live, request_of: RequestOf, tmp_path: Path
) -> None:
    """Also where the plan cuts its own ground along another day's line."""
    publish(request_of(plan), tmp_path / "site", plans=[plan], formats=("csv",), workers=1,
            records=live.records(date.fromisoformat(DAY)))
    path = f"line/{DAY}.geojson"
    assert (tmp_path / "site" / "data" / path).read_bytes() == at(path, live)
