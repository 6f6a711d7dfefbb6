"""Plans: rules, interpretations, plan files and readers' edits."""
