"""Enumerations of holders, statuses and sides, used by every other module."""

from dataclasses import dataclass
from enum import StrEnum


class Holder(StrEnum):
    """Who holds ground on a date: military control, never title."""

    UKRAINE = "ukraine"
    RUSSIA = "russia"


class Side(StrEnum):
    """Where ground with a status ends up, relative to its current holder.

    Each member lists the holders whose ground can be on that side (`holders`): only Ukrainian-held ground
    can be kept or left, only Russian-held ground can return or stay out of Ukrainian control. `open`
    applies to both.
    """

    KEEPS = "keeps", Holder.UKRAINE
    RETURNS = "returns", Holder.RUSSIA
    LEAVES = "leaves", Holder.UKRAINE
    STAYS_OUT = "stays_out", Holder.RUSSIA
    OPEN = "open", Holder.UKRAINE, Holder.RUSSIA

    _value_: str
    holders: frozenset[Holder]

    def __new__(cls, name: str, *holders: Holder) -> "Side":
        member = str.__new__(cls, name)
        member._value_ = name
        member.holders = frozenset(holders)
        return member


@dataclass(frozen=True)
class StatusRecord:
    """The properties of a status.

    `rank` is unique and orders statuses from those that move ground to those that leave it as it is.
    `recognises` marks a status that requires a level of recognition.
    """

    side: Side
    rank: int
    recognises: bool = False


class Status(StrEnum):
    """What a plan does to a zone."""

    # The wording and style of each status are in layers/style/statuses.py.
    UKRAINIAN = "ukrainian", StatusRecord(Side.KEEPS, rank=90)
    RETURNED = "returned", StatusRecord(Side.RETURNS, rank=40)
    DEMILITARISED = "demilitarised", StatusRecord(Side.LEAVES, rank=30)
    SPECIAL_ZONE = "special_zone", StatusRecord(Side.LEAVES, rank=20)
    HANDED_OVER = "handed_over", StatusRecord(Side.LEAVES, rank=10)
    RECOGNISED = "recognised", StatusRecord(Side.STAYS_OUT, rank=60, recognises=True)
    FROZEN = "frozen", StatusRecord(Side.STAYS_OUT, rank=70)
    DEFERRED = "deferred", StatusRecord(Side.STAYS_OUT, rank=80)
    OPEN = "open", StatusRecord(Side.OPEN, rank=50)

    _value_: str
    record: StatusRecord

    def __new__(cls, name: str, *record: StatusRecord) -> "Status":
        member = str.__new__(cls, name)
        member._value_ = name
        (member.record,) = record
        return member

    @property
    def side(self) -> Side:
        """The side on which ground with this status ends up."""
        return self.record.side

    @property
    def holders(self) -> frozenset[Holder]:
        """The holders whose ground can have this status."""
        return self.record.side.holders

    @property
    def rank(self) -> int:
        """The position in the order of statuses (see `StatusRecord`)."""
        return self.record.rank

    @property
    def recognises(self) -> bool:
        """Whether a rule with this status requires a level of recognition."""
        return self.record.recognises
