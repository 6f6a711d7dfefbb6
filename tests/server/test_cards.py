"""Cards over HTTP: the head of the page, its picture, and oEmbed for our own addresses alone."""

import io
from urllib.parse import quote

import pytest
from lxml import etree
from PIL import Image
from starlette.testclient import TestClient

from geo.errors import FormatError
from geo.settings.variables import ADDRESS
from layers.card.picture import SIZE_PX
from server import views
from server.public import configured
from tests.server.conftest import BASE, PAGE
from tests.support.browsing.heads import Head

QUERY = "?plan=us-28-point&on=2025-11-21"


def test_the_head_says_what_the_address_shows(client: TestClient) -> None:
    found = client.get(f"/{QUERY}", headers={"Accept-Encoding": "gzip"})
    head = Head(found.text)
    assert head.lang == "en"
    assert head.title.startswith("United States 28-point plan, November 2025")
    for part in ("21 November 2025", "6,330 km²", "1,820 km²"):
        assert part in head.meta["og:description"]
    assert head.meta["description"] == head.meta["twitter:description"] == head.meta["og:description"]
    assert head.links["canonical"] == f"http://localhost:8501/{QUERY}" == head.meta["og:url"]
    assert head.meta["og:image"] == f"http://localhost:8501/card.png{QUERY}" == head.meta["twitter:image"]
    assert "6,330 km²" in head.meta["og:image:alt"]
    assert found.headers["content-length"] == str(len(found.content))
    assert "etag" not in found.headers, "the page's own tag says nothing of its card"
    assert "<body>x</body>" in found.text


def test_nothing_but_the_page_itself_is_changed(client: TestClient) -> None:
    assert client.get(f"/other{QUERY}").text == PAGE
    assert client.post("/").status_code == 405
    whole, head = client.get(f"/{QUERY}"), client.head(f"/{QUERY}")
    assert (head.content, head.headers["content-length"]) == (b"", str(len(whole.content)))
    known = client.get(f"/{QUERY}", headers={"If-None-Match": '"page"', "Range": "bytes=0-3"})
    assert (known.status_code, known.text) == (200, whole.text)


def test_the_public_address_counts_where_it_is_set(public: TestClient) -> None:
    head = Head(public.get(f"/{QUERY}", headers={"Host": "evil.example"}).text)
    assert head.links["canonical"] == f"{BASE}/{QUERY}"
    assert head.meta["og:image"] == f"{BASE}/card.png{QUERY}"
    assert head.links["application/atom+xml"] == f"{BASE}/data/changes.atom"


