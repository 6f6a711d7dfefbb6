"""Plan files: what a valid one contains, and one message with all faults of an invalid one."""

from pathlib import Path

import pytest

from geo.errors import ScenarioError, UnknownScenario
from geo.plans.decision_table import conditions_of
from geo.plans.library import DEFAULT_PLAN, MAX_BYTES, SCENARIOS, Library, load_library, read_scenario
from geo.plans.scenario import Group, TextStatus
from geo.tables import MAX_FAULTS_SHOWN
from geo.world import World
from tests.support.worlds import toy

REGIONS = frozenset({toy.NW, toy.NE, toy.SW, toy.SE})

HEAD = """\
id = "mine"
title = "Mine"
short_title = "Mine"
sentence_title = "mine"
group = "text"
proposed_by = "a test"
published = 2025-11-20
text_status = "published"
summary = "What a test needs."
"""
LAST_RULE = """
[[rules]]
status = "open"
clause = "clause 2"
confidence = "inferred"
"""
SOURCE = """
[[sources]]
id = "a-source"
publisher = "Somebody"
"""
GOOD = HEAD + LAST_RULE + SOURCE


def rule(**values: object) -> str:
    """A rule in TOML, placed before the last one."""
    said = {"clause": '"clause 1"', "confidence": '"text"', **values}
    return "\n[[rules]]\n" + "".join(f"{name} = {value}\n" for name, value in said.items())


def with_rules(*rules: str) -> str:
    return HEAD + "".join(rules) + LAST_RULE + SOURCE


