"""Why a text is no plan: one table of sentences, from which the core and the page of one file take theirs."""

import ast
import re
from string import Formatter

from geo.paths import ROOT
from geo.plans.edit.reasons import FAULTS, MISUSES
from layers.one_file.own_plan import IN_THIS_PAGE
from tests.support.source import tree

SAID = FAULTS | MISUSES
REFUSED = re.compile(r'(?:refuse\(|once\([^;]*?, )"(\w+)"(?:, \{([^}]*)\})?\)')


def values(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_the_core_gives_each_reason_its_values_and_uses_all() -> None:
    used = set()
    for path in (ROOT / "geo/plans/edit").glob("*.py"):
        for node in ast.walk(tree(path)):
            if (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
                    and node.func.id in {"fault", "reason"} and isinstance(node.args[0], ast.Constant)):
                name = node.args[0].value
                assert {word.arg for word in node.keywords} == values(SAID[name]), (path.name, name)
                used.add(name)
    assert used == set(SAID)


def test_the_page_gives_each_reason_its_values() -> None:
    shown = {**SAID, **IN_THIS_PAGE, "long": FAULTS["long"]}
    found = [one for name in ("engine_own.js", "standalone_own.js") for one in REFUSED.findall(
        (ROOT / "layers/assets" / name).read_text(encoding="utf-8"))]
    for name, given in found:
        keys = {part.partition(":")[0].strip() for part in re.sub(r"\([^)]*\)", "", given).split(",")} - {""}
        assert keys == values(shown[name]), name
    assert {name for name, _ in found} >= set(FAULTS) | set(IN_THIS_PAGE)


def test_no_fault_and_misuse_have_one_name() -> None:
    assert not FAULTS.keys() & MISUSES.keys()
