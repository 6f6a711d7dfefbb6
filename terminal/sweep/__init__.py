"""The commands for all plans on all days."""
