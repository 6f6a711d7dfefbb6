"""The card of an address: what a shared link says of its view before anybody opens it."""
