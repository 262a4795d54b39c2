"""Runs the browser modules' tests, or those of the given names, with the Node that set-up found."""

import json
import os
import sys
import tempfile
from pathlib import Path

from backend.launch.assets import node
from shared.screen_texts import screen_texts
from shared.text import LANGUAGES

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
    with tempfile.TemporaryDirectory() as texts:
        for language in LANGUAGES:
            content = json.dumps(screen_texts(language), ensure_ascii=False)
            (Path(texts) / f"{language}.json").write_text(content, encoding="utf-8")
        environment = {**os.environ, "LOCKSTEP_TEXTS": texts}
        return os.spawnve(os.P_WAIT, found, [str(found), "--test", *tests], environment)


if __name__ == "__main__":
    sys.exit(main())
