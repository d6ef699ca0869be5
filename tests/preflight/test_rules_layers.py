"""Rules on layers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf
from toolkit import Change, broken, case, check, found, good
from trees import located, put


def layered(pdf: Pdf, *names: str, **default: Any) -> list[Any]:
    """Give the file layers; they are all listed and shown if `default` does not say otherwise."""
    layers = [pdf.make_indirect(Dictionary(Type=Name.OCG, Name=each)) for each in names]
    configuration = pdf.make_indirect(Dictionary(Name="全部", Order=Array(layers)))
    put(configuration, **default)
    pdf.Root.OCProperties = Dictionary(OCGs=Array(layers), D=configuration)
    return layers


def with_layers(finish: Callable[[Pdf, list[Any]], object]) -> Change:
    return lambda pdf: finish(pdf, layered(pdf, "文字", "底图"))


def default(pdf: Pdf) -> Any:
    return pdf.Root.OCProperties.D


def second(pdf: Pdf) -> Any:
    return pdf.Root.OCProperties.OCGs[1]


CASES = {
    "preflight.layer-configuration-name": located(
        "web", with_layers(lambda pdf, layers: put(default(pdf), Name=None)), default
    ),
    "preflight.layer-switching": located(
        "web", with_layers(lambda pdf, layers: put(default(pdf), AS=Array([]))), default
    ),
    "preflight.layer-order": located(
        "web", with_layers(lambda pdf, layers: put(default(pdf), Order=Array(layers[:1]))), second
    ),
    "preflight.layer-hidden": located(
        "press",
        with_layers(lambda pdf, layers: put(default(pdf), OFF=Array(layers[1:]))),
        second,
        severity="warning",
    ),
    "preflight.layer-not-printed": located(
        "press",
        with_layers(
            lambda pdf, layers: put(layers[1], Usage=Dictionary(Print=Dictionary(PrintState=Name.OFF)))
        ),
        second,
        severity="warning",
    ),
}


def codes_of(kind: Any, change: Change) -> set[str]:
    verdict = check(broken(good(kind), change))
    return {finding.rule for finding in verdict.findings if "layer" in finding.rule}


def test_shown_and_listed_layers_are_let_be() -> None:
    for kind in ("web", "archive", "press"):
        assert set() == codes_of(kind, with_layers(lambda pdf, layers: None))


def test_layers_in_nested_lists_are_listed() -> None:
    def nest(pdf: Pdf, layers: list[Any]) -> None:
        put(default(pdf), Order=Array([layers[0], Array(["组", layers[1]])]))

    assert set() == codes_of("web", with_layers(nest))


def test_two_configurations_need_two_names() -> None:
    def add(pdf: Pdf, layers: list[Any]) -> None:
        pdf.Root.OCProperties.Configs = Array([Dictionary(Name="全部")])

    assert {"preflight.layer-configuration-name"} == codes_of("web", with_layers(add))


def test_a_base_state_hides_all_that_is_not_named() -> None:
    def hide(pdf: Pdf, layers: list[Any]) -> None:
        put(default(pdf), BaseState=Name.OFF, ON=Array(layers[:1]))

    verdict = check(broken(good("press"), with_layers(hide)))

    assert ["底图"] == [each.resource for each in found(verdict, "preflight.layer-hidden")]


def test_layers_off_are_a_note_on_screen() -> None:
    made = case("web", with_layers(lambda pdf, layers: put(default(pdf), OFF=Array(layers[1:]))))()
    (finding,) = found(made.verdict(), "preflight.layer-hidden")

    assert "note" == finding.severity.value
