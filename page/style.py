"""The style sheet of the page, made once: the page's script runs for every choice of every reader."""

from layers.html.render import render
from layers.style.dark import colours_css
from layers.svg.signs import signs_css
from page.component import ASSETS

SHEET = colours_css() + (ASSETS / "style.css").read_text(encoding="utf-8") + signs_css()

STYLE = render("page/style", sheet=" ".join(line.strip() for line in SHEET.splitlines()))
"""The sheet as an element, in one line, because Streamlit looks through the lines of what it is to draw."""
