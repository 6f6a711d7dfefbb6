"""The words of errors in a reader's language: sentences, their parts, numbers, dates and names of places."""

import gettext
import re
from concurrent.futures import ProcessPoolExecutor
from copy import deepcopy
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from string import Formatter

import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st

import cli
from geo.errors import N_, GeoError, Name, SourceError, Words, chained, listed
from geo.gazetteer.names import load_names
from geo.gazetteer.search import AmbiguousPlace, CountedElsewhere, UnknownPlace, find
from geo.line_sources.reader import parse_control
from geo.outcomes.drawn_vertices import read_corners
from geo.plans.library import SCENARIOS
from geo.plans.toml_file import read_plan
from geo.world import World
from layers.language import Language, languages, load_language
from page import messages
from server import faults
from tests.conftest import ROOT
from tests.project.test_language import catalogue, entry
from tests.support.files.hostile_lines import CASES, HOSTILE

FEW = settings(max_examples=200, deadline=None, derandomize=True, database=None)
DAY = date(2025, 11, 21)
SHIPPED = (SCENARIOS / "freeze.toml").read_text(encoding="utf-8")
PLANS = [
    "a = ", "a = 1", "a = [[[[[[[[[[[[1]]]]]]]]]]]]", "x" + ".x" * 200 + " = 1",
    "a = 99999999999999999999999",
    SHIPPED.replace("published = 20", "published = 1920-01-01 # 20").replace('group = "', 'group = "x'),
    SHIPPED.replace('title = "', 'title = "\\u0007', 1),
    SHIPPED + '\n[[overlays]]\nkind = "wall"\n',
    SHIPPED + '\n[[sources]]\nid = "a"\n', SHIPPED + '\n[buffer]\ndepth_km = -1\n',
    SHIPPED.replace("rules", "rule"),
    SHIPPED.replace('clause = "', 'clause = "' + 5000 * "x", 1),
    SHIPPED.replace('confidence = "', "confidence = 1 #"),
]
"""Plan files that are wrong in many ways."""
DRAWN = [
    "", "POINT(1 2)", "POLYGON((30 47,31 47,31 48 1 2 3,30 47))", "{", '{"type": "Point"}', "30 47\n31 47",
    '{"type": "Polygon", "coordinates": [[[1, 2, 3, 4]]]}', "1 2\n3 4\n5 6", "48 30\n47 31\n48 32",
    "a b\nc d\ne f",
    "30,5,47,25\n32,5,47,25\n32,5,48,0", "3395000 5980000\n3600000 5980000\n3600000 6100000",
    "48N 37N\n48 38\n1 2",
    "30 47\n31 48\n30 48\n31 47", "30 47\n30 47\n30 47", "SRID=3857;POLYGON((1 2,3 4,5 6,1 2))",
]
"""Corners of zones that cannot be read."""
CODES = [code for code in languages() if code != "en"]
LIBRARIES_SAY = ("not well", "no element", "undefined entity", "unclosed token", "invalid token",
                 "Expecting value", "Extra data", "mismatched tag", "unknown encoding", "Invalid value")
"""What the readers of XML, JSON and TOML say themselves, which is handed on as it is."""


class Masked(gettext.NullTranslations):
    """A language in which every letter is a dot; what is still a letter was not translated."""

    def gettext(self, message: str) -> str:
        return "".join(
            re.sub(r"[^\W\d_]", "·", text).replace("{", "{{").replace("}", "}}")
            + ("" if name is None else f"{{{name}{':' + spec if spec else ''}}}")
            for text, name, spec, _ in Formatter().parse(message))


@pytest.fixture(scope="module")
def masked() -> Language:
    return Language("uk", Locale.parse("uk"), Masked())


@pytest.fixture
def ukrainian(tmp_path: Path) -> Language:
    return load_language("uk", folder=catalogue(tmp_path, "".join((
        entry("{name}: {fault}", "{name} — {fault}"), entry("is empty", "порожній"),
        entry("{most:,} of {km:g} on {day}", "{day}: {most:,} і {km:g}"),
        entry("{fault:capital}!", "{fault:capital}!"), entry("({fault:bare})", "[{fault:bare}]"),
        entry("{name}: is {state}", "{name}: є {state}"), entry("{head} or {last}", "{head} або {last}")))))


