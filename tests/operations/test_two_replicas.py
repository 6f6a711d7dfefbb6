"""Two replicas behind a real nginx: what the proxy does, and what readers see when a replica goes.

The tests run in order: the last ones end the replicas.
"""

import asyncio
import gzip
import json
import re
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Browser, expect
from websockets.exceptions import ConnectionClosed

import geo
from benchmarks.page.client import Client
from tests.support.browsing.reader import HERE, Reader
from tests.support.browsing.replicas import House, running, until
from tests.support.scratch import scratch

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = [pytest.mark.browser, pytest.mark.slow]

OTHER, THIRD, FOURTH = "127.0.0.2", "127.0.0.3", "127.0.0.4"
"""Addresses of this machine that readers come from whose limits are used up."""

WARNING = re.compile(r"\d{4}/\d\d/\d\d [\d:]{8} \[(?:alert|crit)\] ")
"""A line of nginx on its own fault, such as a limit of files that it may not raise."""

TYPED = "a-word-that-no-log-may-have"
PLAN, THEN = "us-28-point", "e3-counter"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with running(tmp_path_factory.mktemp("house")) as one:
        yield one


def test_ready_and_version_say_what_runs(house: House) -> None:
    assert json.loads(house.ask("/ready").body) == {"ready": True}
    told = house.ask("/version")
    said = json.loads(told.body)
    assert said["version"] == geo.__version__
    assert re.fullmatch("[0-9a-f]{8}", said["data_version"])
    assert said["first_day"] == "2022-02-23"
    assert told.headers["Cache-Control"] == "no-store"


def test_the_program_of_the_page_is_kept_by_proxy_and_browser_and_compressed(house: House) -> None:
    page = house.ask("/", Accept_Encoding="gzip")
    assert page.headers["Content-Encoding"] == "gzip"
    assert page.headers["Cache-Control"] == "no-cache"
    found = re.search(r'src="\.(/static/js/index\.[\w-]+\.js)"', gzip.decompress(page.body).decode())
    assert found
    first, second = (house.ask(found[1], Accept_Encoding="gzip") for _ in range(2))
    assert "immutable" in first.headers["Cache-Control"]
    assert first.headers["Content-Encoding"] == second.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(second.body) == house.ask(found[1]).body
    seen = [line["cache"] for line in house.requests() if line["kind"] == "static"]
    assert seen == ["MISS", "HIT", "HIT"]


def answered(house: House) -> list[str]:
    """Return which replica answered each request for a probe; a line is written after its answer."""
    return [line["replica"] for line in house.requests() if line["kind"] == "probe"]


def test_a_reader_stays_with_the_replica_that_answered_first(house: House) -> None:
    placed = set()
    for number in range(16):
        first = house.ask("/version", User_Agent=f"browser {number}")
        cookie = first.headers["Set-Cookie"]
        found = re.match(r"atlas_replica=([12]); Path=/; HttpOnly; SameSite=Lax$", cookie)
        assert found
        placed.add(found[1])
    assert placed == {"1", "2"}, "readers are spread"
    for replica in ("1", "2"):
        for number in range(8):
            again = house.ask("/version", User_Agent=f"browser {number}", Cookie=f"atlas_replica={replica}")
            assert again.status == 200
            assert "Set-Cookie" not in again.headers
        until(lambda replica=replica: answered(house)[-8:] == [replica] * 8, house, "nginx")
    safe = house.ask("/version", X_Forwarded_Proto="https").headers["Set-Cookie"]
    assert safe.endswith("; HttpOnly; Secure; SameSite=None; Partitioned"), "it is sent within another page"


def test_a_stream_is_opened_from_our_own_page_only(house: House) -> None:
    own = f"http://{HERE}:{house.port}"
    assert house.knock(Origin=own).status == 101
    assert house.knock(Origin=own, Cookie="atlas_replica=2").status == 101
    for foreign in ("https://example.org", "null", f"{own}.example.org", f"http://{HERE}:{house.port}0"):
        assert house.knock(Origin=foreign).status == 403, foreign


def test_what_is_nobodys_business_is_not_there(house: House) -> None:
    for path in ("metrics", "agent/openapi.json", "agent/mcp", "script-health-check"):
        answer = house.ask(f"/_stcore/{path}")
        assert (answer.status, answer.body) == (404, b"Nothing is here.\n"), path
    assert house.ask("/_stcore/health").status == 200


def test_every_limit_answers_in_words(house: House) -> None:
    with ThreadPoolExecutor(20) as readers:
        answers = list(readers.map(lambda _: house.ask(f"/?title={TYPED}", OTHER), range(150)))
    assert {answer.status for answer in answers} == {200, 429}
    refused = next(answer for answer in answers if answer.status == 429)
    assert refused.body == b"Too many requests from your address; wait ten seconds and try again.\n"
    assert refused.headers["Retry-After"] == "10"
    assert house.ask("/").status == 200, "others are not affected"
    large = house.ask("/_stcore/upload_file/a/b", method="PUT", Content_Length=str(32 << 20))
    assert (large.status, large.body) == (413, b"This file is too large; 30 MB is the most.\n")


