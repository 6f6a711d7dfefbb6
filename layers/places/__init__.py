"""Sites in words: their kinds, capacity and state, and the card of one site."""
