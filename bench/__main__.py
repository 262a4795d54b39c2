"""`python -m bench [NAME …]`: runs benches, prints their figures and writes bench/results/NAME.json.

A bench that hands its figures on in parts is written after each, so that one that is cut off leaves what it measured.
Ends with status 1 if a figure misses its goal.
"""

import asyncio
import importlib
import inspect
import json
import os
import platform
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.figures import Figure

HERE = Path(__file__).parent
SUPPORT = {
    "__init__",
    "__main__",
    "browser",
    "database",
    "figures",
    "forecast_others",
    "forecast_sets",
    "narrow_line",
    "rep_company",
    "whole_company",
    "whole_plant",
}


def main() -> int:
    present = sorted(each.stem for each in HERE.glob("*.py") if each.stem not in SUPPORT)
    wanted = sys.argv[1:] or present
    unknown = sorted(set(wanted) - set(present))
    if unknown:
        print(
            f"No such bench: {', '.join(unknown)}. There are: {', '.join(present)}.",
            file=sys.stderr,
        )
        return 2
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    )
    is_all_well = True
    for name in wanted:
        print(f"\n{name}")
        begun = time.monotonic()
        figures: list[Figure] = []
        for part in run(name):
            figures += part
            write(name, figures)
            for each in part:
                print(f"  {line(each)}", flush=True)
                is_all_well = is_all_well and each.holds is not False
        print(f"  ({time.monotonic() - begun:.0f} s)")
    return 0 if is_all_well else 1


def run(name: str) -> Iterator[list[Figure]]:
    """A bench's figures: in parts where it hands them on, else all in one."""
    measure = importlib.import_module(f"bench.{name}").measure
    if inspect.isgeneratorfunction(measure):
        yield from measure()
    else:
        yield asyncio.run(measure()) if inspect.iscoroutinefunction(measure) else measure()


def write(name: str, figures: Sequence[Figure]) -> None:
    results = HERE / "results"
    results.mkdir(exist_ok=True)
    text = json.dumps([each.as_json() for each in figures], indent=2, ensure_ascii=False)
    (results / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def line(figure: Figure) -> str:
    mark = {True: "✓", False: "✗", None: " "}[figure.holds]
    against = (
        f", {figure.ratio:g} × the floor of {figure.against:g}" if figure.ratio is not None else ""
    )
    goal = f", goal {figure.goal}" if figure.goal else ""
    return f"{mark} {figure.what}: {figure.value:g} {figure.unit}{against}{goal}"


if __name__ == "__main__":
    sys.exit(main())
