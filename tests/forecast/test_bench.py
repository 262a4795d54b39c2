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
from bench.forecast import Competition, _together
from bench.forecast_sets import OUTSIDE, outside_sets


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


def test_sets_from_outside_are_folders_that_hold_series(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, horizon in (("months", 2), ("weeks", 3)):
        (tmp_path / name).mkdir()
        rows = "".join(f"A,{at},{5 + at % 3}\n" for at in range(1, 13))
        (tmp_path / name / "series.csv").write_text("series_id,period,quantity\n" + rows)
        (tmp_path / name / "horizon.txt").write_text(f"{horizon}\n")
    (tmp_path / "notes").mkdir()
    monkeypatch.setenv(OUTSIDE, str(tmp_path))
    found = [(each.name, len(each.panel), each.horizon) for each in outside_sets()]
    assert found == [("months", 1, 2), ("weeks", 1, 3)]
    assert [each.name for each in outside_sets(["weeks"])] == ["weeks"]
    monkeypatch.delenv(OUTSIDE)
    assert list(outside_sets()) == []


def test_a_competition_s_sets_weigh_as_many_series_as_they_have() -> None:
    few, many = Competition(1003, 0.2, 3.0, 0.25, 4.0), Competition(2000, 0.08, 0.5, 0.1, 1.0)
    smape, owa = _together("m3", [few, many])
    assert smape.value == pytest.approx(100 * (1003 * 0.2 + 2000 * 0.08) / 3003, rel=1e-3)
    assert smape.holds
    assert owa.value == pytest.approx(
        ((1003 * 0.2 + 2000 * 0.08) / (1003 * 0.25 + 2000 * 0.1) + (3009 + 1000) / (4012 + 2000))
        / 2,
        rel=1e-3,
    )
