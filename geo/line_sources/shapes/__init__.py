"""The shapes of a file: rings that are no holes, and the ground in degrees, in metres and within Ukraine."""
