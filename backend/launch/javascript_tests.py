"""Runs the browser modules' tests, or those of the given names, with the Node that set-up found."""

import os
import sys
from pathlib import Path

from backend.launch.assets import node

PROJECT = Path(__file__).resolve().parents[2]


def main() -> int:
    found = node(PROJECT)
    if found is None:
        print("There is no Node here: `make setup` brings one.", file=sys.stderr)
        return 1
    tests = sorted(
        str(each.relative_to(PROJECT))
        for name in sys.argv[1:] or ["*"]
        for each in (PROJECT / "tests" / "js").glob(f"{name}.test.js")
    )
    if not tests:
        print("There are no tests in tests/js.", file=sys.stderr)
        return 1
    os.chdir(PROJECT)
    return os.spawnv(os.P_WAIT, found, [str(found), "--test", *tests])


if __name__ == "__main__":
    sys.exit(main())
