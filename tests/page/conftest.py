"""What all tests of the page without a browser need."""

import sys
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module", autouse=True)
def main_stays() -> Iterator[None]:
    """Put the main module back: a page without a browser takes its place, and processes begin with it."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main
