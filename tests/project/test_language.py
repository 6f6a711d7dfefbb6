"""Text, numbers and units in a reader's language, and missing or broken catalogues."""

import string
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import SourceError
from geo.measure import KM2_PER_SQUARE_MILE, KM_PER_MILE
from geo.paths import LOCALE
from geo.world import World
from layers.language import UNITS, Language, asked_for, languages, load_language, own_name, significant
from tools import extract_words

FEW = settings(max_examples=100, deadline=None, derandomize=True, database=None)

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def catalogue(folder: Path, text: str | bytes, code: str = "uk") -> Path:
    """Write a folder with one catalogue."""
    content = text if isinstance(text, bytes) else (HEADER + text).encode("utf-8")
    (folder / f"{code}.po").write_bytes(content)
    return folder


def entry(message: str, translation: str) -> str:
    return f'msgid "{message}"\nmsgstr "{translation}"\n\n'


def placeholders(text: str) -> set[str]:
    """Return the named placeholders of a text, asserting that braces match."""
    fields = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    assert all(name.isidentifier() for name in fields), text
    return set(fields)


def messages() -> Catalog:
    with (LOCALE / "atlas.pot").open("rb") as file:
        return read_po(file)


def test_numbers_are_formatted_as_in_english(english: Language) -> None:
    assert english.number(1_234_567.4) == "1,234,567"
    assert english.number(0) == "0"
    assert english.decimal(1.5) == "1.5"
    assert english.decimal(15.0) == "15"
    assert english.share(116_078, 599_095) == "19.4%"
    assert english.day(date(2025, 11, 21)) == "21 November 2025"


def test_areas_and_people_have_three_significant_digits_in_sentences(english: Language) -> None:
    """Tables have all digits, as their figures must add up."""
    assert english.area(116_077.76) == "116,000 km²"
    assert english.area(6_266.79) == "6,270 km²"
    assert english.area(73.09) == "73 km²"
    assert english.area(0.4) == "0 km²"
    assert english.area(116_077.76, exact=True) == "116,078 km²"
    assert english.people(730_092) == "730,000"
    assert english.people(730_092, exact=True) == "730,092"
    assert english.length(1087.67) == "1,088 km"


def test_square_miles_and_miles_are_converted_correctly() -> None:
    """International miles: 100 sq mi are 258.999 km², 100 mi are 160.934 km."""
    miles = load_language("en", "mi2")
    assert miles.area(100 * KM2_PER_SQUARE_MILE, exact=True) == "100 sq mi"
    assert miles.length(100 * KM_PER_MILE) == "100 mi"
    assert pytest.approx(KM_PER_MILE**2) == KM2_PER_SQUARE_MILE
    assert miles.area(6_266.79) == "2,420 sq mi"


@pytest.mark.parametrize(("count", "noun"), [
    (1, "миля"), (2, "милі"), (5, "миль"), (11, "миль"), (21, "миля"), (104, "милі")])
def test_ukrainian_miles_have_the_form_that_their_number_asks_for(count: int, noun: str) -> None:
    miles = load_language("uk", "mi2")
    assert miles.length(count * KM_PER_MILE) == miles.miles(count) == f"{count}\u00a0{noun}"
    assert miles.area(count * KM2_PER_SQUARE_MILE, exact=True) == f"{count}\u00a0кв.\u00a0{noun}"


def test_a_share_has_its_sign_as_the_language_sets_it(english: Language) -> None:
    ukrainian = load_language("uk")
    assert (english.share(1, 8), english.per_cent(15.25)) == ("12.5%", "15.25%")
    assert (ukrainian.share(1, 8), ukrainian.per_cent(15.25)) == ("12,5\u00a0%", "15,25\u00a0%")


@FEW
@given(value=st.floats(-1e9, 1e9))
def test_rounding_to_three_significant_digits_is_close_and_idempotent(value: float) -> None:
    """Within half a per cent or half a unit; rounding again changes nothing."""
    once = significant(value)
    assert significant(once) == once
    assert abs(once - value) <= max(0.5, 0.005 * abs(value)) + 1e-9


