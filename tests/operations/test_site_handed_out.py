"""A static site behind a real nginx, with the file of `deploy/nginx` for it."""

import getpass
import gzip
import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from layers.bundle.registry import EXPORTS
from layers.data.answer import JSON_TYPE
from layers.data.changes import CHANGES_TYPE
from layers.site.folder import put
from layers.site.packing import packed_beside
from tests.support.browsing.reader import HERE, ROOT
from tests.support.browsing.replicas import House, free_ports, nginx, process, until

pytestmark = pytest.mark.slow

CONF = (ROOT / "deploy" / "nginx" / "site.conf").read_text(encoding="utf-8")
FRAME = """
daemon off; pid nginx.pid; error_log /dev/stderr crit;
events {{ }}
http {{
    access_log off; client_body_temp_path body; proxy_temp_path proxy;
    fastcgi_temp_path f; uwsgi_temp_path u; scgi_temp_path s;
    default_type application/octet-stream;
    {site}
}}
"""
LONG = b"a { color: #123456 } " * 200
STYLE = f"style.{hashlib.sha256(LONG).hexdigest()[:12]}.css"
FILES = {"index.html": ("text/html", b"<p>The list.</p>" * 200),
         "404.html": ("text/html", b"<p>Not here.</p>"),
         STYLE: ("text/css", LONG), "uk/index.html": ("text/html", "<p>Перелік.</p>".encode() * 200),
         "data/today.geojson": ("application/geo+json", b'{"features": []}' * 99)}


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Nginx with a site of a few files, written and packed as `publish` does."""
    folder: Path = tmp_path_factory.mktemp("host")
    site = folder / "site"
    packed_beside(site, [put(site, name, content, kind) for name, (kind, content) in FILES.items()])
    for path in (folder, folder.parent, site, *site.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    (port,) = free_ports(1)
    text = CONF
    for old, new in (("listen 8080;", f"listen {HERE}:{port};"), ("root /srv/site;", f"root {site};")):
        assert text.count(old) == 1
        text = text.replace(old, new)
    house = House(port, (port, port), folder)
    files = folder / "nginx.conf"
    files.write_text(FRAME.format(site=text), encoding="utf-8")
    master = ["-g", f"user {getpass.getuser()};"] if os.geteuid() == 0 else []
    with process(house, "nginx", [nginx(), "-p", str(folder), "-c", str(files), *master]):
        until(lambda: answers(house), house, "nginx")
        yield house


def answers(house: House) -> bool:
    """Say whether nginx answers."""
    assert house.processes["nginx"].poll() is None, house.log("nginx")
    try:
        return house.ask("/").status == 200
    except OSError:
        return False


@pytest.mark.parametrize(("path", "file", "kept"), [
    ("/", "index.html", "public, max-age=300, stale-while-revalidate=86400"),
    ("/uk/", "uk/index.html", "public, max-age=300, stale-while-revalidate=86400"),
    (f"/{STYLE}", STYLE, "public, max-age=31536000, immutable"),
    ("/data/today.geojson", "data/today.geojson", "public, max-age=300, stale-while-revalidate=86400"),
])
def test_a_file_is_handed_out_plain_and_packed_and_kept_as_long_as_its_name_allows(
    host: House, path: str, file: str, kept: str
) -> None:
    plain, packed = host.ask(path), host.ask(path, Accept_Encoding="gzip")
    assert plain.body == gzip.decompress(packed.body) == FILES[file][1]
    assert packed.headers["Content-Encoding"] == "gzip"
    for answer in (plain, packed):
        assert answer.headers.get_all("Cache-Control") == [kept]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert answer.headers["Content-Type"].startswith(FILES[file][0])
    again = host.ask(path, If_None_Match=plain.headers["ETag"])
    assert (again.status, again.body) == (304, b"")


def test_data_may_be_read_by_other_pages(host: House) -> None:
    assert host.ask("/data/today.geojson").headers["Access-Control-Allow-Origin"] == "*"
    assert host.ask("/").headers["Access-Control-Allow-Origin"] is None


@pytest.mark.parametrize("path", ["/nothing", f"/{STYLE}.gz", "/index.html.br", "/data/today.geojson.gz",
                                  "/style.000000000000.css", "/../nginx.conf"])
def test_what_is_not_for_readers_is_not_found(host: House, path: str) -> None:
    answer = host.ask(path)
    assert answer.status in (400, 404)
    if answer.status == 404:
        assert answer.body == FILES["404.html"][1]
        assert "immutable" not in answer.headers["Cache-Control"]


def test_nginx_knows_the_type_of_whatever_a_site_has() -> None:
    types = re.search(r"types \{(.*?)\}", CONF, re.DOTALL)
    assert types
    told = {suffix: kind for kind, suffix in re.findall(r"(\S+) (\S+);", types[1])}
    assert {export.suffix: export.mime for export in EXPORTS.values()}.items() <= told.items()
    for kind in (CHANGES_TYPE, JSON_TYPE, *(kind for kind, _ in FILES.values())):
        assert kind in told.values(), kind
