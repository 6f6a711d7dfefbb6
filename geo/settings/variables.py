"""All environment variables, in the order of the table in `docs/operations.md`."""

import os
from collections.abc import Mapping

from geo.settings.setting import Count, OneOf, Setting

ADDRESS = Setting("ATLAS_ADDRESS", "public address of the page, for links on plates and in citations",
                  "the address in the reader's browser, if it is a public one")
ARCHIVE = Setting("ATLAS_ARCHIVE", "address that days of the archive are fetched from when a reader asks",
                  "the public DeepStateMap archive")
CACHE = Setting("ATLAS_CACHE", "folder that keeps days fetched from the archive",
                "`archive` in the project's cache folder")
LOG = Setting("ATLAS_LOG", "file that faults nobody foresaw are written to; `-` is standard error",
              "`atlas.log` in the project's state folder")
LOG_FORMAT = OneOf("ATLAS_LOG_FORMAT", "`text`, or `json`: one object a line, without readers' data", "text",
                   words=("text", "json"))
SURVEYS_AT_ONCE = Count("ATLAS_SURVEYS_AT_ONCE",
                        "surveys and readings of files at the same time; others wait", "2", most=64)
FILES_AT_ONCE = Count("ATLAS_FILES_AT_ONCE", "files made for readers at the same time; others wait",
                      "2", most=64)
CACHE_HOME = Setting("XDG_CACHE_HOME", "where the project's cache folder is, once it is installed",
                     "`~/.cache`; in a checkout the cache folder is `.cache`")
STATE_HOME = Setting("XDG_STATE_HOME", "where the project's state folder is", "`~/.local/state`")

SERVER_PORT = Setting("STREAMLIT_SERVER_PORT", "port of a replica", "8501")
SERVER_ADDRESS = Setting("STREAMLIT_SERVER_ADDRESS", "address that a replica listens on",
                         "all of the machine's")
BASE_PATH = Setting("STREAMLIT_SERVER_BASE_URL_PATH",
                    "folder that the page lies in at its host, such as `plans`", "none")
MAX_UPLOAD = Setting("STREAMLIT_SERVER_MAX_UPLOAD_SIZE", "largest file that a reader may bring, in MB", "30")
TEMPORARY = Setting("TMPDIR", "where a replica keeps the shapes that browsers fetch, while it runs", "`/tmp`")
PUBLISHED_PORT = Setting("ATLAS_PORT", "port that `compose.yaml` publishes", "8080")

OURS = (ADDRESS, ARCHIVE, CACHE, LOG, LOG_FORMAT, SURVEYS_AT_ONCE, FILES_AT_ONCE, CACHE_HOME, STATE_HOME)
"""The variables that this project reads."""

OTHERS = (SERVER_PORT, SERVER_ADDRESS, BASE_PATH, MAX_UPLOAD, TEMPORARY, PUBLISHED_PORT)
"""Variables that Streamlit, Python and Compose read for us."""


def problems(environment: Mapping[str, str] = os.environ) -> list[str]:
    """Return one sentence for every variable that is set to a value that cannot be used."""
    return [wrong for setting in OURS if (wrong := setting.problem(environment))]
