"""A bench that is cut off leaves what it measured."""

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import bench.__main__ as benches
from bench.figures import Figure, only


def test_each_part_is_written_before_the_next_is_measured(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def measure() -> Iterator[list[Figure]]:
        yield [only("first", 1.0, "s")]
        yield [only("second", 2.0, "s")]
        raise KeyboardInterrupt

    slow = ModuleType("bench.slow")
    slow.measure = measure  # type: ignore[attr-defined]
    (tmp_path / "slow.py").touch()
    monkeypatch.setattr(importlib, "import_module", lambda _: slow)
    monkeypatch.setattr(benches, "HERE", tmp_path)
    monkeypatch.setattr(sys, "argv", ["bench", "slow"])
    with pytest.raises(KeyboardInterrupt):
        benches.main()
    written = json.loads((tmp_path / "results" / "slow.json").read_text(encoding="utf-8"))
    assert [each["what"] for each in written] == ["first", "second"]
