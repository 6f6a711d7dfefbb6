"""All plans ranked in the terminal and on the page: the same order, with the same figures."""

import json
import re
from collections.abc import Callable
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from geo.explore.ranking import COLUMNS, SWAP
from geo.plans.library import Library
from page.views.overview import RANK
from tests.page.test_page import visit, warnings

Run = Callable[..., tuple[int, str, str]]


def test_the_terminal_has_every_plan_with_the_figures_of_figures(run: Run, library: Library) -> None:
    code, out, _err = run("rank", "--by", "returns_km2", "--json")
    value = json.loads(out)
    assert (code, value["by"]) == (0, "returns_km2")
    assert {row["scenario"] for row in value["plans"]} == set(library.plans)
    areas = [row["returns_km2"] for row in value["plans"]]
    assert areas == sorted(areas, reverse=True)
    row = next(row for row in value["plans"] if row["scenario"] == "us-28-point")
    totals = json.loads(run("figures", "us-28-point", "--json")[1])["totals"]
    assert row["returns_km2"] == pytest.approx(totals["returned"]["area_km2"], abs=0.01)
    assert row["returns_people"] == totals["returned"]["people"]
    assert row[SWAP] == pytest.approx(row["leaves_km2"] / row["returns_km2"], abs=1e-3)
    assert list(row["leaves_shares"]) == ["UA-14"]
    assert row["leaves_shares"]["UA-14"] == pytest.approx(row["leaves_km2"] / 26_499, rel=1e-3)


def test_an_unknown_column_is_one_sentence(run: Run) -> None:
    code, out, err = run("rank", "--by", "size")
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert "Plans cannot be ranked by 'size'" in err


@pytest.mark.parametrize("by", [COLUMNS[3], SWAP])
def test_the_page_has_the_same_order_and_cells(by: str, run: Run, library: Library) -> None:
    page = visit(view="all", plan="us-28-point", on="2025-11-21")
    page.selectbox(key=RANK).set_value(by).run()
    assert not warnings(page)
    (table,) = (item.proto.body for item in page.get("html") if "matrix ranked" in item.proto.body)
    plans = [row["scenario"] for row in json.loads(run("rank", "--by", by, "--json")[1])["plans"]]
    assert ranked_names(page) == [library[plan].short_title for plan in plans]
    lines = [line.split("  ") for line in run("rank", "--by", by)[1].splitlines() if line.strip()][2:]
    bare = re.findall(r"<td[^>]*>(.*?)</td>", table, re.DOTALL)
    cells = [" ".join(unescape(cell).split()) for cell in bare]
    assert len(cells) == len(plans) * (len(COLUMNS) + 2)
    assert cells[:len(COLUMNS)] == [cell.strip() for cell in lines[0] if cell.strip()][1:len(COLUMNS) + 1]


def test_a_shared_address_has_the_same_order(run: Run, library: Library) -> None:
    """The column stands in the address, whoever chose it; what is no column is said and not used."""
    by = "returns_people"
    page = visit(view="all", on="2025-11-21", rank=by)
    assert page.selectbox(key=RANK).value == by
    names = ranked_names(page)
    plans = [row["scenario"] for row in json.loads(run("rank", "--by", by, "--json")[1])["plans"]]
    assert names == [library[plan].short_title for plan in plans]
    page.selectbox(key=RANK).set_value(SWAP).run()
    assert page.query_params["rank"] == SWAP
    assert ranked_names(page) != names
    wrong = visit(view="all", on="2025-11-21", rank="size")
    assert wrong.selectbox(key=RANK).value == COLUMNS[0]
    assert any("no column 'size'" in text for text in warnings(wrong))


def ranked_names(page: AppTest) -> list[str]:
    """Return the plans of the ranked table on the page, in their order."""
    (table,) = (item.proto.body for item in page.get("html") if "matrix ranked" in item.proto.body)
    return [unescape(name).strip() for name in re.findall(r'<th scope="row">(.*?)</th>', table)]
