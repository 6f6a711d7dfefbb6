"""What the standalone page says of the line of contact that it was made for."""

import json
import re

from layers.one_file.standalone import standalone
from layers.request import ExportRequest


def of_its_day(export_request: ExportRequest) -> str:
    """Return what the file says of the line it was made for.

    It also has what it says of other days once they are chosen, a glossary and a log of corrections.
    """
    page = standalone(export_request).decode()
    page = re.sub(r'<details class="reference">.*?</details>', "", page, flags=re.DOTALL)
    head, start, rest = page.partition('<script type="application/json" id="data">')
    data, end, foot = rest.partition("</script>")
    assert start, "the data of the page are where they were"
    return head + json.dumps({**json.loads(data), "days": None}, ensure_ascii=False) + end + foot