def test_a_reader_does_not_wait_for_ever_for_a_card(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not computed in time goes out without figures, and is there for the next one."""
    address = "/?plan=musk-2022&on=2025-11-21"
    with monkeypatch.context() as hurry:
        hurry.setattr(views, "PATIENCE_S", 0.0)
        head = Head(client.get(address).text)
    assert head.title.startswith(head.meta["og:title"])
    assert "km²" not in head.meta["og:description"]
    assert "km²" in Head(client.get(address).text).meta["og:description"]


@pytest.mark.parametrize("host", ['x"><script>', "a b", "a/b", "user@host", "x\\y", ""])
def test_a_host_that_is_none_gives_a_card_without_addresses(host: str, client: TestClient) -> None:
    found = client.get(f"/{QUERY}", headers={"Host": host, "X-Forwarded-Host": "evil.example"})
    head = Head(found.text)
    assert "canonical" not in head.links
    assert "og:image" not in head.meta
    assert "6,330 km²" in head.meta["og:description"]
    assert "evil" not in found.text


def test_a_setting_that_is_no_address_is_refused() -> None:
    with pytest.raises(FormatError):
        configured({ADDRESS.name: 'https://x/"><script>'})
    assert configured({}) is None


@pytest.mark.parametrize("query", [
    "?plan=nowhere&on=never&frame=x", "?" + "&".join(f"a{n}=1" for n in range(300)), f"?own={'x' * 30_000}",
    "?plan=%FF%FE", "?plan=%00", "?plan=%3Cscript%3Ealert(1)%3C/script%3E"])
def test_a_broken_address_has_the_card_of_the_page_it_opens(query: str, client: TestClient) -> None:
    found = client.get(f"/{query}")
    assert found.status_code == 200
    assert Head(found.text).meta["og:title"] == Head(client.get("/").text).meta["og:title"]
    assert "<script>" not in found.text


def test_a_line_from_elsewhere_is_not_fetched_for_a_card(client: TestClient) -> None:
    head = Head(client.get(f"/{QUERY}&line=archive").text)
    assert "og:image" not in head.meta
    assert head.meta["twitter:card"] == "summary"
    assert "km²" not in head.meta["og:description"]
    assert client.get(f"/card.png{QUERY}&line=archive").status_code == 400


def test_the_picture_has_the_size_that_services_show(client: TestClient) -> None:
    found = client.get(f"/card.png{QUERY}")
    assert found.headers["content-type"] == "image/png"
    picture = Image.open(io.BytesIO(found.content))
    assert picture.size == SIZE_PX == (1200, 630)
    known = client.get(f"/card.png{QUERY}&view=time&place=UA0000000000", headers={
        "If-None-Match": found.headers["etag"]})
    assert known.status_code == 304, "what concerns only the page makes no other picture"


def oembed(client: TestClient, url: str, more: str = "") -> object:
    return client.get(f"/oembed?url={quote(url, safe='')}{more}")


def test_an_own_address_can_be_embedded(public: TestClient) -> None:
    head = Head(public.get(f"/{QUERY}").text)
    found = public.get(head.links["application/json+oembed"].removeprefix(BASE))
    value = found.json()
    assert (value["version"], value["type"]) == ("1.0", "rich")
    assert value["title"] == head.meta["og:title"]
    assert 'mode=embed' in value["html"]
    assert value["html"].startswith(f'<iframe src="{BASE}/?plan=us-28-point&amp;on=2025-11-21')
    assert value["thumbnail_url"] == head.meta["og:image"]
    small = oembed(public, f"{BASE}/{QUERY}", "&maxwidth=400&maxheight=300").json()
    assert (small["width"], small["height"]) == (400, 300)
    assert "thumbnail_url" not in small, "no thumbnail may be larger than what was asked for"
    tree = etree.fromstring(oembed(public, f"{BASE}/{QUERY}", "&format=xml").content)
    assert {item.tag: item.text for item in tree} == {name: str(item) for name, item in value.items()}


@pytest.mark.parametrize("url", [
    "https://example.org/", f"{BASE}.evil.example/{QUERY}", f"{BASE}/other/{QUERY}", "javascript:alert(1)",
    f"http://{BASE.removeprefix('https://')}/{QUERY}", "https://[", "", f"{BASE}@evil.example/"])
def test_no_other_address_can(url: str, public: TestClient) -> None:
    found = oembed(public, url)
    assert found.status_code == 404
    assert "html" not in found.json()


@pytest.mark.parametrize(("more", "status"), [
    ("&format=yaml", 501), ("&maxwidth=0", 400), ("&maxwidth=x", 400), ("&maxheight=-5", 400),
    ("&maxwidth=99999999", 400), ("&maxwidth=%D9%A3", 400)])
def test_wrong_options_are_refused(more: str, status: int, public: TestClient) -> None:
    assert oembed(public, f"{BASE}/{QUERY}", more).status_code == status


def test_a_fault_is_said_in_the_language_of_what_is_embedded(public: TestClient) -> None:
    """Who asks is a programme of another page, whose own language says nothing about the reader's."""
    for url in (f"{BASE}/{QUERY}", "https://elsewhere.org/?plan=freeze"):
        found = oembed(public, f"{url}&language=uk", "&maxwidth=none")
        assert found.headers["content-language"] == "uk"
        assert not any("a" <= letter <= "z" for letter in found.json()["error"].replace("maxwidth", ""))
    assert oembed(public, "?language=xx").headers["content-language"] == "en"
