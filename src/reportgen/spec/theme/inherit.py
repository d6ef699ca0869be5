"""A theme that extends another: only what differs is written, key by key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.core.diagnostics import Diagnostic, Message, ReportError, Span, error, has_errors
from reportgen.core.places import SpecPath
from reportgen.spec.load import load_plain
from reportgen.spec.places import SourcePlaces
from reportgen.spec.source import Plain
from reportgen.spec.suggest import did_you_mean

EXTENDS = "extends"
_WHOLE = ("colours",)  # what below this is not taken key by key


@dataclass(frozen=True, slots=True)
class LayeredPlaces:
    """Where a value of a theme is written: in its own file, else in that of the theme it extends."""

    layers: Sequence[tuple[object, SourcePlaces]]  # plain values and their places, the theme's own first

    def value(self, path: SpecPath) -> Span:
        """The span of the value at `path`, or of what would hold it."""
        return self._of(path).value(path)

    def key(self, path: SpecPath) -> Span:
        """The span of the key that leads to `path`."""
        return self._of(path).key(path)

    def inside(self, path: SpecPath, offset: int, length: int = 1) -> Span:
        """The span of `length` characters from `offset` of the text at `path`."""
        return self._of(path).inside(path, offset, length)

    def line(self, span: Span) -> str:
        """The text of the first line of `span`."""
        return next((places.line(span) for _, places in self.layers if places.source.file == span.file), "")

    def _of(self, path: SpecPath) -> SourcePlaces:
        for end in range(len(path), -1, -1):
            for written, places in self.layers:
                if _holds(written, path[:end]):
                    return places
        return self.layers[0][1]


def read_theme(path: Path) -> tuple[dict[str, Any], LayeredPlaces]:
    """The values of the theme at `path` over those of the theme it extends, and so on; with their places.

    A theme that is extended lies in the same folder. Raises ReportError: what is wrong with a file, and
    `theme.unknown-base`, `theme.circle`.
    """
    layers: list[Plain] = []
    names = [path.stem]
    while True:
        plain = load_plain(path)
        if plain.value is None or has_errors(plain.findings):
            raise ReportError(plain.findings)
        layers.append(plain)
        base = plain.value.get(EXTENDS) if isinstance(plain.value, dict) else None
        if base is None:
            break
        place = plain.places.value((EXTENDS,))
        if base in names:
            raise ReportError([_circle([*names, str(base)], place)])
        known = sorted(file.stem for file in path.parent.glob("*.yaml"))
        if base not in known:
            raise ReportError([_unknown(str(base), known, place)])
        names.append(base)
        path = path.with_name(f"{base}.yaml")
    merged: object = {}
    for plain in reversed(layers):
        merged = _over(plain.value, merged, ())
    if isinstance(merged, dict):
        merged.pop(EXTENDS, None)
    places = LayeredPlaces([(plain.value, plain.places) for plain in layers])
    return merged, places  # type: ignore[return-value]  # a file that is no mapping is refused by the model


def _over(upper: object, lower: object, path: tuple[str, ...]) -> object:
    """`upper` where it says anything, else `lower`; `path` leads to both.

    A colour is taken whole: its inks beside another's screen value would be two colours under one name.
    """
    if not isinstance(upper, Mapping) or not isinstance(lower, Mapping) or path[:-1] == _WHOLE:
        return upper
    return {
        key: _over(upper[key], lower.get(key), (*path, key)) if key in upper else lower[key]
        for key in {**lower, **upper}
    }


def _holds(value: object, path: SpecPath) -> bool:
    for step in path:
        if isinstance(value, Mapping):
            if step not in value:
                return False
            value = value[step]
        elif isinstance(value, (tuple, list)):
            if not (isinstance(step, int) and step < len(value)):
                return False
            value = value[step]
        else:
            return False
    return True


def _unknown(name: str, known: Sequence[str], place: Span) -> Diagnostic:
    listed = Message(f"同一文件夹里有：{'、'.join(known)}", f"the folder holds: {', '.join(known)}")
    return error(
        "theme.unknown-base",
        place,
        zh=f"没有叫“{name}”的主题可以沿用",
        en=f'there is no theme "{name}" to extend',
        hints=did_you_mean(name, known) or (listed,),
    )


def _circle(names: Sequence[str], place: Span) -> Diagnostic:
    shown = " → ".join(names)
    return error(
        "theme.circle",
        place,
        zh=f"主题互相沿用，绕成了一圈：{shown}",
        en=f"themes that extend each other in a circle: {shown}",
    )
