"""What tests of the project as a whole share."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.project_copy import LEFT_OUT


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of what a user clones, less tests and documents."""
    return Path(shutil.copytree(ROOT, tmp_path / "copy", ignore=LEFT_OUT))
