"""The worked numbers in the rules' own descriptions are right."""

import doctest
import importlib

import pytest

RULES = (
    "backend.demand.model",
    "backend.engine.fences",
    "backend.engine.kernels",
    "backend.engine.master",
    "backend.engine.scale",
    "backend.kpi.model",
    "backend.plan.model",
    "backend.promise.model",
)


@pytest.mark.parametrize("name", RULES)
def test_the_examples_come_out(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
