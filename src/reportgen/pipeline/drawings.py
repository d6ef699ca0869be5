"""Drawings of charts kept from one build to the next, in a process that makes many reports.

A chart that no value of a row changes is the same in every report of a batch. A drawing is a value: whoever
paints it changes nothing in it, so that equal plans at equal places give equal bytes, drawn anew or not.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.core.paged import Drawing

_MOST = 256  # drawings; about ten megabytes


class Drawings:
    """Keeps drawings from when it is told to `start`; until then every chart is drawn anew."""

    def __init__(self, most: int = _MOST) -> None:
        self._is_on = False
        self._most = most
        self._kept: OrderedDict[Hashable, Drawing] = OrderedDict()

    def start(self) -> None:
        """From now on this process keeps its drawings."""
        self._is_on = True

    def drawing(self, key: Hashable, drawn: Callable[[], Drawing]) -> Drawing:
        """The drawing of this `key`, which says all that decides it, else the one that `drawn` gives."""
        if not self._is_on:
            return drawn()
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = drawn()
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return found


DRAWINGS = Drawings()