@pytest.mark.parametrize("items, words", [
    ([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c"),
])
def test_names_are_listed_as_in_a_sentence(items: list[str], words: str, english: Language) -> None:
    assert english.listed(items) == words


def test_a_catalogue_translates_and_missing_texts_stay_english(tmp_path: Path) -> None:
    folder = catalogue(tmp_path, entry("km²", "км²") + entry("Line of contact", "Лінія зіткнення"))
    assert languages(folder) == ["en", "uk"]
    language = load_language("uk", folder=folder)
    assert language.text("Line of contact") == "Лінія зіткнення"
    assert language.text("Left open") == "Left open"
    assert language.area(116_077.76) == "116\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}км²"
    assert language.day(date(2025, 11, 21)) == "21 листопада 2025\u00a0р."


def test_placeholders_are_filled_in_after_translation(tmp_path: Path) -> None:
    """They may be in another order, and a value that contains braces is unchanged."""
    folder = catalogue(tmp_path, entry("{a} and {b}", "{b} та {a}"))
    language = load_language("uk", folder=folder)
    assert language.text("{a} and {b}", a="{b}", b="<b>") == "<b> та {b}"


def test_an_empty_text_is_not_translated_to_the_catalogue_header(tmp_path: Path) -> None:
    """Gettext returns the header for an empty message."""
    language = load_language("uk", folder=catalogue(tmp_path, entry("a", "b")))
    assert language.text("") == ""


def test_a_fuzzy_translation_is_not_shown(tmp_path: Path) -> None:
    folder = catalogue(tmp_path, "#, fuzzy\n" + entry("Left open", "Може"))
    assert load_language("uk", folder=folder).text("Left open") == "Left open"


@pytest.mark.parametrize("code, content", [
    ("uk", b"\xff\xfe\x00\x01"), ("uk", 'msgid "a\n'),
    ("zz", entry("a", "b")), ("not-a-language", entry("a", "b")),
    ("uk", b'msgid ""\nmsgstr "Content-Type: text/plain; charset=nonsense\\n"\n'),
    ("uk", b'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=__import__(1);\\n"\n'),
])
def test_a_broken_catalogue_is_reported_by_name(code: str, content: str | bytes, tmp_path: Path) -> None:
    """In one sentence with the file name; English is not affected."""
    folder = catalogue(tmp_path, content, code)
    with pytest.raises(SourceError, match=rf"^{code}\.po: cannot be read as a catalogue"):
        load_language(code, folder=folder)
    assert load_language("en", folder=folder).text("Left open") == "Left open"


@pytest.mark.parametrize("code", ["de", "", "../en", "EN", "en\n", "a" * 500])
def test_an_unknown_language_is_rejected(code: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="There is no language") as found:
        load_language(code, folder=tmp_path)
    assert len(str(found.value)) < 60


def test_an_unknown_unit_is_rejected() -> None:
    with pytest.raises(SourceError, match="There is no unit 'acres'; there are km2, mi2"):
        load_language("en", "acres")
    assert [load_language("en", unit).area_unit for unit in UNITS] == ["km²", "sq mi"]


def test_the_template_has_every_text_in_the_code() -> None:
    """`make words` has been run: the file matches the code."""
    assert (LOCALE / "atlas.pot").read_bytes() == extract_words.template(), "run 'make words'"


def test_the_template_is_not_empty() -> None:
    """Both packages and the page itself are searched."""
    places = {name for message in messages() for name, _line in message.locations}
    assert {"layers/text/wording.py", "page/parts/notes.py", "app.py"} <= places
    assert len(messages()) > 150


def test_every_text_can_be_formatted() -> None:
    """Braces match and contain plain names; no placeholder is positional."""
    for message in messages():
        forms = message.id if message.pluralizable else (message.id,)
        assert len({frozenset(placeholders(form)) for form in forms}) == 1, "both forms name the same values"


def _forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (text,)


def lost(path: Path) -> list[str]:
    """Return the texts in a catalogue whose translation has other placeholders than the original."""
    with path.open("rb") as file:
        return [str(message.id) for message in read_po(file) for form in _forms(message.string) if message.id
                and form and placeholders(form) != placeholders(_forms(message.id)[0])]


def test_plural_forms_follow_the_language(tmp_path: Path) -> None:
    """Ukrainian has one form for 1 and 21, another for 2 to 4, and a third for 5 to 20."""
    header = ('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
              '"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && '
              '(n%100<12 || n%100>14) ? 1 : 2);\\n"\n\n')
    text = ('msgid "{count} region"\nmsgid_plural "{count} regions"\n'
            'msgstr[0] "{count} область"\nmsgstr[1] "{count} області"\nmsgstr[2] "{count} областей"\n')
    (tmp_path / "uk.po").write_text(header + text, encoding="utf-8")
    ukrainian, english = load_language("uk", folder=tmp_path), load_language("en")
    said = [ukrainian.plural("{count} region", "{count} regions", count) for count in (1, 3, 5, 11, 21)]
    assert said == ["1 область", "3 області", "5 областей", "11 областей", "21 область"]
    assert english.plural("{count} region", "{count} regions", 1) == "1 region"
    assert english.plural("{count} region", "{count} regions", 2) == "2 regions"


def test_every_placeholder_survives_translation(tmp_path: Path) -> None:
    """In every available catalogue; and a lost placeholder would be found."""
    for path in sorted(LOCALE.glob("*.po")):
        assert lost(path) == [], path.name
    catalogue(tmp_path, entry("{a} and {b}", "{b} та {a}") + entry("{km} km", "км"))
    assert lost(tmp_path / "uk.po") == ["{km} km"]


@pytest.mark.parametrize("accepted, code", [
    ("uk-UA,uk;q=0.9,en;q=0.8", "uk"), ("en-GB,en;q=0.9,uk;q=0.8", "en"), ("uk", "uk"), ("UK-ua", "uk"),
    ("de,uk;q=0.3,en;q=0.7", "en"), ("de-AT,de;q=0.9", "en"), ("", "en"), ("uk;q=0", "en"), ("*", "en"),
    ("uk;q=nan", "en"), (";,;q=1,", "en"), ("en;q=0.5, uk ; q=0.6", "uk"), ("a" * 10_000 + ",uk", "en"),
])
def test_a_reader_gets_the_language_that_the_browser_asks_for(accepted: str, code: str) -> None:
    """The first of those that there are, by weight; whatever else is sent, the default."""
    assert asked_for(accepted, ["en", "uk"]) == code


def test_a_language_is_named_as_it_names_itself() -> None:
    assert [own_name(code) for code in ("en", "uk", "de")] == ["English", "Українська", "Deutsch"]


def test_regions_stand_in_a_ukrainian_sentence_with_their_noun(world: World) -> None:
    names = {code: load_language(code).regions(world.regions) for code in ("en", "uk")}
    assert [names["en"][one] for one in ("UA-14", "UA-43", "UA-30")] == ["Donetsk", "Crimea", "Kyiv (city)"]
    assert [names["uk"][region] for region in ("UA-14", "UA-43", "UA-30", "UA-40", "UA-32")] == [
        "Донецька область", "Автономна Республіка Крим", "Київ", "Севастополь", "Київська область"]
    assert sum(name.endswith(" область") for name in names["uk"].values()) == 24


def test_a_text_with_two_meanings_has_two_translations() -> None:
    """The kind of settlement between town and village, and settlements of any kind."""
    ukrainian = load_language("uk")
    said = [ukrainian.plural_of("of any kind", "{count} settlement", "{count} settlements", count)
            for count in (1, 2, 5)]
    assert said == ["1 населений пункт", "2 населені пункти", "5 населених пунктів"]
    assert ukrainian.text("{count} settlements", count=5) == "селищ: 5"


@pytest.mark.parametrize("code", languages())
def test_every_available_language_can_be_loaded(code: str) -> None:
    for unit in UNITS:
        assert load_language(code, unit).code == code
