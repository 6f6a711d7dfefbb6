"""A process is ready when its data is read, and not before, after, or with a wrong setting."""

import asyncio
import json
from pathlib import Path
from typing import NoReturn

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

import geo
from geo.world import World
from page.state.streamlit_internals import connected
from server.lifespan import Work, lifespan, memory_mb
from server.probes import probes
from server.readiness import READING, STOPPING, Readiness


def nothing() -> None:
    """Do no work."""


def test_it_is_ready_once_the_work_of_a_first_reader_is_done() -> None:
    readiness = Readiness([])
    assert readiness.why == READING
    seen: list[str] = []
    readiness.prepare(lambda: seen.append(readiness.why))
    assert seen == [READING]
    assert readiness.why == ""
    readiness.stop()
    assert readiness.why == STOPPING


def test_it_does_not_become_ready_while_it_stops() -> None:
    readiness = Readiness([])
    readiness.prepare(readiness.stop)
    assert readiness.why == STOPPING


def test_a_setting_that_cannot_be_used_is_not_overcome() -> None:
    readiness = Readiness(["A is a number."])
    readiness.prepare(nothing)
    assert readiness.why == "A is a number."


def test_data_that_cannot_be_read_is_in_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_LOG", str(tmp_path / "log"))

    def fail() -> NoReturn:
        raise KeyError("2022-02-23")

    readiness = Readiness([])
    readiness.prepare(fail)
    reference = (tmp_path / "log").read_text(encoding="utf-8").split()[1]
    assert readiness.why == f"the data cannot be read; the fault is in the log as {reference}"


def test_the_routes_say_it(toy_world: World) -> None:
    readiness = Readiness([])
    client = TestClient(Starlette(routes=list(probes(readiness, lambda: toy_world))))
    before, after = (client.get("/ready"), client.get("/version")), None
    assert before[0].status_code == 503
    assert before[0].json() == {"ready": False, "why": READING}
    assert before[0].headers["Retry-After"]
    assert set(before[1].json()) == {"version", "figures_changed"}, "what the data is is not known yet"
    readiness.prepare(nothing)
    after = (client.get("/ready"), client.get("/version"))
    assert (after[0].status_code, after[0].json()) == (200, {"ready": True})
    said = after[1].json()
    assert (said["version"], said["data_version"]) == (geo.__version__, toy_world.version)
    assert said["first_day"] <= said["last_day"]
    assert {answer.headers["Cache-Control"] for answer in (*before, *after)} == {"no-store"}


def test_a_life_warms_closes_and_ends(caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []
    readiness = Readiness([])
    life = lifespan(readiness, Work(warm=lambda: done.append("warm"), sessions=lambda: 0,
                                    close=lambda: done.append("close"), log_through=lambda _: None))

    async def live() -> None:
        async with life(None):
            while readiness.why:
                await asyncio.sleep(0.01)
            done.append("serves")

    asyncio.run(live())
    assert done == ["warm", "serves", "close"]
    assert readiness.why == STOPPING


def test_memory_and_sessions_can_be_counted() -> None:
    assert connected() == 0
    used = memory_mb()
    assert used is None or used > 10
    json.dumps(used)