def fault() -> SourceError:
    inside = Words(N_("{most:,} of {km:g} on {day}"), most=5000, km=0.25, day=DAY)
    return SourceError("{name}: {fault}", name="a{b}.toml", fault=listed([inside, Words("is empty")], "; "))


def test_a_sentence_is_said_with_all_its_parts(ukrainian: Language) -> None:
    assert str(fault()) == "a{b}.toml: 5,000 of 0.25 on 2025-11-21; is empty"
    said = ukrainian.said(fault().words)
    assert said == f"a{{b}}.toml — {ukrainian.day(DAY)}: 5\N{NO-BREAK SPACE}000 і 0,25; порожній"


def test_a_plain_text_and_one_without_translation_stay_as_they_are(ukrainian: Language) -> None:
    assert ukrainian.said("is empty") == "is empty"
    assert ukrainian.said(Words("100 % {sic}")) == "100 % {sic}"
    assert ukrainian.said(Words("{count} of these", count=12_345)) == "12345 of these"


def test_numbers_without_a_format_keep_their_digits(ukrainian: Language) -> None:
    """A code of a coordinate system or the number of a line is no quantity."""
    assert ukrainian.said(Words("SRID {number}", number=4326)) == "SRID 4326"
    assert ukrainian.said(Words("{share}", share=0.5)) == "0,5"


def test_a_part_can_begin_a_sentence_or_stand_without_its_name(ukrainian: Language) -> None:
    part = Words("{name}: is {state}", name="it", state=Words("is empty"))
    assert ukrainian.said(Words("({fault:bare})", fault=part)) == "[є порожній]"
    assert ukrainian.said(Words("{fault:capital}!", fault=Words("is empty"))) == "Порожній!"


def test_names_of_places_are_those_of_the_language(ukrainian: Language, english: Language) -> None:
    words = chained("{head} or {last}", [Name("Kyiv", uk="Київ"), Name("Lviv")])
    assert (english.said(words), ukrainian.said(words)) == ("Kyiv or Lviv", "Київ або Lviv")


VALUES = st.one_of(st.text(max_size=5), st.integers(-10**6, 10**6), st.floats(allow_nan=False, width=32),
                   st.dates(), st.builds(Name, st.text(max_size=5)))


@FEW
@given(st.recursive(VALUES, lambda parts: st.one_of(
    st.lists(parts.filter(lambda part: isinstance(part, str)), min_size=1, max_size=3).map(listed),
    st.builds(lambda one, two: Words("{one} and {{{two}}}", one=one, two=two), parts, parts)), max_leaves=8))
def test_english_is_the_sentence_itself_and_copies_are_equal(value: object) -> None:
    english = load_language("en")
    sentence = GeoError("{value}.", value=value)  # type: ignore[arg-type]
    assert english.said(sentence.words) == str(sentence) == f"{value}."
    for copied in (deepcopy(sentence), deepcopy(sentence.words)):
        assert str(copied) == str(sentence)
    assert deepcopy(sentence).words.values == sentence.words.values


@pytest.mark.parametrize("code", CODES)
def test_every_language_keeps_the_name_before_a_fault(code: str) -> None:
    """`{fault:bare}` leaves it out in every language."""
    language = load_language(code)
    text = (ROOT / "locale" / "atlas.pot").read_text(encoding="utf-8")
    named = re.findall(r'^msgid "(\{name\}: .+)"$', text, re.MULTILINE)
    assert len(named) > 50
    assert not [one for one in named if not language.text(one).startswith("{name}: ")]


def _refuse(number: int) -> None:
    places = [Name("Kyiv", uk="Київ"), Words("{count:,} more", count=number)]
    raise AmbiguousPlace(Words("'{name}': {places}", name="x", places=listed(places)), ["UA1", "UA2"])


@pytest.mark.slow
def test_an_error_of_another_process_arrives_whole(ukrainian: Language) -> None:
    with (ProcessPoolExecutor(1, get_context("spawn")) as pool,
          pytest.raises(AmbiguousPlace, match=re.escape("'x': Kyiv, 1,234 more")) as found):
        pool.submit(_refuse, 1234).result()
    assert found.value.places == ("UA1", "UA2")
    assert ukrainian.said(found.value.words) == "'x': Київ, 1\N{NO-BREAK SPACE}234 more"


