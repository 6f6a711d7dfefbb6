"""Pure geometry and figures: regions, control, zones, plans and what they add up to."""
