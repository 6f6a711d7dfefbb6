"""Which tests are slow, and which modules come first."""

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
