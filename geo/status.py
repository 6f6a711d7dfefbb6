"""Who holds ground, and what a plan does to it: the closed lists that every other module uses."""

from dataclasses import dataclass
from enum import StrEnum


class Holder(StrEnum):
    """Who holds ground on a date: military control, never title."""

    UKRAINE = "ukraine"
    RUSSIA = "russia"


class Side(StrEnum):
    """What a status means for where ground ends up, seen from where it is today.

    After the id of each stands whose ground can be on that side (`holders`): only ground that
    Ukraine holds can be kept or left, only ground that Russia holds can be returned or stay out;
    `open` fits both, because a silent text says nothing about either.
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
    """What the core knows of a status.

    `rank` orders statuses from what a plan moves to what simply stays, each its own;
    `recognises` marks a status that needs a level of recognition.
    """

    side: Side
    rank: int
    recognises: bool = False


class Status(StrEnum):
    """What a plan does to a zone."""

    # Each has its record here, and its words and its look in layers/style/statuses.py.
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
        """Where ground with this status ends up."""
        return self.record.side

    @property
    def holders(self) -> frozenset[Holder]:
        """Whose ground can have this status."""
        return self.record.side.holders

    @property
    def rank(self) -> int:
        """Its place among statuses, from what a plan moves to what simply stays."""
        return self.record.rank

    @property
    def recognises(self) -> bool:
        """Whether a rule with this status says how far a recognition goes."""
        return self.record.recognises
