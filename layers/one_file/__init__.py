"""The atlas in one HTML file, which answers every question of a plan by itself: its page, words and data."""
