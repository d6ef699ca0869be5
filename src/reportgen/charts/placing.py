"""Keeping labels apart: the least movement along one axis that leaves no overlap."""

from __future__ import annotations

from collections.abc import Sequence

Block = tuple[float, float, list[int]]  # wanted start, length, members in order


def spread(
    centres: Sequence[float], sizes: Sequence[float], low: float, high: float, gap: float
) -> list[float]:
    """New centres for labels of `sizes` (pt) so that they stand `gap` apart between `low` and `high`.

    Labels keep their order; those that collide form a block that stands around the mean of its wishes (the
    least squared movement). Where all together are longer than the room, they fill it from `low` on with
    their gaps made smaller.
    """
    count = len(centres)
    if not count:
        return []
    order = sorted(range(count), key=lambda i: (centres[i], i))
    room = high - low
    total = sum(sizes)
    if count > 1 and total + gap * (count - 1) > room:
        gap = max(0.0, (room - total) / (count - 1))
    blocks: list[Block] = []
    for i in order:
        blocks.append((centres[i] - sizes[i] / 2, sizes[i], [i]))
        while len(blocks) > 1 and blocks[-2][0] + blocks[-2][1] + gap > blocks[-1][0]:
            (start, length, members), (start2, length2, members2) = blocks[-2], blocks[-1]
            shift = length + gap
            a, b = len(members), len(members2)
            merged = (start * a + (start2 - shift) * b) / (a + b)
            length = shift + length2
            blocks[-2:] = [(_kept(merged, length, low, high), length, members + members2)]
        start, length, members = blocks[-1]
        blocks[-1] = (_kept(start, length, low, high), length, members)
    # Keeping a block inside may have pushed it onto its neighbour: one pass from each end settles that.
    starts = [0.0] * count
    edge = low
    for start, _, members in blocks:
        edge = max(edge, start)
        for i in members:
            starts[i] = edge
            edge += sizes[i] + gap
    limit = high
    for i in reversed([i for _, _, members in blocks for i in members]):
        starts[i] = min(starts[i], limit - sizes[i])
        limit = starts[i] - gap
    return [starts[i] + sizes[i] / 2 for i in range(count)]


def _kept(start: float, length: float, low: float, high: float) -> float:
    return max(low, min(start, high - length))
