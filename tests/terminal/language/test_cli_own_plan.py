"""In Ukrainian the terminal says of a reader's own plan nothing in English but what the reader typed."""

from pathlib import Path

import pytest

from geo.gazetteer.regions import load_regions
from geo.plans.decision_table import Condition, Disposition
from geo.plans.edit.draft import Draft, ordered, scenario_of
from geo.plans.library import load_library
from geo.plans.toml_file import write_plan
from geo.status import Holder, Status
from tests.terminal.language.test_cli_language import ENGLISH, PLAN, Run


@pytest.mark.parametrize("is_known", [True, False], ids=["as the editor wrote it", "changed by hand"])
def test_of_an_own_plan_only_the_name_stays_as_it_was_typed(run: Run, tmp_path: Path, is_known: bool) -> None:
    """A plan that cannot be made again from the one it was edited from has the same words."""
    regions = frozenset(load_regions().index)
    changes = ordered({Condition("UA-14", Holder.UKRAINE): Disposition(Status.OPEN)})
    made = scenario_of(Draft(PLAN, changes, name="Typed by hand"), load_library(regions)[PLAN], regions)
    file = tmp_path / "own.toml"
    file.write_bytes(write_plan(made if is_known else made.model_copy(update={"rules": made.rules[1:]})))
    for more in ((), ("--explain",)):
        code, out, err = run("figures", str(file), "--language", "uk", *more)
        assert (code, err) == (0, "")
        assert "Typed by hand" in out
        assert set(ENGLISH.findall(out.replace(str(file), ""))) == {"hand"}