def message(folder: Path, text: str | bytes, name: str = "mine.toml") -> str:
    """Return the message for a plan file with this content: one line that starts with the file name."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    with pytest.raises(ScenarioError) as found:
        read_scenario(path, REGIONS)
    assert str(found.value).startswith(f"{name}: ")
    assert len(str(found.value)) < 2000
    return str(found.value)


def test_a_good_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(GOOD, encoding="utf-8")
    plan = read_scenario(tmp_path / "mine.toml", REGIONS)
    assert (plan.id, plan.group, plan.text_status) == ("mine", Group.TEXT, TextStatus.PUBLISHED)
    assert len(plan.rules) == 1


BROKEN: dict[str, tuple[str, str]] = {  # content, and the expected message
    "empty": ("", "title: Field required"),
    "no TOML": ("id = ", "is no readable TOML"),
    "two keys alike": (HEAD + 'id = "again"\n', "is no readable TOML"),
    "an impossible day": (GOOD.replace("2025-11-20", "2025-02-30"), "is no readable TOML"),
    "an unknown key": (HEAD + "colour = 1\n" + LAST_RULE + SOURCE, "colour: Extra inputs"),
    "an unknown key in a rule": (with_rules(rule(status='"open"', region='"UA-01"')), "rules.1.region: "),
    "a number for a title": (GOOD.replace('"Mine"', "1", 1), "title: "),
    "an empty title": (GOOD.replace('"Mine"', '" "', 1), "title: "),
    "a long short title": (GOOD.replace('short_title = "Mine"', f'short_title = "{"m" * 41}"'),
                           "short_title: "),
    "no rules": (HEAD + SOURCE, "rules: Field required"),
    "no sources": (HEAD + LAST_RULE, "sources: Field required"),
    "an unknown status": (with_rules(rule(status='"liberated"')), "rules.1.status: "),
    "an unknown group": (GOOD.replace('group = "text"', 'group = "best"'), "group: "),
    "no clause": (GOOD.replace('clause = "clause 2"\n', ""), "rules.1.clause: Field required"),
    "no confidence": (GOOD.replace('confidence = "inferred"\n', ""), "rules.1.confidence: "),
    "a region by name": (with_rules(rule(regions='["Donetsk"]', status='"open"')), "rules.1.regions"),
    "a region nobody knows": (with_rules(rule(regions='["UA-99"]', holder='"russia"', status='"open"')),
                              "rules.1.regions: 'UA-99' is unknown"),
    "no last rule": (HEAD + rule(holder='"russia"', status='"frozen"') + SOURCE,
                     "the last rule must match everything"),
    "a hidden rule": (with_rules(rule(regions='["UA-01"]', status='"open"'),
                                 rule(regions='["UA-01"]', status='"open"')),
                      "rules.2: never reached"),
    "a last rule never reached": (with_rules(rule(status='"open"')), "rules.2: never reached"),
    "a rule for no region": (with_rules(rule(regions="[]", status='"open"')), "rules.1: never reached"),
    "ground returned that is kept": (with_rules(rule(holder='"ukraine"', status='"returned"')),
                                     "rules.1: 'returned' cannot be the status of ground held by ukraine"),
    "ground kept that is not held": (GOOD.replace('"open"', '"ukrainian"'),
                                     "'ukrainian' cannot be the status of ground held by russia"),
    "recognition without a level": (with_rules(rule(holder='"russia"', status='"recognised"')),
                                    "level of status 'recognised' must be one of 'de_facto'"),
    "a level without recognition": (with_rules(rule(holder='"russia"', status='"frozen"',
                                                    level='"treaty"')), "status 'frozen' has no level"),
    "before without a date": (with_rules(rule(before='"ukraine"', status='"open"')),
                              "no reference_date"),
    "a wall without source": (GOOD + '\n[wall]\ntext = "W"\nconfidence = "report"\nsource = "x-y"\n',
                              "a wall names the source 'x-y'"),
    "two sources alike": (GOOD + SOURCE, "two sources share one id"),
    "a script for a link": (GOOD + 'url = "javascript:alert(1)"\n', "sources.1.url: "),
    "points out of order": (GOOD + '\n[[points]]\nnumber = 2\ntext = "B"\n\n[[points]]\nnumber = 1\n'
                            'text = "A"\n', "points must be numbered upwards"),
    "a buffer of no width": (GOOD + '\n[buffer]\nwidth_km = 0\nclause = "c"\nconfidence = "text"\n',
                             "buffer.width_km: "),
    "a buffer that is no number": (GOOD + '\n[buffer]\nwidth_km = nan\nclause = "c"\n'
                                   'confidence = "text"\n', "buffer.width_km: "),
    "an unknown topic": (GOOD + '\n[[terms]]\ntopic = "gold"\ntext = "T"\n', "terms.1.topic: "),
    "a number of 5,000 digits": (GOOD + "\n[buffer]\nwidth_km = 1" + "0" * 5000, "is no readable TOML"),
    "lists in lists in lists": ("id = " + "[" * 50_000, "is no readable TOML"),
}


@pytest.mark.parametrize("content, said", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_reported_with_its_fault(content: str, said: str, tmp_path: Path) -> None:
    assert said in message(tmp_path, content)


def test_all_faults_come_in_one_message(tmp_path: Path) -> None:
    """The author of a plan learns of everything that is wrong at once."""
    wrong = GOOD.replace('"text"', '"best"', 1).replace('"published"', '"burnt"').replace(
        '"inferred"', '"sure"') + "pages = 3\n"
    text = message(tmp_path, wrong)
    for part in ("group: ", "text_status: ", "rules.1.confidence: ", "sources.1.pages: "):
        assert part in text


def test_logical_faults_come_in_one_message_too(tmp_path: Path) -> None:
    wrong = with_rules(rule(regions='["UA-98"]', holder='"russia"', status='"frozen"'),
                       rule(holder='"russia"', status='"handed_over"'), rule(status='"open"'))
    text = message(tmp_path, wrong, "yours.toml")
    for part in ("id is 'mine' but the file is named 'yours'", "'UA-98' is unknown",
                 "rules.2: 'handed_over' cannot", "rules.4: never reached"):
        assert part in text


def test_many_faults_are_counted_and_not_listed(tmp_path: Path) -> None:
    text = message(tmp_path, HEAD + "".join(f"key{n} = 1\n" for n in range(100)) + LAST_RULE + SOURCE)
    assert text.endswith(f"and {100 - MAX_FAULTS_SHOWN} more")


def test_a_file_that_is_not_text_is_rejected(tmp_path: Path) -> None:
    assert "is no text in UTF-8; save it in UTF-8" in message(tmp_path, b"\xff\xfe\x00id")
    assert "is no text in UTF-8; save it in UTF-8" in message(tmp_path, GOOD.encode("utf-16"))


def test_a_file_that_is_too_large_is_rejected(tmp_path: Path) -> None:
    assert "larger than" in message(tmp_path, GOOD + "#" * MAX_BYTES)


def test_a_missing_file_and_a_folder_are_rejected(tmp_path: Path) -> None:
    for path, said in ((tmp_path / "none.toml", "there is no such file"), (tmp_path, "cannot be read")):
        with pytest.raises(ScenarioError, match=said):
            read_scenario(path, REGIONS)


def test_a_broken_file_does_not_affect_valid_ones(tmp_path: Path) -> None:
    """Each broken file gives one message; the others are available and listed for unknown ids."""
    for number, (content, _said) in enumerate(BROKEN.values()):
        (tmp_path / f"broken{number:02}.toml").write_text(content, encoding="utf-8")
    (tmp_path / "mine.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not a plan", encoding="utf-8")
    library = load_library(REGIONS, tmp_path)
    assert list(library.plans) == ["mine"]
    assert len(library.faults) == len(BROKEN)
    assert [text.split(":")[0] for text in library.faults] == [
        f"broken{number:02}.toml" for number in range(len(BROKEN))
    ]
    with pytest.raises(UnknownScenario, match="There is no plan 'his'; the plans are mine"):
        library["his"]


def test_an_empty_or_missing_folder_is_an_empty_library(tmp_path: Path) -> None:
    assert load_library(REGIONS, tmp_path).plans == {}
    assert load_library(REGIONS, tmp_path / "none").plans == {}


def test_all_plans_exist(library: Library) -> None:
    """The fifteen of the design, and twelve of 2022 to 2026 that were added later."""
    assert set(library.plans) == {
        "us-28-point", "e3-counter", "europe-24-point", "geneva-19-point", "us-december-2025",
        "20-point-stand", "20-point-zone", "us-april-2025", "ukraine-europe-april-2025",
        "russia-june-2024", "anchorage-2025", "istanbul-2022", "peace-formula", "freeze",
        "kellogg-buffer",
        "eu-core-interests-feb-2026", "monaco-model-april-2026", "putin-october-2025",
        "europe-12-point-october-2025", "indonesia-2023", "musk-2022", "putin-april-2025", "erdogan-2024",
        "vance-2024", "ukraine-june-2025", "russia-memorandum-june-2025", "europe-40km-buffer",
    }
    assert DEFAULT_PLAN in library.plans


@pytest.mark.parametrize("name", sorted(path.stem for path in SCENARIOS.glob("*.toml")))
def test_a_plan_says_where_it_comes_from(name: str, library: Library, world: World) -> None:
    """Every source has a link, every inferred rule has a note, and titles are unique."""
    plan = library[name]
    assert all(source.url for source in plan.sources)
    assert all(rule.note for rule in plan.rules if rule.confidence == "inferred")
    others = [other for other in library.plans.values() if other is not plan]
    assert plan.title not in [other.title for other in others]
    assert plan.short_title not in [other.short_title for other in others]
    assert [event.on for event in plan.history] == sorted(event.on for event in plan.history)


def test_the_28_point_plan_has_all_its_points(library: Library) -> None:
    """All 28, and the terms that are not about territory: troops, NATO, EU, money and the rest."""
    plan = library["us-28-point"]
    assert [point.number for point in plan.points] == list(range(1, 29))
    topics = {term.topic for term in plan.terms}
    assert topics >= {"troop cap", "nato", "eu", "money", "elections", "amnesty", "deadline"}
    assert len(plan.walls) == 1


def test_the_geneva_text_leaves_open_what_is_in_dispute_and_nothing_else(library: Library) -> None:
    conditions = conditions_of(library["geneva-19-point"], ("UA-46", "UA-14", "UA-63"))
    found = {(one.region, one.holder.value): done.status.value for one, done in conditions.items()}
    assert found == {
        ("UA-46", "ukraine"): "ukrainian", ("UA-46", "russia"): "open",  # Lviv
        ("UA-14", "ukraine"): "open", ("UA-14", "russia"): "open",
        ("UA-63", "ukraine"): "ukrainian", ("UA-63", "russia"): "open"}
