"""Stored counterparts of published figures: of these data, and computed anew if they are of others."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from geo.claims.compare import Comparison, compare
from geo.claims.published import Claim, load_claims
from geo.claims.stored import STORED_FILE, as_stored, comparisons
from geo.plans.library import Library
from geo.world import World
from geo.zones.ground import Ground


@pytest.fixture(scope="module")
def one() -> Claim:
    return next(claim for claim in load_claims() if claim.quantity == "area_russian_controlled")


def test_every_claim_is_stored_for_the_data_in_use(world: World, library: Library) -> None:
    """After a change of the data `python -m tools.record_version` computes them again."""

    def surveyed(day: date) -> Ground:
        raise AssertionError(day)

    claims = load_claims()
    found = comparisons(world, library, claims, surveyed)
    assert [item.claim for item in found] == list(claims)
    assert as_stored(found, world.version) == STORED_FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize("spoil", [
    lambda text, version: text.replace(version, "00000000"),
    lambda text, _: text[:-40],
    lambda text, _: text.replace('"value": ', '"worth": '),
    lambda text, _: text.replace('"figure": {', '"figure": 7, "x": {'),
    lambda *_: "[]",
    None,
], ids=["of other data", "cut off", "another name", "a number for a figure", "a list", "missing"])
def test_what_is_not_of_these_data_is_computed(
    spoil: Callable[[str, str], str] | None, one: Claim, world: World, library: Library, toy_ground: Ground,
    tmp_path: Path,
) -> None:
    computed = compare(world, library, one, lambda _: toy_ground)
    path = tmp_path / "computed.json"
    stored = as_stored([Comparison(one, None, None)], world.version)
    path.write_text(stored, encoding="utf-8")
    assert comparisons(world, library, (one,), path=path) == (Comparison(one, None, None),)
    if spoil is None:
        path.unlink()
    else:
        path.write_text(spoil(as_stored([computed], world.version), world.version), encoding="utf-8")
    assert comparisons(world, library, (one,), lambda _: toy_ground, path) == (computed,)
