"""What is said of an address that cannot be read."""

import pytest

from layers.address import read_query
from layers.parameter import Offered


@pytest.mark.parametrize(
    "name", ["plan", "on", "margin", "layers", "own", "reading", "zone", "frame", "data"])
def test_a_message_on_an_address_is_printable(offered: Offered, name: str) -> None:
    """A terminal obeys control characters, and some turn the direction of the text around them."""
    _, faults = read_query({name: "\x1b[2J\u202e2025\n\x00"}, offered, "0a1b2c3d")
    assert faults
    assert all(str(fault).isprintable() for fault in faults)
