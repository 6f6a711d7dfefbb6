"""Dark where the reader's system asks for it: page, map, legend and controls; paper stays white."""

import io
from typing import Any

import pytest
from PIL import Image

from layers.style.dark import DARK, TOKENS
from layers.style.styles import LAND
from tests.support.browsing.browser import Reader, Visit

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

PAGE_DARK, WHITE = "rgb(22, 25, 29)", "rgb(255, 255, 255)"
GROUND = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"
LEAD = "getComputedStyle(document.querySelector('h1.lead')).color"
FILL = """colour => getComputedStyle([...document.querySelectorAll('path')]
  .find(path => path.getAttribute('fill') === colour)).fill"""


def rgb(colour: str) -> str:
    return f"rgb({int(colour[1:3], 16)}, {int(colour[3:5], 16)}, {int(colour[5:], 16)})"


def middle(reader: Reader) -> int:
    """Return how bright (0 to 255) the middle of the first swatch of the legend is on the screen."""
    picture = reader.page.locator("details.key .legend img").first.screenshot()
    grey = Image.open(io.BytesIO(picture)).convert("L")
    return int(grey.getpixel((grey.width // 2, grey.height // 2)))  # type: ignore[arg-type]


def colours(reader: Reader) -> dict[str, Any]:
    return {"ground": reader.page.evaluate(GROUND), "lead": reader.page.evaluate(LEAD),
            "land": reader.map.evaluate(FILL, LAND)}


def test_the_page_follows_the_system_and_paper_is_white(visit: Visit) -> None:
    reader = visit()
    reader.page.emulate_media(color_scheme="dark")
    reader.open(plan="us-28-point", on="2025-11-21")
    dark = {"ground": PAGE_DARK, "lead": rgb(TOKENS["ink"][1]), "land": rgb(DARK[LAND])}
    assert colours(reader) == dark
    for control in ('[data-testid="stSidebar"]', ".over", "details.key"):
        ground = reader.page.locator(control).first.evaluate("e => getComputedStyle(e).backgroundColor")
        assert sum(int(part) for part in ground[ground.index("(") + 1:-1].split(",")[:3]) < 200, control
    assert middle(reader) < 80
    light = {"ground": WHITE, "lead": rgb(TOKENS["ink"][0]), "land": rgb(LAND)}
    reader.page.emulate_media(color_scheme="dark", media="print")
    assert {**colours(reader), "land": light["land"]} == light
    reader.page.emulate_media(color_scheme="light", media="screen")
    reader.page.wait_for_function(f"{GROUND} === '{WHITE}'")
    assert colours(reader) == light
    assert middle(reader) > 200
