"""Where a value of the spec stands in its source: the seam between `spec` and stages that report findings."""

from __future__ import annotations

from typing import Protocol

from reportgen.core.diagnostics import Span

SpecPath = tuple[str | int, ...]  # ("metrics", 3, "baseline", "value")


class Places(Protocol):
    """Finds spans by path. A path that the source does not have answers with its nearest ancestor's span."""

    def value(self, path: SpecPath) -> Span:
        """The span of the value at `path`."""
        ...

    def key(self, path: SpecPath) -> Span:
        """The span of the key (or list dash item) that leads to `path`."""
        ...

    def inside(self, path: SpecPath, offset: int, length: int = 1) -> Span:
        """The span of `length` characters from `offset` of the text value at `path`, over line folds."""
        ...
