"""Every catalogue is complete: each text is translated, with placeholders, blanks and marks as they were."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from pydantic import BaseModel

from geo.paths import LOCALE
from geo.plans.library import SCENARIOS
from geo.plans.scenario import Scenario
from layers.language import load_language
from tools import extract_words
from tools.data_words import NOT_WORDS, PLAN_FIELDS, data_words, plan_words

CATALOGUES = sorted(LOCALE.glob("*.po"))
PLACEHOLDER = re.compile(r"\{[^}]*\}")
CYRILLIC = re.compile("[а-яА-ЯґҐєЄіІїЇ]")


def opened(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.stem, abort_invalid=True)


def pairs(path: Path) -> Iterator[tuple[Message, str, str]]:
    """Yield each text with every form of its translation."""
    for message in opened(path):
        if message.id:
            original = message.id[0] if message.pluralizable else message.id
            forms = message.string if message.pluralizable else (message.string,)
            yield from ((message, str(original), form) for form in forms)


def blanks(text: str) -> tuple[bool, bool]:
    return text[:1] == " ", text[-1:] == " "


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_is_as_the_tool_would_write_it(path: Path) -> None:
    """`make words` has been run: it has every text of the template, and no others."""
    assert path.read_bytes() == extract_words.updated(path), "run 'make words'"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_every_text_is_translated(path: Path) -> None:
    """In every plural form, and none is a guess."""
    assert [message.id for message, _, form in pairs(path) if not form or message.fuzzy] == []
    assert not opened(path).obsolete


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_translation_has_the_placeholders_and_blanks_of_its_original(path: Path) -> None:
    wrong = [original for _, original, form in pairs(path)
             if set(PLACEHOLDER.findall(form)) != set(PLACEHOLDER.findall(original))
             or blanks(form) != blanks(original) or "  " in form]
    assert wrong == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_translation_has_the_marks_of_its_original(path: Path) -> None:
    """Bold type, code, tags and addresses are the same."""
    marks = re.compile(r"\*\*|`[^`]*`|</?[a-z][^>]*>|https?://\S+")
    wrong = [original for _, original, form in pairs(path)
             if sorted(marks.findall(form)) != sorted(marks.findall(original))]
    assert wrong == []


def test_no_sentence_is_left_in_english_in_the_ukrainian_catalogue() -> None:
    """A translation without a Cyrillic letter is a name, a unit or a form of words such as '{a}: {b}'."""
    def is_name(text: str) -> bool:
        words = re.findall(r"[^\W\d_]+", re.sub(r"\w+_\w+|[\w-]+(\.[\w-]+)+", "", PLACEHOLDER.sub("", text)))
        return all(word[:1].isupper() or len(word) < 4 for word in words)

    left = [original for _, original, form in pairs(LOCALE / "uk.po")
            if not CYRILLIC.search(form) and form == original and not is_name(form)]
    assert left == []


def test_ukrainian_has_its_own_marks() -> None:
    """Guillemets, its apostrophe, no letter of another alphabet in a word, one full stop after a year."""
    mixed = re.compile("[a-zA-Z][а-яґєії]|[а-яґєії][a-zA-Z]")
    russian = re.compile("[ыэёъ]")
    for _, original, form in pairs(LOCALE / "uk.po"):
        bare = PLACEHOLDER.sub("{}", form)
        assert not russian.search(bare), form
        assert not mixed.search(bare), form
        assert not re.search("[а-яґєії]'[а-яґєії]", bare), form
        assert not re.search(r"\{(day|on|last|date)\}\.(?!\w)", form), f"a date ends in a full stop: {form}"
        assert "“" not in original or "«" in form or "„" in form, form


def test_numbers_in_ukrainian_hold_together() -> None:
    """Neither the groups of their digits nor their unit go to another line."""
    apart = re.compile(r"(?<=\d) (?=\d{3}(?!\d))|(?<=[\d}]) (?=(км²?|МВт|миль|милі|тис\.|млн|млрд|м)(?!\w))")
    assert [form for _, _, form in pairs(LOCALE / "uk.po") if apart.search(form)] == []


def test_marked_texts_are_found_wherever_they_stand() -> None:
    code = """say(f"{say(N_('in an f-string'))}"); x.plural("{count} day", "{count} days", n)
x.plural_of("of a week", "day", "days", n); say(N_("in two "
    "parts")); N_(variable)"""
    assert set(extract_words.marked_words(code)) == {
        ("in an f-string", None), (("{count} day", "{count} days"), None), (("day", "days"), "of a week"),
        ("in two parts", None)}


def test_every_text_of_every_plan_is_in_the_template() -> None:
    """Whatever a plan says: also in a part of it that other plans lack."""
    with (LOCALE / "atlas.pot").open("rb") as file:
        known = {message.id for message in read_po(file)}
    for path in sorted(SCENARIOS.glob("*.toml")):
        plan = Scenario.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        assert set(plan_words(plan)) <= known, path.name
    assert {words for _, words in data_words()} <= known


def models(model: type[BaseModel] = Scenario) -> Iterator[type[BaseModel]]:
    """Yield a model and all models within it."""
    yield model
    for field in model.model_fields.values():
        todo = [field.annotation]
        while todo:
            kind = todo.pop()
            todo += get_args(kind)
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                yield from models(kind)


def is_text(annotation: object) -> bool:
    return annotation is str or any(is_text(part) for part in get_args(annotation) if part is not None)


def test_every_field_of_text_of_a_plan_is_declared() -> None:
    """A new field is either shown to readers, and translated, or no words."""
    for model in set(models()):
        for name, field in model.model_fields.items():
            if name == "regions" or not is_text(field.annotation):
                continue
            declared = (name in PLAN_FIELDS.get(model, ()), name in NOT_WORDS.get(model, ()))
            assert sum(declared) == 1 or name == "topic", (model.__name__, name)


def test_a_text_of_a_plan_is_shown_as_it_is_with_its_braces() -> None:
    """Only texts of the code have placeholders; a reader's own plan may hold anything."""
    for code in ("en", "uk"):
        assert load_language(code).text("{0} of {nothing} {") == "{0} of {nothing} {"
