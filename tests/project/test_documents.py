"""The documentation: paths exist, recipes are accurate, and the README is short."""

import re

import pytest

from tests.conftest import ROOT

MAX_LINES = 150

DOCUMENTS = [*(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
             *sorted((ROOT / "docs").rglob("*.md"))]
FOLDERS = "geo|layers|page|terminal|atlas|tests|tools|benchmarks|data|docs|locale"
QUOTED = re.compile(rf"`((?:{FOLDERS})/[\w./-]+)`")
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("0*.md"))

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [
    "data/scenarios/<id>.toml", "data/control/changes.csv", "layers/bundle/registry.py", "locale/<code>.po",
    "locale/atlas.pot", "geo/status.py", "geo/line_sources/formats.py", "layers/plate/sizes.py",
    "layers/choice.py", "tests/golden/figures.json",
])
def test_contributing_names_the_files_of_each_recipe(path: str) -> None:
    assert f"`{path}`" in read("CONTRIBUTING.md")
    folder, _, _ = path.rpartition("/")
    assert (ROOT / folder if "<" in path else ROOT / path).exists()


def test_every_path_in_a_document_exists() -> None:
    """Paths in back quotes, links and pictures."""
    seen = 0
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        for name in QUOTED.findall(text):
            seen += 1
            assert (ROOT / name).exists() or "YYYY" in name, (document.name, name)
        for name in re.findall(r"\]\((?!https?:)([^)#]+)", text):
            seen += 1
            assert (document.parent / name).exists(), (document.name, name)
    assert seen > 60


def test_the_readme_is_short_and_has_the_commands_for_newcomers() -> None:
    text = read("README.md")
    assert len(text.splitlines()) < MAX_LINES
    for words in ("make run", "make test", "pip install .", "atlas figures", "cli.py figures",
                  "cli.py export", "cli.py scenarios", "cli.py dates", "cli.py validate"):
        assert words in text


def test_every_make_target_in_a_document_exists() -> None:
    for document in DOCUMENTS:
        for target in re.findall(r"\bmake (run|test|[a-z]+)\b(?=[`\s]*(?:#|`|\||\n))",
                                 document.read_text(encoding="utf-8")):
            assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE), (document.name, target)


def test_a_decision_states_the_decision_and_its_consequences() -> None:
    assert len(DECISIONS) >= 8
    listed = read("docs/decisions/README.md")
    for number, path in enumerate(DECISIONS, 1):
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {number}. "), path.name
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
        assert re.search(r"^[A-Z][a-z]+ 20\d\d ·", text, re.MULTILINE), "a date"
        assert f"({path.name})" in listed


def test_hooks_download_nothing() -> None:
    text = read(".pre-commit-config.yaml")
    assert set(re.findall(r"repo: (\S+)", text)) == {"local"}
    assert set(re.findall(r"language: (\S+)", text)) == {"system"}


def test_the_changelog_has_a_release_of_this_version() -> None:
    import geo

    headings = re.findall(r"^## (.+)$", read("CHANGELOG.md"), re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert headings[1].startswith(f"{geo.__version__} ")
