"""Who holds ground, and what a plan does to it: the two closed lists every other module uses."""

from enum import StrEnum


class Holder(StrEnum):
    """Who holds ground on a date: military control, never title."""

    UKRAINE = "ukraine"
    RUSSIA = "russia"


class Side(StrEnum):
    """What a status means for where ground ends up, seen from where it is today."""

    KEEPS = "keeps"
    RETURNS = "returns"
    LEAVES = "leaves"
    STAYS_OUT = "stays_out"
    OPEN = "open"


class Status(StrEnum):
    """What a plan does to a zone."""

    UKRAINIAN = "ukrainian"
    RETURNED = "returned"
    DEMILITARISED = "demilitarised"
    SPECIAL_ZONE = "special_zone"
    HANDED_OVER = "handed_over"
    RECOGNISED = "recognised"
    FROZEN = "frozen"
    DEFERRED = "deferred"
    OPEN = "open"


SIDE_OF: dict[Status, Side] = {
    Status.UKRAINIAN: Side.KEEPS,
    Status.RETURNED: Side.RETURNS,
    Status.DEMILITARISED: Side.LEAVES,
    Status.SPECIAL_ZONE: Side.LEAVES,
    Status.HANDED_OVER: Side.LEAVES,
    Status.RECOGNISED: Side.STAYS_OUT,
    Status.FROZEN: Side.STAYS_OUT,
    Status.DEFERRED: Side.STAYS_OUT,
    Status.OPEN: Side.OPEN,
}

# Only ground that Ukraine holds can be kept or left, only ground that Russia holds can be
# returned or stay out; `open` fits both, because a silent text says nothing about either.
HOLDER_OF: dict[Side, frozenset[Holder]] = {
    Side.KEEPS: frozenset({Holder.UKRAINE}),
    Side.LEAVES: frozenset({Holder.UKRAINE}),
    Side.RETURNS: frozenset({Holder.RUSSIA}),
    Side.STAYS_OUT: frozenset({Holder.RUSSIA}),
    Side.OPEN: frozenset(Holder),
}
