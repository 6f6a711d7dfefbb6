"""The static site in several languages: each page leads to itself in the others."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from babel import Locale

from geo.plans.library import TODAY, Library
from layers.language import languages, load_language
from layers.site.site import publish
from tests.layers.html.test_pseudo_html import Read
from tests.layers.one_file.test_standalone import Reader
from tests.layers.site.test_site import ADDRESS, FOLDERS
from tests.support.files.export_requests import PLAN, RequestOf
from tests.support.pseudo import CODE, left, pseudo_language

PLANS = (PLAN, TODAY)
PAGES = ("index.html", "atlas.html", *(f"{plan}/index.html" for plan in PLANS))


@pytest.fixture(scope="module")
def site(request_of: RequestOf, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("web") / "site"
    publish(request_of(PLAN, address=ADDRESS), folder, plans=PLANS, formats=("csv",), workers=1,
            others=[load_language("uk")])
    return folder


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("code", FOLDERS)
def test_a_page_leads_to_itself_in_every_language(site: Path, code: str, page: str) -> None:
    """For readers a switch, for search engines full addresses, of which the first is for everybody else."""
    here = site / FOLDERS[code] / page
    read = Reader(here.read_text(encoding="utf-8"))
    assert dict(read.tags)["html"]["lang"] == code
    switch = {attributes["hreflang"]: (here.parent / attributes["href"]).resolve()
              for tag, attributes in read.tags if tag == "a" and "hreflang" in attributes}
    assert switch == {other: (site / folder / page).resolve() for other, folder in FOLDERS.items()}
    current = [attributes["hreflang"] for _, attributes in read.tags if "aria-current" in attributes]
    assert current == [code]
    full = {other: f"{ADDRESS}/{folder}{page.removesuffix('index.html')}"
            for other, folder in FOLDERS.items()}
    alternates = {attributes["hreflang"]: attributes["href"] for tag, attributes in read.tags
                  if tag == "link" and attributes.get("rel") == "alternate" and "hreflang" in attributes}
    assert alternates == {**full, "x-default": full["en"]}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("code", "said", "other"), [("en", "en_GB", "uk_UA"), ("uk", "uk_UA", "en_GB")])
def test_a_page_has_a_card_in_its_language(site: Path, code: str, said: str, other: str, page: str) -> None:
    folder = FOLDERS[code]
    read = Reader((site / folder / page).read_text(encoding="utf-8"))
    card = {attributes["property"]: attributes["content"] for tag, attributes in read.tags
            if tag == "meta" and "property" in attributes}
    assert (card["og:locale"], card["og:locale:alternate"]) == (said, other)
    assert card["og:url"] == f"{ADDRESS}/{folder}{page.removesuffix('index.html')}"
    assert (re.search("[а-яіїєґ]", card["og:title"] + card["og:description"]) is None) == (code == "en")
    picture = card["og:image"].removeprefix(f"{ADDRESS}/")
    assert picture.startswith(folder)
    assert (site / picture).is_file()


def test_files_and_links_of_a_language_stay_in_its_folder(site: Path) -> None:
    """Its files are in its language; only what has none is shared."""
    page = (site / "uk" / PLAN / "index.html").read_text(encoding="utf-8")
    table = next((site / "uk" / PLAN).glob("*.csv")).read_text(encoding="utf-8")
    assert "Донецька область" in page
    assert "Донецька" in table
    embedded = page.partition("<details class=\"embed\">")[2].partition("</details>")[0]
    assert f"{ADDRESS}/uk/atlas.html#{PLAN}.map" in embedded
    assert f"{ADDRESS}/embed.js" in embedded
    shared = {"style", "embed", "files", "data"}
    assert not shared & {path.name.partition(".")[0] for path in (site / "uk").iterdir()}


def test_a_third_language_is_one_catalogue_and_moves_no_address(
    request_of: RequestOf, tmp_path: Path
) -> None:
    request = request_of(TODAY, address=ADDRESS)
    found: dict[str, dict[str, bytes]] = {}
    for name, others in {"one": [], "three": [load_language("uk"), pseudo_language(tmp_path)]}.items():
        publish(request, tmp_path / name, plans=[TODAY], formats=("csv",), workers=1, others=others)
        found[name] = {path.relative_to(tmp_path / name).as_posix(): path.read_bytes()
                       for path in (tmp_path / name).rglob("*") if path.is_file()}
    one, three = found["one"], found["three"]
    assert {path for path in three if not path.startswith(("uk/", f"{CODE}/"))} - set(one) == {
        "sitemap.xml.br", "sitemap.xml.gz"}  # long enough to be packed
    assert set(one) < set(three)
    pages = {path for path in one if path.partition(".")[2].startswith(("html", "xml", "json"))}
    assert {path: three[path] for path in set(one) - pages} == {path: one[path] for path in set(one) - pages}
    assert not left(" ".join(Read(three[f"{CODE}/index.html"].decode()).said),
                    {"English", "DeepStateMap", "Lietuvi", *Locale.parse(CODE).display_name.split()})
    assert [three["404.html"].count(f'lang="{code}"'.encode()) for code in ("en", "uk", CODE)] == [2, 2, 2]
    read = Reader(three[f"{CODE}/{TODAY}/index.html"].decode())
    switch = [attributes["href"] for tag, attributes in read.tags if tag == "a" and "hreflang" in attributes]
    assert switch == [f"../../{TODAY}/index.html", f"../../uk/{TODAY}/index.html", "index.html"]
    listed = ET.fromstring(three["sitemap.xml"])  # noqa: S314 - our own file
    assert [len(page) for page in listed] == [4] * 9


def test_no_plan_has_the_name_of_a_language_or_of_a_shared_folder(library: Library) -> None:
    assert not {*library.plans, TODAY} & {*languages(), "data", "static"}
