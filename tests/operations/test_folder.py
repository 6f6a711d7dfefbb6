"""The page in a folder behind a real nginx: our files, one that takes the folder off, one that leaves it."""

import getpass
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.browsing.browser import visiting
from tests.support.browsing.heads import Head
from tests.support.browsing.reader import HERE
from tests.support.browsing.replicas import House, free_ports, nginx, process, running, until

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = [pytest.mark.browser, pytest.mark.slow]

FOLDER = "plans"
QUERY = "?plan=us-28-point&on=2025-11-21"
DOORS = ("ours", "takes it off", "leaves it")

SIMPLE = """
daemon off; pid nginx.pid; error_log /dev/stderr crit;
events {{ }}
http {{
    access_log off; client_body_temp_path body; proxy_temp_path proxy;
    fastcgi_temp_path f; uwsgi_temp_path u; scgi_temp_path s;
    map $http_upgrade $upgrading {{ default upgrade; "" ""; }}
    proxy_http_version 1.1;
    proxy_set_header Host $http_host;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection $upgrading;
    server {{
        listen {here}:{off}; absolute_redirect off;
        location /plans/ {{ proxy_pass http://{here}:{replica}/; }}
    }}
    server {{
        listen {here}:{left}; absolute_redirect off;
        location /plans/ {{ proxy_pass http://{here}:{replica}; }}
    }}
}}
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, dict[str, int]]]:
    """The house in a folder, and the port of each door to it."""
    folder: Path = tmp_path_factory.mktemp("folder")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("ATLAS_ADDRESS", raising=False)
        with running(folder, FOLDER) as one:
            off, left = free_ports(2)
            (folder / "simple").mkdir()
            files = folder / "simple.conf"
            files.write_text(SIMPLE.format(here=HERE, off=off, left=left, replica=one.ports[0]), "utf-8")
            master = ["-g", f"user {getpass.getuser()};"] if os.geteuid() == 0 else []
            with process(one, "simple", [nginx(), "-p", str(folder / "simple"), "-c", str(files), *master]):
                until(lambda: opened(one, off) and opened(one, left), one, "simple")
                yield one, dict(zip(DOORS, (one.port, off, left), strict=True))


def opened(house: House, port: int) -> bool:
    """Say whether a proxy answers."""
    try:
        return house.ask(f"/{FOLDER}/ready", port=port).status == 200
    except OSError:
        return False


@pytest.mark.parametrize("door", DOORS)
def test_every_kind_of_route_answers_below_the_folder(house: tuple[House, dict[str, int]], door: str) -> None:
    one, ports = house
    port = ports[door]
    page = f"http://{HERE}:{port}/{FOLDER}/"
    there = one.ask(f"/{FOLDER}", port=port)
    assert (there.status, there.headers["Location"]) == (301, f"/{FOLDER}/")
    head = Head(one.ask(f"/{FOLDER}/{QUERY}", port=port).body.decode("utf-8"))
    assert head.links["canonical"] == f"{page}{QUERY}"
    for found in (head.meta["og:image"], head.links["application/json+oembed"],
                  head.links["application/atom+xml"], f"{page}version", f"{page}data/index.json",
                  f"{page}data/us-28-point/2025-11-21.csv"):
        assert found.startswith(page)
        answer = one.ask(found.removeprefix(f"http://{HERE}:{port}"), port=port)
        assert answer.status == 200, found
        assert not answer.headers["Content-Type"].startswith("text/html"), found
    told = json.loads(one.ask(f"/{FOLDER}/data/nowhere/2025-11-21.csv", port=port).body)
    assert set(told) == {"error"}


@pytest.mark.parametrize("door", DOORS)
def test_the_page_works_in_its_folder(house: tuple[House, dict[str, int]], chromium: Browser, door: str
                                      ) -> None:
    page = f"http://{HERE}:{house[1][door]}/{FOLDER}/"
    with visiting(chromium, page) as visit:
        reader = visit()
        reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        reader.open(plan="us-28-point")
        reader.choose("freeze")
        reader.page.get_by_role("button", name="Share").click()
        reader.page.get_by_role("button", name="Copy link").click()
        expect(reader.page.get_by_text("Copied.")).to_be_visible()
        assert reader.page.evaluate("navigator.clipboard.readText()").startswith(f"{page}?plan=freeze&")
        asked = [url for url in reader.requests if "/_stcore/" in url or "/component/" in url]
        assert asked
        outside = [url for url in asked if f":{house[1][door]}/{FOLDER}/" not in url]
        assert not outside, outside
