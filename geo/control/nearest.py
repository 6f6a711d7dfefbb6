"""The nearest settlements of many spots at once, exactly."""

import numpy as np

TILE_M = 20_000.0
"""Spots are looked at tile by tile, each with the settlements up to a tile around it."""


def nearest(spots: np.ndarray, settlements: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Find the nearest settlements of each spot.

    Parameters
    ----------
    spots, settlements
        Coordinates in metres (AREA_CRS), shapes (n, 2) and (m, 2).
    count
        How many; at most m are found.

    Returns
    -------
    tuple
        Positions of settlements, nearest first (of two at one distance, the first in order), and their
        squared distances in square metres; both of shape (n, min(count, m)).
    """
    count = min(count, len(settlements))
    found = np.zeros((len(spots), count), int)
    square_m2 = np.zeros((len(spots), count))
    by_x = np.argsort(settlements[:, 0], kind="stable")
    east = settlements[by_x, 0]
    todo, tile_m = np.arange(len(spots)), TILE_M
    span_m = float(np.ptp(np.vstack([spots, settlements]), axis=0).max()) if len(spots) else 0.0
    while len(todo):
        everything = tile_m > span_m
        tiles = np.floor(spots[todo] / tile_m).astype(int) * (not everything)
        each, tile_of = np.unique(tiles, axis=0, return_inverse=True)
        order = np.argsort(tile_of, kind="stable")
        by_tile = np.split(todo[order], np.cumsum(np.bincount(tile_of))[:-1])
        later = []
        for tile, members in zip(each, by_tile, strict=True):
            low, high = (tile - 1) * tile_m, (tile + 2) * tile_m
            if everything:
                around = np.arange(len(settlements))
            else:
                around = by_x[slice(*np.searchsorted(east, (low[0], high[0])))]
                north = settlements[around, 1]
                around = np.sort(around[(north >= low[1]) & (north < high[1])])
            if len(around) < count:
                later.append(members)
                continue
            found[members], square_m2[members] = _of_few(spots[members], settlements[around], count)
            found[members] = around[found[members]]
            # Whatever lies outside the window is further away than a tile.
            sure = everything | (square_m2[members, -1] < tile_m**2)
            later.append(members[~sure])
        todo, tile_m = np.concatenate(later), tile_m * 2
    return found, square_m2


def _of_few(spots: np.ndarray, settlements: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """The same by comparing each spot with each settlement."""
    square_m2 = (spots[:, :1] - settlements[:, 0]) ** 2 + (spots[:, 1:] - settlements[:, 1]) ** 2
    few = np.sort(np.argpartition(square_m2, count - 1, axis=1)[:, :count], axis=1)
    order = np.argsort(np.take_along_axis(square_m2, few, axis=1), axis=1, kind="stable")
    few = np.take_along_axis(few, order, axis=1)
    return few, np.take_along_axis(square_m2, few, axis=1)
