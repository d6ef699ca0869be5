"""Stage times add up, and time spent inside a stage can be counted under its own name."""

from __future__ import annotations

import gc

import pytest

from reportgen.pipeline.clock import Clock
from reportgen.pipeline.memory import rare_collections


def test_time_taken_out_of_a_stage_is_not_counted_twice():
    clock = Clock()
    clock.add("layout", 5.0, 4.0)
    clock.take("layout", "charts", 2.0, 1.5)

    assert {"layout": 3.0, "charts": 2.0} == clock.wall
    assert {"layout": 2.5, "charts": 1.5} == clock.cpu


def test_stages_are_announced_as_they_begin():
    seen: list[str] = []
    clock = Clock(seen.append)
    with clock.stage("spec"), pytest.raises(ValueError, match="inside"), clock.stage("data"):
        raise ValueError("inside")

    assert ["spec", "data"] == seen
    assert {"spec", "data"} == set(clock.wall)


def test_collector_thresholds_come_back():
    before = gc.get_threshold()
    with rare_collections():
        assert before != gc.get_threshold()
    assert before == gc.get_threshold()
