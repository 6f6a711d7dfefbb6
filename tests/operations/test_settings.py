"""Environment variables: read in one place, listed in the documentation, and wrong values are said."""

import ast
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from geo.line_sources.polygons import MAX_BYTES
from geo.settings.setting import Count, OneOf
from geo.settings.variables import (
    FILES_AT_ONCE,
    LOG_FORMAT,
    MAX_UPLOAD,
    OTHERS,
    OURS,
    SURVEYS_AT_ONCE,
    problems,
)
from tests.conftest import ROOT
from tests.support.source import tree

ROOMS = ("geo", "layers", "server", "page", "terminal", "atlas")
READERS = {"geo/settings/setting.py", "geo/settings/variables.py"}
PASSED_ON = {"geo/line_sources/archive.py", "server/public.py"}
"""Modules that hand the environment on to a setting, as a default."""

COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
UNIT = (ROOT / "deploy" / "ukraine-plan-atlas@.service").read_text(encoding="utf-8")
NAMES = {setting.name for setting in (*OURS, *OTHERS)}


def environment_of(path: Path) -> bool:
    """Say whether a module looks at the environment."""
    module = tree(path)
    words = {"environ", "getenv", "environb"}
    return any((isinstance(node, ast.Attribute) and node.attr in words)
               or (isinstance(node, ast.ImportFrom) and any(name.name in words for name in node.names))
               for node in ast.walk(module))


def test_the_environment_is_read_in_one_place() -> None:
    modules = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    readers = {path.relative_to(ROOT).as_posix()
               for path in [*modules, *(ROOT / name for name in ("app.py", "cli.py", "serve.py"))]
               if environment_of(path)}
    assert readers == READERS | PASSED_ON


def test_the_documentation_has_the_same_table() -> None:
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    written = re.search(r"by a test -->\n(.*?)\n<!-- end", text, re.DOTALL)
    assert written
    rows = [f"| `{one.name}` | {one.sets} | {one.otherwise} |" for one in (*OURS, *OTHERS)]
    assert written[1].splitlines() == ["| variable | what it sets | without it |", "|---|---|---|", *rows]


def test_page_server_and_readers_take_files_of_the_same_size() -> None:
    most = MAX_BYTES // 10**6
    assert most * 10**6 == MAX_BYTES
    assert int(MAX_UPLOAD.otherwise) == most
    assert f"\nmaxUploadSize = {most}\n" in (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    served = (ROOT / "deploy" / "nginx" / "nginx.conf").read_text(encoding="utf-8")
    assert f"client_max_body_size {most + 1}m;" in served
    assert f"{most} MB is the most." in served
    for name in ("guide", "operations", "security"):
        assert f"{most} MB" in (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8"), name


def test_no_variable_is_listed_twice() -> None:
    assert len(NAMES) == len(OURS) + len(OTHERS)


@pytest.mark.parametrize("setting", [one for one in OURS if isinstance(one, Count)], ids=lambda one: one.name)
@pytest.mark.parametrize("value, number", [("", None), ("  ", None), ("1", 1), (" 3 ", 3), ("64", 64)])
def test_a_count_is_a_whole_number(setting: Count, value: str, number: int | None) -> None:
    there = {setting.name: value}
    assert setting.number(there) == (int(setting.otherwise) if number is None else number)
    assert setting.problem(there) == ""


@pytest.mark.parametrize("value", ["0", "-1", "65", "2.0", "two", "٣", "9" * 5000])
def test_what_is_no_such_number_is_said_and_not_used(value: str) -> None:
    there = {SURVEYS_AT_ONCE.name: value}
    assert SURVEYS_AT_ONCE.number(there) == int(SURVEYS_AT_ONCE.otherwise)
    assert problems(there) == [
        f"ATLAS_SURVEYS_AT_ONCE is a whole number from 1 to 64, not '{value[:40]}'."]


def test_a_word_is_one_of_those_that_are_known() -> None:
    assert [LOG_FORMAT.word({"ATLAS_LOG_FORMAT": value}) for value in ("", "json", "text", "xml")] == [
        "text", "json", "text", "text"]
    assert problems({"ATLAS_LOG_FORMAT": "xml", "ATLAS_FILES_AT_ONCE": "x"}) == [
        "ATLAS_LOG_FORMAT is text or json, not 'xml'.",
        "ATLAS_FILES_AT_ONCE is a whole number from 1 to 64, not 'x'."]
    assert problems({}) == []


def test_what_holds_otherwise_can_be_used() -> None:
    for one in OURS:
        if isinstance(one, Count | OneOf):
            assert one.problem({one.name: one.otherwise}) == ""
    assert FILES_AT_ONCE.number({}) == 2


def test_containers_and_unit_set_variables_of_the_table_only() -> None:
    ours = re.compile(r"\b(?:ATLAS|STREAMLIT)_[A-Z_]+\b")
    known = NAMES | {"STREAMLIT_LOGGER_HIDE_WELCOME_MESSAGE"}
    for text in (DOCKERFILE, UNIT, (ROOT / "compose.yaml").read_text(encoding="utf-8")):
        found = set(ours.findall(text))
        assert found
        assert found <= known, found - known


def test_a_replica_writes_nowhere_and_may_nothing() -> None:
    assert re.search(r"^USER 10001:10001$", DOCKERFILE, re.MULTILINE)
    assert "/ready" in DOCKERFILE
    for name, service in COMPOSE["services"].items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["mem_limit"], name
    assert set(COMPOSE["services"]["proxy"]["depends_on"]) == set(COMPOSE["services"]) - {"proxy"}


def test_nginx_knows_the_addresses_that_compose_gives() -> None:
    port = re.search(r"STREAMLIT_SERVER_PORT=(\d+)", DOCKERFILE)
    assert port
    given = {service["networks"]["inner"]["ipv4_address"]
             for name, service in COMPOSE["services"].items() if name != "proxy"}
    text = (ROOT / "deploy" / "nginx" / "replicas.conf").read_text(encoding="utf-8")
    assert set(re.findall(r"server ([\d.:]+)", text)) == {f"{address}:{port[1]}" for address in given}
    for address in given:
        assert f'"~{re.escape(f"{address}:{port[1]}")}$"' in text


def test_the_image_has_what_the_page_imports() -> None:
    copied = set(re.findall(r"^COPY (?!--)(.+?) \S+$", DOCKERFILE, re.MULTILINE))
    there = {name for line in copied for name in line.split()}
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
               if line.startswith("!")}
    assert there == allowed
    assert {"geo", "layers", "page", "server", "data", "locale", "docs", "app.py", "serve.py"} <= there
    assert all((ROOT / name).exists() for name in there)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze")
@pytest.mark.slow
def test_systemd_knows_every_line_of_the_unit(tmp_path: Path) -> None:
    here = tmp_path / "ukraine-plan-atlas@8501.service"
    text = UNIT.replace("/srv/atlas/.venv/bin/streamlit", "/bin/true")
    here.write_text(text, encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", here], capture_output=True, text=True,
                          check=False)
    said = [line for line in done.stderr.splitlines() if "ukraine-plan-atlas" in line]
    assert said == []
