"""Tests of `layers/html`."""
