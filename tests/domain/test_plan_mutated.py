"""Whatever stands in a planning case, the command answers with a plan or with a sentence that says what is wrong."""

import argparse
import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from backend.cli import plan
from tests.random_companies import IS_SOAK
from tests.seeds import seeds_for

STORIES = Path(__file__).parents[1] / "golden" / "planning"
CASES = 150
STRANGE: tuple[Any, ...] = (
    None, 0, -1, 1, 0.5, 1e9, 10**15, 10**30, "", "x", "0", "1,5", "1e400", "NaN", "2026-11-25",
    "2999-01-01", [], {}, [1], True, 366, "0.333333333333333", " 3 ",
)  # fmt: skip

Place = tuple[str | int, ...]


@pytest.fixture(scope="module")
def cases() -> list[dict[str, Any]]:
    """What is given in the stories that are planning cases as they stand."""
    found = []
    for path in sorted(STORIES.glob("*/given.yaml")):
        given = json.loads(json.dumps(yaml.safe_load(path.read_text("utf-8")), default=str))
        given.pop("ask", None)
        if "items" in given:
            found.append(given)
    return found


def places(given: Any, above: Place = ()) -> Iterator[Place]:
    inner = given.items() if isinstance(given, dict) else enumerate(given) if isinstance(given, list) else ()  # fmt: skip
    for key, value in inner:
        yield (*above, key)
        yield from places(value, (*above, key))


def mutated(given: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """The case with something left out, doubled, larger or strange."""
    case = copy.deepcopy(given)
    for _ in range(dice.choice((1, 1, 1, 2))):
        *above, key = dice.choice(list(places(case)))
        inside: Any = case
        for each in above:
            inside = inside[each]
        value, chosen = inside[key], dice.randrange(8)
        if chosen == 0:
            del inside[key]
        elif chosen == 1 and isinstance(inside, list):
            inside.append(copy.deepcopy(value))
        elif chosen in {2, 3, 4} and isinstance(value, int | float):
            inside[key] = dice.choice((0, 1, 2, 7, -1, 100, 36_500, 0.001, value * 10, value * 10**6))  # fmt: skip
        else:
            inside[key] = dice.choice(STRANGE)
    return case


@pytest.mark.parametrize("seed", seeds_for("mutated cases", 20) if IS_SOAK else [0])
def test_a_case_is_planned_or_its_mistake_is_said(
    cases: list[dict[str, Any]], seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dice = random.Random(seed)
    parser = argparse.ArgumentParser()
    plan.add_arguments(parser)
    path = tmp_path / "case.json"
    ends = set()
    for _ in range(CASES):
        path.write_text(json.dumps(mutated(dice.choice(cases), dice)), encoding="utf-8")
        ended = plan.run(parser.parse_args([str(path), dice.choice(("--json", "--records"))]))
        said = capsys.readouterr()
        assert (ended, bool(said.out), said.err.startswith("lockstep: ")) in {
            (0, True, False),
            (plan.WRONG_USE, False, True),
        }, path.read_text(encoding="utf-8")
        ends.add(ended)
    assert ends == {0, plan.WRONG_USE}