def left_in_english(words: Words, language: Language) -> str:
    """Return what is not translated of words; names in quotation marks or brackets are none."""
    assert isinstance(words, Words)
    said = re.sub(r"'[^']*'|\"[^\"]*\"|«[^»]*»", "", language.said(words))
    found = re.search(r"[A-Za-z]{2,}(?: [a-z]{2,})+", said)
    return found[0] if found else ""


@pytest.mark.parametrize("case", CASES)
def test_no_message_on_a_hostile_file_has_english_left(toy_world: World, masked: Language, case: str) -> None:
    data, *_ = HOSTILE[case]
    content = data() if callable(data) else data
    with pytest.raises(SourceError) as found:
        parse_control(content, "a.bin", DAY, toy_world.regions_m)
    assert left_in_english(found.value.words, masked) in ("", *LIBRARIES_SAY)


@pytest.mark.parametrize("text", PLANS)
def test_no_message_on_a_plan_file_has_english_left(masked: Language, text: str) -> None:
    with pytest.raises(GeoError) as found:
        read_plan(text.encode(), "own.toml", frozenset({"UA-14"}))
    assert left_in_english(found.value.words, masked) in ("", *LIBRARIES_SAY)


@pytest.mark.parametrize("text", DRAWN)
def test_no_message_on_typed_corners_has_english_left(masked: Language, text: str) -> None:
    with pytest.raises(GeoError) as found:
        read_corners(text)
    assert not left_in_english(found.value.words, masked), masked.said(found.value.words)


def test_a_search_is_answered_with_names_in_the_language(world: World, masked: Language) -> None:
    names = load_names(world.places, regions=world.regions)
    for query, kind in (("Mykolaivka", AmbiguousPlace), ("Donetzkk", UnknownPlace),
                        ("Prypiat", UnknownPlace)):
        with pytest.raises(kind) as found:
            find(names, query)
        said = masked.said(found.value.words)
        assert re.search("[а-яіїєґ]{3,}", said), said
        if query != "Prypiat":
            assert not left_in_english(found.value.words, masked), said
    with pytest.raises(CountedElsewhere, match=re.escape("44.6623° N")) as counted:
        find(names, "Kamyshly, UA0102")
    assert "44,6623°" in masked.said(counted.value.words)


def test_the_page_shows_errors_in_the_language(ukrainian: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(messages.st, "warning", shown.append)
    messages.show([fault()], ukrainian)
    assert "порожній" in shown[0]
    assert "empty" not in shown[0]


def test_the_terminal_speaks_the_language_of_the_command(
        ukrainian: Language, capsys: pytest.CaptureFixture[str]) -> None:
    """Until it is known, as while the program is loaded, errors are in English."""
    cli.Errors(ukrainian).say(fault().words)
    assert "порожній" in capsys.readouterr().err
    cli.Errors().say(fault().words)
    assert capsys.readouterr().err == f"{fault()}\n"


@pytest.mark.parametrize("asked, accepted, code", [
    ("", "", "en"), ("", "uk", "uk"), ("", "de, uk;q=0.8, en;q=0.5", "uk"),
    ("", "en;q=0.5, uk-UA;q=0.9", "uk"),
    ("en", "uk", "en"), ("uk", "en", "uk"), ("xx", "fr", "en"), ("", "uk;q=0.1, en", "en"),
    ("", ";;,q=", "en"),
])
def test_the_server_answers_in_the_language_of_address_or_browser(
        monkeypatch: pytest.MonkeyPatch, asked: str, accepted: str, code: str) -> None:
    monkeypatch.setattr(faults, "languages", lambda: ["en", "uk"])
    request = faults.Request({"type": "http", "query_string": f"language={asked}".encode(),
                              "headers": [(b"accept-language", accepted.encode())]})
    assert faults.asked_language(request) == code


def test_a_broken_catalogue_leaves_an_answer_in_english(
        monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = catalogue(tmp_path, b"msgid")
    monkeypatch.setattr(faults, "load_language", lambda code: load_language(code, folder=folder))
    faults._language.cache_clear()
    assert faults._language("uk").code == "en"
    faults._language.cache_clear()
