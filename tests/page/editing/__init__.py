"""Tests of the editor, a reader's own line and zone, on the page."""
