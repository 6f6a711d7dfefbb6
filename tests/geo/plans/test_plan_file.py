"""Plan files: round trip, rejection of malicious files in one sentence, and the published schema."""

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from geo.errors import ScenarioError
from geo.plans.edit.draft import Draft, scenario_of
from geo.plans.json_schema import MAX_DEPTH, SCHEMA_FILE, schema_faults, unreasonable
from geo.plans.library import SCENARIOS, Library, read_scenario
from geo.plans.scenario import Scenario
from geo.plans.toml_file import MAX_BYTES, MAX_DOTS, read_plan, write_plan
from geo.tables import data_version
from geo.world import World
from geo.zones.ground import Ground
from layers.request import ExportRequest
from tests.conftest import ROOT
from tests.geo.plans.test_scenarios import BROKEN, GOOD, REGIONS
from tests.support.files.export_requests import PLANS
from tests.support.worlds import toy
from tools import write_schema

FEW = settings(max_examples=100, deadline=None, derandomize=True, database=None)
EXAMPLE = re.search(r"```toml\n(.*?)```", (ROOT / "docs" / "plan-file.md").read_text(encoding="utf-8"),
                    re.DOTALL)


def refused(raw: bytes | str, name: str = "mine.toml") -> str:
    with pytest.raises(ScenarioError) as found:
        read_plan(raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogatepass"), name, REGIONS)
    said = str(found.value)
    assert len(said) < 1500
    assert said.isprintable()
    return said


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_written_and_read_is_the_same_plan(name: str, library: Library, world: World) -> None:
    """Writing it again gives the same bytes, and an independent TOML parser reads it."""
    raw = write_plan(library[name])
    again = read_plan(raw, f"{name}.toml", frozenset(world.regions.index), world.periods, name)
    assert again == library[name]
    assert write_plan(again) == raw
    assert tomllib.loads(raw.decode("utf-8"))["id"] == name
    assert raw.count(b"\r") == 0


texts = st.text(min_size=1, max_size=60).map(str.strip).filter(bool).filter(
    lambda text: text.encode("utf-8", "replace").decode() == text)


@FEW
@given(title=texts, note=texts)
def test_any_text_survives_being_written(title: str, note: str) -> None:
    """The writer escapes everything; invisible characters are rejected on reading."""
    plan = toy.plan({"status": "open", "note": note}, title=title)
    content = tomllib.loads(write_plan(plan).decode("utf-8"))
    assert (content["title"], content["rules"][0]["note"]) == (plan.title, plan.rules[0].note)
    if (plan.title + (plan.rules[0].note or "")).isprintable():
        assert read_plan(write_plan(plan), "toy-plan.toml", REGIONS) == plan


def test_a_malicious_plan_remains_text(hostile: ExportRequest, toy_ground: Ground) -> None:
    """No string ends early and no key is added; the reader rejects the file."""
    plan = hostile.plan().scenario
    content = tomllib.loads(write_plan(plan).decode("utf-8"))
    assert content["title"] == content["summary"] == plan.title
    assert set(content) == set(plan.model_dump(exclude_none=True, exclude_defaults=True))
    assert "title: holds a control character" in refused(write_plan(plan))


HOSTILE_FILES: dict[str, tuple[bytes | str, str]] = {
    "too large": ("#" * (MAX_BYTES + 1), "larger than 200 kB"),
    "lists in lists": ("id = " + "[" * 50_000, "is no readable TOML"),
    "closed lists in lists": ("id = " + "[" * 200 + "]" * 200, f"more than {MAX_DEPTH} deep"),
    "tables in tables": ("[" + ".".join(["a"] * 200) + "]\nb = 1", f"more than {MAX_DEPTH} deep"),
    "keys in keys": (".".join(["a"] * 200) + " = 1", f"more than {MAX_DEPTH} deep"),
    "a key of many parts": (".".join(["a"] * 90_000) + " = 1", f"more than {MAX_DOTS} dots"),
    "inline tables in inline tables": ("a = " + "{a = " * 20_000 + "}" * 20_000, "is no readable TOML"),
    "thousands of keys": ("".join(f"k{n}=1\n" for n in range(20_000)), "more than 5,000 values"),
    "thousands of rules": ("rules=[" + "1," * 90_000 + "]", "more than 5,000 values"),
    "thousands of regions": ('[[rules]]\nregions=[' + '1,"a",' * 20_000 + "]", "more than 5,000 values"),
    "a number of many digits": ("id = 1" + "0" * 5000, "is no readable TOML"),
    "a number of many hex digits": ("id = 0x" + "f" * 100_000, "a number that is too large"),
    "a key twice": (GOOD + 'id = "x"\nid = "y"\n', "is no readable TOML"),
    "a long key twice": ("x" * 9000 + " = 1\n" + "x" * 9000 + " = 2", "is no readable TOML"),
    "a long unknown key": (f"{'x' * 9000} = 1\n" + GOOD, "Extra inputs are not permitted"),
    "a key that draws": ('"\\u001b[31m\\nx" = 1\n' + GOOD, "?[31m?x: Extra inputs"),
    "controls": (GOOD.replace("Mine", "Mi\x00ne", 1), "is no readable TOML"),
    "escaped controls": (GOOD.replace("Mine", "Mi\\u0007ne", 1), "title: holds a control character"),
    "text that turns around": (GOOD.replace("Mine", "Mi\\u202Ene", 1), "title: holds a control character"),
    "half a letter": (GOOD.replace("Mine", "Mi\ud800ne", 1), "is no text in UTF-8"),
    "an endless width": (GOOD + '[buffer]\nwidth_km=inf\nclause="c"\nconfidence="text"', "buffer.width_km: "),
    "a time for a day": (GOOD.replace("2025-11-20", "2025-11-20T10:00:00Z"), "published: "),
    "a day in words": (GOOD.replace("2025-11-20", '"20 November 2025"'), "published: "),
    "a text for a number": (GOOD + '[buffer]\nwidth_km="15"\nclause="c"\nconfidence="text"',
                            "buffer.width_km: must be a number"),
    "a choice in a proposal": (GOOD.replace('"inferred"', '"own"'), "only for plans of group 'own'"),
    "a proposal of a reader": (GOOD.replace('group = "text"', 'group = "own"'), "go together"),
}


@pytest.mark.parametrize("raw, said", HOSTILE_FILES.values(), ids=HOSTILE_FILES.keys())
def test_a_malicious_file_gives_one_sentence(raw: bytes | str, said: str) -> None:
    assert said in refused(raw)


def test_the_name_of_a_file_is_mere_text() -> None:
    assert refused("", "\x1b[2J" + "n" * 500).startswith("?[2Jnnn")


def test_no_more_than_the_limit_of_a_plan_file_is_read(tmp_path: Path) -> None:
    """For a sparse file of two gigabytes only the start is read."""
    with (tmp_path / "mine.toml").open("wb") as file:
        file.truncate(2_000_000_000)
    with pytest.raises(ScenarioError, match="larger than 200 kB"):
        read_scenario(tmp_path / "mine.toml", REGIONS)


@pytest.mark.parametrize("content", [text for text, _said in BROKEN.values()], ids=BROKEN.keys())
def test_no_fault_is_reported_twice(content: str) -> None:
    """Schema and model find the same faults; each location is reported once."""
    parts = refused(content).removeprefix("mine.toml: ").split("; ")
    places = [part.partition(": ")[0] for part in parts if re.match(r"[a-z_.0-9]+: ", part)]
    assert len(places) == len(set(places))


SAYABLE = ["empty", "an unknown key", "an unknown key in a rule", "a number for a title",
           "a long short title", "no rules", "no sources", "an unknown status", "an unknown group",
           "no clause", "no confidence", "a region by name", "a buffer of no width", "an unknown topic"]


@pytest.mark.parametrize("case", SAYABLE)
def test_the_schema_alone_finds_what_a_schema_can_express(case: str) -> None:
    """At the same location as the model, with its own wording."""
    content, said = BROKEN[case]
    found = {".".join(str(p + 1) if isinstance(p, int) else p for p in place): words
             for place, words in schema_faults(tomllib.loads(content)).items()}
    place = said.partition(":")[0]
    assert any(path.startswith(place) for path in found), found
    assert all(found.values())


def test_the_committed_schema_matches_the_models() -> None:
    assert SCHEMA_FILE.read_bytes() == write_schema.schema(), "run `make schema`"


def test_the_schema_is_valid_and_describes_every_field() -> None:
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    tables = {"plan": schema, **schema["$defs"]}
    for name, table in tables.items():
        assert table["description"], name
        for field, value in table.get("properties", {}).items():
            assert value.get("description"), f"{name}.{field}"
    assert set(schema["properties"]) == set(Scenario.model_fields)


@pytest.mark.parametrize("name", PLANS)
def test_shipped_plans_fit_the_schema(name: str) -> None:
    content = tomllib.loads((SCENARIOS / f"{name}.toml").read_text(encoding="utf-8"))
    assert unreasonable(content) is None
    assert schema_faults(content) == {}


def test_the_example_in_the_documentation_is_a_plan(world: World) -> None:
    assert EXAMPLE
    plan = read_plan(EXAMPLE[1].encode("utf-8"), "my-plan.toml", frozenset(world.regions.index),
                     world.periods, "my-plan")
    assert plan.buffer
    assert len(plan.rules) == 5


def test_the_documentation_names_every_status(world: World) -> None:
    text = (ROOT / "docs" / "plan-file.md").read_text(encoding="utf-8")
    for status in write_schema.MEANINGS["Status"]:
        assert f"| `{status}` |" in text


def test_the_schema_does_not_count_as_data(tmp_path: Path) -> None:
    """A better description of the format must not look like a change of figures."""
    (tmp_path / "a.toml").write_text("a = 1", encoding="utf-8")
    before = data_version(tmp_path)
    (tmp_path / SCHEMA_FILE.name).write_text("{}", encoding="utf-8")
    assert data_version(tmp_path) == before


def test_validate_accepts_readers_plans_and_reports_all_faults(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path, library: Library, world: World
) -> None:
    """A downloaded own plan is valid under any file name; each fault of a broken file is reported once."""
    made = scenario_of(Draft("freeze"), library["freeze"], frozenset(world.regions.index))
    (tmp_path / "own (1).toml").write_bytes(write_plan(made))
    assert run("validate", str(tmp_path / "own (1).toml"))[0] == 0
    wrong = GOOD + '[buffer]\nwidth_km = "15"\ncolour = 1\nconfidence = "text"\n'
    (tmp_path / "mine.toml").write_text(wrong, encoding="utf-8")
    code, _out, err = run("validate", str(tmp_path / "mine.toml"))
    assert code == 2
    for part in ("buffer.width_km: must be a number", "buffer.colour: Extra inputs",
                 "buffer.clause: Field required"):
        assert err.count(part) == 1
