"""Adding a field to addresses changes only the table of a choice's fields; tested in a copy."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow

LAST = '    mode: str = parameter('
ACCENT = '    accent: str = parameter("", "accent", by.one_of(("dark", "light"), "accent"))\n'

VISIT = """
import json, sys
from pathlib import Path
from streamlit.testing.v1 import AppTest
seen = []
for query in json.loads(sys.argv[1]):
    page = AppTest.from_file(str(Path.cwd() / "app.py"), default_timeout=300)
    for name, value in query.items():
        page.query_params[name] = value
    page.session_state["all-downloads"] = True
    page.run()
    assert not page.exception, page.exception
    seen.append([page.query_params.get("accent"), " ".join(item.proto.body for item in page.get("html")),
                 [item.value for item in page.warning]])
print(json.dumps(seen))
"""


def test_adding_a_field_of_the_address_takes_one_line(copy: Path) -> None:
    """The page stores it, links and citations of pictures include it, and invalid values are rejected."""
    shutil.copytree(ROOT / "docs", copy / "docs")  # the page shows the methods
    table = copy / "layers/choice.py"
    text = table.read_text(encoding="utf-8")
    assert text.count(LAST) == 1
    table.write_text(text.replace(LAST, ACCENT + LAST), encoding="utf-8")
    queries = [{"plan": "freeze", "accent": "dark"}, {"plan": "freeze", "accent": "dark", "mode": "embed"},
               {"plan": "freeze", "accent": "<b>"}]
    done = subprocess.run([sys.executable, "-c", VISIT, json.dumps(queries)], cwd=copy, check=False,
                          capture_output=True, text=True, encoding="utf-8",
                          env={**os.environ, "ATLAS_ADDRESS": "https://example.org/atlas"})
    assert done.returncode == 0, done.stderr
    page, embedded, refused = json.loads(done.stdout.splitlines()[-1])
    assert page[0] == embedded[0] == "dark", "the page's own address"
    assert "https://example.org/atlas/?plan=freeze" in page[1]
    assert "accent=dark" in page[1], "the link that picture and citation share"
    assert "accent=dark" in embedded[1], "the link out of a frame"
    assert refused[0] is None
    assert any("There is no accent" in said for said in refused[2])
