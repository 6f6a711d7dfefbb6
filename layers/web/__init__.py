"""The interactive map and the states it is sent."""
