"""The texts within a KML document: positions of rings."""
