"""Islands: what a live page says through attributes is heard while the island stands."""

import re
from pathlib import Path

import pytest

ISLANDS = Path(__file__).resolve().parents[2] / "frontend" / "static" / "js" / "islands"
OBSERVED = re.compile(r"static observedAttributes = \[([^\]]*)\]")
READ = re.compile(r"this\.(?:get|has)Attribute\(\"([a-z-]+)\"\)")
OBSERVING = sorted(
    path for path in ISLANDS.glob("*.js") if OBSERVED.search(path.read_text("utf-8"))
)


def test_some_islands_follow_their_attributes() -> None:
    assert "decision-bar.js" in {path.name for path in OBSERVING}


@pytest.mark.parametrize("path", OBSERVING, ids=lambda path: path.stem)
def test_an_island_that_follows_its_attributes_follows_each_that_it_reads(path: Path) -> None:
    source = path.read_text("utf-8")
    found = OBSERVED.search(source)
    assert found is not None
    observed = set(re.findall(r"\"([a-z-]+)\"", found[1]))
    assert set(READ.findall(source)) <= observed
