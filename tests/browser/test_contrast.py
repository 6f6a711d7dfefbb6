"""Text over the map, a picture or a veil can be read in light and dark; axe-core alone cannot tell."""

import pytest

from tests.browser.test_axe import DESK, VIEWS, opened
from tests.support.axe import with_axe
from tests.support.browser import Reader, Visit
from tests.support.contrast import measured, unsure

pytest_plugins = ["tests.support.browser"]
pytestmark = [pytest.mark.browser, with_axe]

SETTLED = "document.getAnimations().every(it => it.playState !== 'running')"
TEXT = ('<p id="faint" style="position: absolute; left: 45%; top: 45%; z-index: 999; color: {};'
        ' background: linear-gradient(#fff, #eee)">A faint word</p>')


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_of_the_page(visit: Visit, view: str) -> None:
    page = opened(visit, DESK, VIEWS[view]).page
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.wait_for_function(SETTLED)
        assert [str(found) for found in unsure(page) if found.ratio < found.least] == [], scheme


@pytest.mark.parametrize(("colour", "is_enough"), [("#767676", True), ("#999999", False)])
def test_a_faint_word_would_be_found(onlooker: Reader, colour: str, is_enough: bool) -> None:
    """#767676 on white is the lightest grey that WCAG allows; it has less on the grey end of the ramp."""
    onlooker.map.evaluate("html => map_div.getContainer().insertAdjacentHTML('beforeend', html)",
                          TEXT.format(colour).replace("#eee", "#fefefe"))
    try:
        found, = measured(onlooker.map, "#faint")
    finally:
        onlooker.map.evaluate("document.getElementById('faint').remove()")
    assert (found.ratio >= found.least) == is_enough
