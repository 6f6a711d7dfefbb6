"""Tests of what keyboard, screen reader, narrow and dark screens need, in a browser."""
