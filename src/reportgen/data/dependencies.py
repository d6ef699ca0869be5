"""In which order figures that are computed from each other can be computed, and where they go in circles."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def ordered(needs: Mapping[Node, Sequence[Node]]) -> tuple[list[Node], list[tuple[Node, ...]]]:
    """The nodes, each after all that it needs, and every circle once.

    Nodes in a circle, and those that need one, are in no order and left out. Needs that are no keys of
    `needs` are taken as met. Nothing here recurses: a chain may be as long as the report.
    """
    open_needs = {node: {need for need in found if need in needs} for node, found in needs.items()}
    wanted_by: dict[Node, list[Node]] = {node: [] for node in needs}
    for node, found in open_needs.items():
        for need in sorted(found, key=str):
            wanted_by[need].append(node)
    ready = [node for node, found in open_needs.items() if not found]
    order: list[Node] = []
    while ready:
        node = ready.pop()
        order.append(node)
        for other in wanted_by[node]:
            open_needs[other].discard(node)
            if not open_needs[other]:
                ready.append(other)
    return order, _circles({node: found for node, found in open_needs.items() if found}, needs)


def _circles(stuck: Mapping[Node, set[Node]], needs: Mapping[Node, Sequence[Node]]) -> list[tuple[Node, ...]]:
    """One circle of each group of `stuck` nodes that need each other, from its first node on."""
    seen: set[Node] = set()
    circles: list[tuple[Node, ...]] = []
    for start in stuck:
        path: dict[Node, int] = {}
        node = start
        while node not in path and node not in seen:
            path[node] = len(path)
            node = next(need for need in needs[node] if need in stuck)
        if node in path:
            circles.append(tuple(path)[path[node] :])
        seen.update(path)
    return circles
