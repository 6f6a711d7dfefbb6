"""Shared fixtures of the tests of the project as a whole."""

from pathlib import Path

import pytest

from tests.support.worlds.project_copy import copied


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return copied(tmp_path)
