"""A labelled copy button, which Streamlit lacks."""

from layers.language import N_, Language
from page.component import ASSETS, component

COPIED = N_("Copied.")
NOT_COPIED = N_("The browser did not allow copying; select the text and copy it yourself.")
STYLE = """
button { font: inherit; font-size: .88rem; padding: .35rem .8rem; border: 1px solid var(--quiet);
  border-radius: .4rem; background: var(--field); color: var(--ink); cursor: pointer; }
button:hover { background: var(--paper); }
button:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
span { margin-left: .6rem; font-size: .85rem; color: var(--ink); }
"""


def copy_button(label: str, text: str, key: str, language: Language, **more: object) -> None:
    """Draw a button that copies a text to the clipboard.

    With `query`, the browser replaces `{here}` in the text by the page's address with that query and
    the current map view; with `quoted=True` the address is escaped for an HTML attribute.
    """
    say = language.text
    component("copy", uses=(ASSETS / "clipboard.js",), css=STYLE)(key=key, height="content", data={
        **more, "label": label, "text": text, "done": say(COPIED), "failed": say(NOT_COPIED)})