def test_the_page_works_under_its_policy(house: House, chromium: Browser) -> None:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    reader = Reader(context.new_page(), house.address).open(plan=PLAN)
    with reader.page.expect_download() as coming:
        reader.page.locator(".st-key-quick-geojson button:visible").click()
    assert coming.value.suggested_filename == f"{PLAN}_2025-11-21_zones.geojson"
    for view in ("compare", "time", "write"):
        reader.open(view=view, title=TYPED)
    assert (reader.faults, reader.outside) == ([], [])
    shapes = reader.fetched("ground")[0].removeprefix(house.address.rstrip("/"))
    cookie = f"atlas_replica={replica_of(reader)}"
    kept = house.ask(shapes, Accept_Encoding="gzip", Cookie=cookie).headers
    assert (kept["Cache-Control"], kept["Content-Encoding"]) == (
        "private, max-age=31536000, immutable", "gzip"), "shapes are named by their content"
    missing = house.ask(re.sub(r"\w{12}\.json$", "0" * 12 + ".json", shapes), Cookie=cookie)
    assert (missing.status, missing.headers["Cache-Control"]) == (404, None)
    policy = house.ask("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    reader.page.evaluate("void document.head.append(Object.assign(document.createElement('script'),"
                         " {textContent: 'window.injected = true'}))")
    assert reader.page.evaluate("window.injected") is None
    assert "Content Security Policy" in reader.faults[0]
    context.close()


class Crowd:
    """Sessions on both replicas that switch plans all the time, in a thread of their own."""

    def __init__(self, house: House, each: int) -> None:
        self.address = f"{HERE}:{house.port}"
        self.switched = {"1": 0, "2": 0}
        self.lost = {"1": 0, "2": 0}
        self._each, self._stop = each, threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._all()))

    def __enter__(self) -> "Crowd":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    async def _all(self) -> None:
        await asyncio.gather(*(self._one(replica) for replica in self.switched for _ in range(self._each)))

    async def _one(self, replica: str) -> None:
        try:
            async with Client(self.address, f"atlas_replica={replica}") as session:
                number = 0
                while not self._stop.is_set():
                    number += 1
                    await session.switch(number % 4)
                    self.switched[replica] += 1
                    await asyncio.sleep(0.5)
        except ConnectionClosed:
            self.lost[replica] += 1


def on(replica: str, chromium: Browser, house: House, **query: str) -> Reader:
    """Return a reader with the page open at a replica."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": "atlas_replica", "value": replica, "url": house.address}])
    return Reader(context.new_page(), house.address).open(**query)


def replica_of(reader: Reader) -> str:
    cookies = {cookie["name"]: cookie["value"] for cookie in reader.page.context.cookies()}
    return cookies["atlas_replica"]


def streams(reader: Reader) -> int:
    return sum("/_stcore/stream" in url for url in reader.requests)


def test_one_replica_is_killed_under_load_and_all_readers_go_on(house: House, chromium: Browser) -> None:
    gone = on("1", chromium, house, plan=THEN, on="2025-03-01", frame="UA-14", view="plan")
    stays = on("2", chromium, house, plan=PLAN)
    view, headline = gone.query, gone.lead
    with Crowd(house, 2) as crowd:
        until(lambda: min(crowd.switched.values()) >= 2, house, "nginx")
        assert house.end("one", signal.SIGKILL) == -signal.SIGKILL
        with ThreadPoolExecutor(8) as others:
            found = list(others.map(lambda n: house.ask("/version", THIRD, User_Agent=f"browser {n}").status,
                                    range(40)))
        assert set(found) == {200}, "requests go to the replica that is there"
        before = crowd.switched["2"]
        until(lambda: crowd.lost["1"] == 2 and crowd.switched["2"] >= before + 4, house, "nginx")

        stays.choose(THEN)
        assert stays.query["plan"] == THEN
        assert streams(stays) == 1, "the session went on"

        expect(gone.page.get_by_test_id("stConnectionStatus")).to_have_count(0)
        until(lambda: replica_of(gone) == "2" and streams(gone) > 1, house, "nginx")
        assert gone.query == view
        gone.open(**view)
        assert (gone.query, gone.lead) == (view, headline), "the same view by its address"
        gone.choose(PLAN)
        assert gone.query["plan"] == PLAN
    assert crowd.lost == {"1": 2, "2": 0}
    assert not [fault for fault in stays.faults if "WebSocket" in fault]
    stays.page.context.close()
    gone.page.context.close()


def test_the_last_replica_lets_its_readers_go_and_leaves_nothing(house: House, chromium: Browser) -> None:
    reader = on("2", chromium, house, plan=PLAN)
    assert scratch(house.folder / "two"), "the shapes that the map fetches"
    assert house.end("two", signal.SIGTERM) == -signal.SIGTERM
    events = [line.get("event") for line in map(json.loads, house.log("two").splitlines())]
    assert events[-4:].count("stopping") == events[-4:].count("stopped") == 1
    assert not list((house.folder / "two").iterdir())
    away = house.ask("/", FOURTH)
    assert (away.status, away.body) == (503, b"The atlas is being restarted; try again in ten seconds.\n")
    assert away.headers["Retry-After"] == "10"
    reader.page.context.close()


def test_no_log_has_an_address_or_a_query_of_a_reader(house: House) -> None:
    for name in ("one", "two", "nginx"):
        said = house.log(name)
        assert said
        assert TYPED not in said
        for address in (HERE, OTHER, THIRD, FOURTH):
            assert address not in said, (name, said)
        for line in said.splitlines():
            fine = name == "nginx" and WARNING.match(line)
            assert fine or json.loads(line)["time"], line
