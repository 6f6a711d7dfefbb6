"""JSON for scripts, with text that may be a reader's."""

import json
import re
from typing import Any

OPENS_CODE = re.compile(r"\{(?=[{%#])")
"""A brace with which code begins in a template; JSON has these only in strings."""


def script_json(value: Any) -> str:
    """Return JSON that is safe inside a script element and a template, even with untrusted text.

    Folium takes scripts for templates, so that braces in a reader's text would be code.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    text = text.translate({ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})
    return OPENS_CODE.sub(r"\\u007b", text)
