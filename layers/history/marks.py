"""Places for the numbers of marks along an axis."""

from collections.abc import Sequence


def spread(wanted: Sequence[float], room: float, low: float, high: float) -> list[float]:
    """Return ordered positions close to those wanted, at least `room` apart and within bounds."""

    def within(middle: float, count: int) -> float:
        half = (count - 1) * room / 2
        return min(max(middle, low + half), max(high - half, low + half))

    groups: list[tuple[float, int]] = []  # the centre and size of each cluster
    for place in wanted:
        middle, count = within(place, 1), 1
        while groups and middle - (count - 1) * room / 2 < groups[-1][0] + (groups[-1][1] + 1) * room / 2:
            before, many = groups.pop()
            middle = within((before * many + middle * count) / (many + count), many + count)
            count += many
        groups.append((middle, count))
    return [middle + (n - (count - 1) / 2) * room for middle, count in groups for n in range(count)]
