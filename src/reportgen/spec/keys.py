"""What the schema says of a place: walks its annotations along a path of keys, indices and tags."""

from __future__ import annotations

import types
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, Tag

from reportgen.spec.types import TAG

Location = tuple[str | int, ...]  # as pydantic reports it: keys, indices, and the tags of unions


def path_of(location: Iterable[str | int]) -> Location:
    """`location` without the tags: the path in the file."""
    return tuple(step for step in location if not (isinstance(step, str) and step.startswith(TAG)))


@dataclass(frozen=True, slots=True)
class Expected:
    """What is wanted somewhere: a model, a list, certain words, or None where it is a plain value."""

    model: type[BaseModel] | None = None
    is_list: bool = False
    words: tuple[str, ...] = ()  # the only ones allowed


def expected(root: type[BaseModel], location: Location) -> Expected:
    """What the schema wants at `location`."""
    annotation: Any = root
    for step in location:
        annotation = _step(annotation, step)
        if annotation is None:
            return Expected()
    annotation = _bare(annotation)
    if get_origin(annotation) in (Union, types.UnionType):
        return Expected()
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Expected(model=annotation)
    if get_origin(annotation) is tuple:
        return Expected(is_list=True)
    if get_origin(annotation) is Literal:
        return Expected(words=tuple(str(word) for word in get_args(annotation)))
    return Expected()


def described(model: type[BaseModel], key: str) -> str:
    """The first words of a field's description: its name in Chinese; empty if the model has no such field."""
    field = model.model_fields.get(key)
    text = (field.description or "") if field else ""
    for mark in "：；，（。":
        text = text.split(mark)[0]
    return text


def _bare(annotation: Any) -> Any:
    """`annotation` without Annotated and without `| None`."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
            continue
        if get_origin(annotation) in (Union, types.UnionType):
            members = [member for member in get_args(annotation) if member is not type(None)]
            if len(members) == 1:
                annotation = members[0]
                continue
        return annotation


def _step(annotation: Any, step: str | int) -> Any:
    if isinstance(step, str) and step.startswith(TAG):
        return _tagged(annotation, step)
    annotation = _bare(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        field = annotation.model_fields.get(str(step))
        return field.annotation if field else None
    if get_origin(annotation) is tuple and isinstance(step, int):
        return get_args(annotation)[0]
    if get_origin(annotation) is dict:
        return get_args(annotation)[1]
    return None


def _tagged(annotation: Any, tag: str) -> Any:
    """The member of a union that bears `tag`."""
    for member in get_args(_bare(annotation)):
        if get_origin(member) is Annotated and any(
            isinstance(extra, Tag) and extra.tag == tag for extra in get_args(member)[1:]
        ):
            return member
    return None
