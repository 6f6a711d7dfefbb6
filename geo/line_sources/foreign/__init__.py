"""Formats read by other people's libraries, in a process that can open nothing."""
