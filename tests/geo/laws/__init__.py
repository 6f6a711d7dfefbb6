"""Laws: what holds of every plan, line and world."""
