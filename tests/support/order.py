"""Which tests are slow, and which come first."""

import pytest

COUNTRY = {"world", "work", "surveyed", "ground_on", "outcome_on", "outcome_for", "pieces", "request_of",
           "run", "comparisons"}
"""Fixtures of the real country, which takes a second to load and nearly a second to cut and measure."""

SLOW_ROOMS = {"page", "terminal", "browser"}

LONGEST = ("test_site", "test_own_export", "test_briefing", "test_briefing_pdf", "test_cli_language",
           "test_plates", "test_link", "test_edit", "test_switches", "test_exports", "test_credit",
           "test_atlas", "test_files_outside", "test_full_disk", "test_page_holds", "test_page_views",
           "test_briefing_days",
           "test_axe", "test_switch", "test_views", "test_own", "test_keyboard_tasks", "test_layout")
"""The modules that take longest, the longest first, and then those in the browser."""


def place_of(item: pytest.Item) -> tuple[bool, int]:
    """Return the place of a test among all, to sort by.

    The longest modules come first, so that with several workers none is left alone with one at the end. Tests
    in a browser come last: once Playwright runs, no other test of the process can start an event loop.
    """
    module = item.path.stem
    return (item.get_closest_marker("browser") is not None,
            LONGEST.index(module) if module in LONGEST else len(LONGEST))
