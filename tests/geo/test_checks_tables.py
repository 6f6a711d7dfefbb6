"""The data gate on tables with stray blanks, unreadable or missing."""

from pathlib import Path

import pytest

from geo.errors import SourceError
from geo.world import World
from tests.geo.conftest import Passed
from tests.geo.test_checks import BLANKS, HELD, only, places_with


@pytest.mark.parametrize("name", ["Євпаторія ", " Lviv", "Bila  Tserkva", "Lviv\N{NO-BREAK SPACE}", "Lviv\t"])
def test_a_stray_blank_in_any_name_of_any_table_is_a_fault(name: str, found: Passed, world: World,
                                                           root: Path) -> None:
    assert only(found(places=places_with(world, HELD, name_uk=name)), BLANKS) == (
        f"places: the name_uk {name!r} has a stray blank")
    (root / "more.csv").write_text(f"id,name\n1,{name}\n", encoding="utf-8")
    named = "`places/strays.csv` and `more.csv`: by hand; codes `R`, `L`, `W`, `D`\n"
    (root / "SOURCES.md").write_text(named, encoding="utf-8")
    assert only(found(), BLANKS) == f"more.csv: the name {name!r} has a stray blank"


def test_a_table_of_strays_that_cannot_be_read_is_one_message(found: Passed, root: Path) -> None:
    (root / "places" / "strays.csv").write_text("settlement\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"strays.csv: column 'place' is missing; column 'reason'"):
        found()


def test_a_missing_list_of_sources_is_one_message(found: Passed, root: Path) -> None:
    (root / "SOURCES.md").unlink()
    with pytest.raises(SourceError, match=r"SOURCES.md"):
        found()
