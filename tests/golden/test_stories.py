"""Every story in a planner's words: `story.md` says it, `given.yaml` sets it, `expected.yaml` answers.

`make golden-accept` writes the answers down; look at the difference before you commit it, and say in
the changelog why it is right.
"""

import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.golden.answers import answers

HERE = Path(__file__).parent
STORIES = sorted(path.parent for path in HERE.glob("*/*/given.yaml"))
ACCEPT = os.environ.get("LOCKSTEP_GOLDEN_ACCEPT") == "1"


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("story", STORIES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_story_ends_as_told(story: Path) -> None:
    found = answers(read(story / "given.yaml"))
    expected = story / "expected.yaml"
    if ACCEPT:
        expected.write_text(
            yaml.safe_dump(found, sort_keys=False, allow_unicode=True, width=100), encoding="utf-8"
        )
    assert found == read(expected)


def test_every_story_is_told() -> None:
    untold = [story.name for story in STORIES if len(read_story(story)) < 60]
    assert untold == []
    assert len(STORIES) >= 25


def read_story(story: Path) -> str:
    return (story / "story.md").read_text(encoding="utf-8") if (story / "story.md").exists() else ""
