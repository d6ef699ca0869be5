"""Rules on layers: optional content, and what of it is shown (ISO 19005-2, 6.9; ISO 14289-1, 7.10)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.core.diagnostics import Severity
from reportgen.preflight.access import (
    Key,
    array,
    get,
    has,
    is_dictionary,
    key,
    name,
    object_numbers,
    one_or_more,
    text,
)
from reportgen.preflight.document import Document
from reportgen.preflight.rule import Fault, document_rule, every, pdfa, pdfua, pdfx, press, say

_MAX_DEPTH = 64  # of the nested arrays of an order


def _configurations(document: Document) -> list[object]:
    """The default configuration and the others."""
    properties = get(document.root, "OCProperties")
    return [
        item for item in (get(properties, "D"), *array(get(properties, "Configs"))) if is_dictionary(item)
    ]


def _layers(document: Document) -> list[object]:
    return [item for item in array(get(document.root, "OCProperties", "OCGs")) if is_dictionary(item)]


def _label(layer: object) -> str:
    return text(get(layer, "Name")) or "?"


@document_rule(
    "preflight.layer-configuration-name",
    say("图层配置没有名称，或重名", "a configuration of layers has no name, or that of another"),
    say("给每个图层配置起不同的名称", "give each configuration a name of its own"),
    pdfa("6.9"),
    pdfua("7.10"),
)
def layer_configuration_name(document: Document) -> Iterator[Fault]:
    seen: set[str] = set()
    for configuration in _configurations(document):
        label = text(get(configuration, "Name")) or ""
        if not label:
            message = say("图层配置没有名称", "a configuration of layers has no name")
        elif label in seen:
            message = say(f"两个图层配置都叫“{label}”", f'two configurations of layers are called "{label}"')
        else:
            seen.add(label)
            continue
        yield Fault(message, objects=object_numbers(configuration), resource=label)


@document_rule(
    "preflight.layer-switching",
    say("图层会自动开关（AS）", "layers switch by themselves (AS)"),
    say("去掉图层配置里的 AS", "remove AS from the configuration of layers"),
    pdfa("6.9"),
    pdfua("7.10"),
    pdfx("optional content", Severity.WARNING),
    press(Severity.WARNING, "layers"),
)
def layer_switching(document: Document) -> Iterator[Fault]:
    for configuration in _configurations(document):
        if has(configuration, "AS"):
            yield Fault(
                say("图层配置里有 AS", "a configuration of layers holds AS"),
                objects=object_numbers(configuration),
            )


@document_rule(
    "preflight.layer-order",
    say("图层列表不全", "the list of layers is not complete"),
    say("把所有图层列入 Order", "list every layer under Order"),
    pdfa("6.9"),
)
def layer_order(document: Document) -> Iterator[Fault]:
    for configuration in _configurations(document):
        order = get(configuration, "Order")
        if order is None:
            continue
        listed = _listed(order)
        for layer in _layers(document):
            if key(layer) not in listed:
                label = _label(layer)
                yield Fault(
                    say(f"Order 里没有图层“{label}”", f'Order lacks the layer "{label}"'),
                    objects=object_numbers(layer),
                    resource=label,
                )


def _listed(order: object) -> set[Key]:
    found: set[Key] = set()
    pending = [(order, 0)]
    while pending:
        value, depth = pending.pop()
        found.add(key(value))
        if depth < _MAX_DEPTH:
            pending.extend((item, depth + 1) for item in array(value))
    return found


@document_rule(
    "preflight.layer-hidden",
    say("有关着的图层，上面的内容看不见", "a layer is switched off, and what is on it is not seen"),
    say("要印的打开，不要的删去；不要留关着的图层", "switch it on, or remove it with what is on it"),
    pdfx("optional content", Severity.WARNING),
    press(Severity.WARNING, "layers"),
    every(Severity.NOTE, "8.11.4.3"),
)
def layer_hidden(document: Document) -> Iterator[Fault]:
    default = get(document.root, "OCProperties", "D")
    off = {key(item) for item in array(get(default, "OFF"))}
    on = {key(item) for item in array(get(default, "ON"))}
    starts_off = name(get(default, "BaseState")) == "OFF"
    for layer in _layers(document):
        if key(layer) in off or (starts_off and key(layer) not in on):
            label = _label(layer)
            yield Fault(
                say(f"图层“{label}”关着", f'the layer "{label}" is switched off'),
                objects=object_numbers(layer),
                resource=label,
            )


@document_rule(
    "preflight.layer-not-printed",
    say("图层看得见，却注明不印", "a layer is seen, yet marked not to be printed"),
    say("核对这个图层要不要印", "find out whether this layer is to be printed"),
    pdfx("optional content", Severity.WARNING),
    press(Severity.WARNING, "layers"),
)
def layer_not_printed(document: Document) -> Iterator[Fault]:
    for layer in _layers(document):
        if any(
            name(get(usage, "Print", "PrintState")) == "OFF" for usage in one_or_more(get(layer, "Usage"))
        ):
            label = _label(layer)
            yield Fault(
                say(f"图层“{label}”注明不印", f'the layer "{label}" is marked not to be printed'),
                objects=object_numbers(layer),
                resource=label,
            )
