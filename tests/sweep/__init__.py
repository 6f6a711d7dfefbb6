"""Tests of sweeps, on the toy world."""
