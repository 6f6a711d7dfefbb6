"""What all tests of the page without a browser need."""

import sys
from collections.abc import Iterator
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner


@pytest.fixture(scope="session", autouse=True)
def scanned_once() -> Iterator[None]:
    """Look for components among the installed packages once, not again for every page that is opened."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests",
                      cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="module", autouse=True)
def main_stays() -> Iterator[None]:
    """Put the main module back: a page without a browser takes its place, and processes begin with it."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main
