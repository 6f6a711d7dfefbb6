"""Text too faint to be read over the map would be found; `test_axe` looks for it in every view."""

import pytest

from tests.support.browsing.axe import with_axe
from tests.support.browsing.browser import Reader
from tests.support.browsing.contrast import alone, read, together

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = [pytest.mark.browser, with_axe]

TEXT = ('<p id="faint" style="position: absolute; left: 45%; top: 45%; z-index: 999; color: {};'
        ' background: linear-gradient(#fff, #eee)">A faint word</p>')


@pytest.mark.parametrize(("colour", "is_enough"), [("#767676", True), ("#999999", False)])
def test_a_faint_word_would_be_found(onlooker: Reader, colour: str, is_enough: bool) -> None:
    """#767676 on white is the lightest grey that WCAG allows; it has less on the grey end of the ramp."""
    onlooker.map.evaluate("html => map_div.getContainer().insertAdjacentHTML('beforeend', html)",
                          TEXT.format(colour).replace("#eee", "#fefefe"))
    try:
        text, = read(onlooker.map, "#faint")
        found, = alone(text)
        assert list(together(onlooker.page, [text])) == [found]
    finally:
        onlooker.map.evaluate("document.getElementById('faint').remove()")
    assert (found.ratio >= found.least) == is_enough
