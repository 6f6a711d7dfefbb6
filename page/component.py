"""Components of our own: a script that the browser fetches once, and the place on the page where it works."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
import streamlit.components.v1 as served

from page.state.files import shelf

ASSETS = Path(__file__).resolve().parent / "assets"

# Streamlit sends the script of a component again with every run in which the component occurs.
FETCH = """
const script = await import(new URL("component/%s/%s", document.baseURI));
export default script.default;
"""


@cache
def component(name: str, *, uses: tuple[Path, ...] = (), css: str | None = None,
              isolate_styles: bool = True) -> Any:
    """Declare the component whose script is `page/assets/<name>.js`, once per server.

    Parameters
    ----------
    name
        That of the component and of its script, with hyphens.
    uses
        Scripts that its own relies on, such as those which other pages have, too.
    css
        Its style sheet.
    isolate_styles
        False for a component that works on the whole page.

    Returns
    -------
    A function that draws the component; a second declaration under the same name would be logged as an error.
    """
    script = ASSETS / f"{name.replace('-', '_')}.js"
    file = shelf().publish(script.name, b"\n".join(path.read_bytes() for path in [*uses, script]))
    folder = served.declare_component("files", path=str(shelf().folder))
    return st.components.v2.component(name, js=FETCH % (folder.name, file.name), css=css,
                                      isolate_styles=isolate_styles)
