"""`lockstep forecast`: forecasts a folder of series, or scores the forecast on their own last periods."""

import argparse
import csv
import json
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np

from backend.cli.forecast_file import SeriesError
from backend.cli.forecast_series import Series, read_series
from backend.engine.forecast.accuracy import Accuracy, accuracy, actuals, owa, scales_of
from backend.engine.forecast.arrays import Floats, Integers
from backend.engine.forecast.classes import CLASSES
from backend.engine.forecast.combine import CANDIDATES
from backend.engine.forecast.naive2 import naive2
from backend.engine.forecast.panel import Panel, panel_of
from backend.engine.forecast.run import SEED, Forecast, forecast

WRONG_USE = 2
LEVEL = 0.9
MOST_SHOWN = 20
FIGURES = ("wape", "mase", "rmsse", "bias", "smape", "owa", "coverage", "pinball")

Kept = tuple[Floats, Forecast, Floats, Floats]  # what came, the forecast, scales, Naive2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    below = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    # The worker's own: carry out a run of the company that is on record.
    company = below.add_parser("company", help=argparse.SUPPRESS)
    company.add_argument("--run", type=UUID, required=True, help=argparse.SUPPRESS)
    for name, meaning in (
        ("score", "hold the last periods out, forecast them, and say how far off it was"),
        ("run", "forecast the periods to come"),
    ):
        found = below.add_parser(name, help=meaning)
        found.add_argument("path", type=Path, help="a folder with series.csv, or such a file")
        found.add_argument("--horizon", type=int, help="periods ahead; else horizon.txt, meta.json")
        found.add_argument("--season", type=int, help="periods of a season; else by the calendar")
        found.add_argument(
            "--gaps",
            choices=("auto", "zero", "end"),
            default="auto",
            help="after a series' last row: zero demand, or its end (auto: docs/forecast.md)",
        )
        found.add_argument("--cores", type=int, help="at most so many; else all there are")
        found.add_argument("--seed", type=int, default=SEED, help="same seed, same forecast")
        found.add_argument("--out", type=Path, help="folder for what is written; else PATH")
        if name == "score":
            found.add_argument(
                "--origins", type=int, default=1, help="hold-outs, each a horizon before the next"
            )


def run(arguments: argparse.Namespace) -> int:
    if arguments.action == "company":
        from backend.cli.forecast_company import carry_out

        return carry_out(arguments.run)
    try:
        _check(arguments)
        series = read_series(arguments.path, arguments.horizon, arguments.season, arguments.gaps)
        for note in series.notes:
            print(f"note: {note}", file=sys.stderr)
        return (_score if arguments.action == "score" else _run)(arguments, series)
    except SeriesError as error:
        print(f"lockstep: {error}", file=sys.stderr)
        return WRONG_USE


def _check(arguments: argparse.Namespace) -> None:
    for name in ("horizon", "season", "cores", "origins"):
        value = getattr(arguments, name, None)
        if value is not None and value < 1:
            raise SeriesError(f"--{name} is a count, at least 1; {value} is none")


def _run(arguments: argparse.Namespace, series: Series) -> int:
    found, seconds = _forecast(series.panel, series.horizon, arguments)
    names = series.calendar.name_of
    last = series.panel.last + series.first
    rows = [
        (
            series.panel.ids[row], names(int(last[row]) + step),
            *(round(float(each[row, step]), 4) for each in (found.point, found.low, found.high)),
            CLASSES[found.classes[row]],
        )
        for row in range(len(series.panel))
        for step in range(series.horizon)
    ]  # fmt: skip
    header = ("series_id", "period", "forecast", "low", "high", "class")
    place = _write(_folder(arguments), "forecasts.csv", header, rows)
    _tell_marks(series, found)
    print(f"{len(series.panel)} series, {series.horizon} {series.calendar.kind}s ahead: {place}")
    print(f"{len(series.panel) / seconds:.0f} series a second")
    _tell_failed(series.panel, found)
    return 0


def _score(arguments: argparse.Namespace, series: Series) -> int:
    results: list[dict[str, Any]] = []
    kept: list[Kept] = []
    per_series: list[tuple[object, ...]] = []
    spent = 0.0
    for number in range(max(1, arguments.origins)):
        ago = (number + 1) * series.horizon
        before = series.panel.shortened(ago)
        rows = np.flatnonzero(before.lengths > 0)
        if not len(rows):
            break
        whole, before = series.panel.only(rows), before.only(rows)
        found, seconds = _forecast(before, series.horizon, arguments)
        spent += seconds
        came = actuals(whole, before, series.horizon)
        scales = scales_of(before)
        kept.append((came, found, scales, naive2(before, series.horizon)))
        results.append({"periods_ago": ago, "series": len(rows), **_figures([kept[-1]])})
        if number == 0:
            per_series = _per_series(before, kept[0])
            _tell_failed(before, found)
    if not kept:
        raise SeriesError(
            f"no series is longer than the horizon of {series.horizon}; "
            "give a shorter one with --horizon, or use `lockstep forecast run`"
        )
    total = _figures(kept)
    answered = sum(len(each[1].point) for each in kept)
    report = {
        "series": len(series.panel),
        "left_out": len(series.panel) - results[0]["series"],
        "period": series.calendar.kind,
        "season": series.panel.season,
        "horizon": series.horizon,
        "level": LEVEL,
        "seed": arguments.seed,
        "series_per_second": round(answered / spent, 1),
        "seconds": round(spent, 2),
        **total,
        "origins": results,
        "notes": series.notes,
    }
    _print(report)
    folder = _folder(arguments)
    header = ("series_id", "class", "wape", "bias", "naive_wape", "coverage", "made_of", "reason")
    _write(folder, "score_series.csv", header, per_series)
    place = folder / "score.json"
    place.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(f"written: {place}")
    return 0


def _forecast(panel: Panel, horizon: int, arguments: argparse.Namespace) -> tuple[Forecast, float]:
    """The forecast and its seconds; what the compiler takes the first time is no forecasting."""
    forecast(panel_of({"warm": [1.0, 2.0, 3.0, 5.0] * 3}, 2), 1, cores=1)
    told = _Progress()
    begun = time.perf_counter()
    found = forecast(panel, horizon, seed=arguments.seed, cores=arguments.cores, told=told)
    seconds = max(1e-9, time.perf_counter() - begun)
    told.end()
    return found, seconds


class _Progress:
    """One line that is written over, and only where a person looks at it."""

    def __call__(self, stage: str, share: float) -> None:
        if sys.stderr.isatty():
            print(f"\r{stage} {share:4.0%}   ", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        if sys.stderr.isatty():
            print("\r" + " " * 30 + "\r", end="", file=sys.stderr, flush=True)


def _figures(kept: Sequence[Kept]) -> dict[str, Any]:
    """Over all origins together: each origin's series count as series of their own."""
    came = np.concatenate([each[0] for each in kept])
    scales = np.concatenate([each[2] for each in kept])
    point, low, high, naive = (
        np.concatenate([getattr(each[1], name) for each in kept])
        for name in ("point", "low", "high", "naive")
    )
    base = accuracy(came, np.concatenate([each[3] for each in kept]), scales)
    return {
        name: {**found.as_json(), "owa": _rounded(owa(found, base))}
        for name, found in (
            ("forecast", accuracy(came, point, scales, (low, high), LEVEL)),
            ("seasonal_naive", accuracy(came, naive, scales)),
        )
    }


def _rounded(value: float) -> float | None:
    return None if np.isnan(value) else round(value, 6)


def _per_series(panel: Panel, kept: Kept) -> list[tuple[object, ...]]:
    came, found, scales, _ = kept
    rows: list[tuple[object, ...]] = []
    for row, name in enumerate(panel.ids):
        one = slice(row, row + 1)
        bounds = (found.low[one], found.high[one])
        ours: Accuracy = accuracy(came[one], found.point[one], scales[one], bounds, LEVEL)
        naive = accuracy(came[one], found.naive[one], scales[one])
        made_of = "; ".join(
            f"{CANDIDATES[at]} {found.weights[row, at]:.0%}"
            for at in np.argsort(-found.weights[row], kind="stable")
            if found.weights[row, at] >= 0.005  # noqa: PLR2004 - what rounds to 0 % is not said
        )
        rows.append((
            name, CLASSES[found.classes[row]], *(
                round(each, 4) for each in (ours.wape, ours.bias, naive.wape, ours.coverage)
            ), made_of, found.failed.get(row, ""),
        ))  # fmt: skip
    return rows


def _print(report: dict[str, Any]) -> None:
    print(
        f"{report['series']} series, horizon {report['horizon']} {report['period']}s, "
        f"season {report['season']}, {len(report['origins'])} hold-out(s)"
        + (f", {report['left_out']} too short to hold out" if report["left_out"] else "")
    )
    print(f"{'':16}" + "".join(f"{name:>10}" for name in FIGURES))
    lines = [("forecast", report["forecast"]), ("seasonal naive", report["seasonal_naive"])]
    if len(report["origins"]) > 1:
        lines += [(f"{each['periods_ago']} ago", each["forecast"]) for each in report["origins"]]
    for name, figures in lines:
        cells = [figures[each] for each in FIGURES]
        print(
            f"{name:16}" + "".join(f"{'–' if x is None else format(x, '.4f'):>10}" for x in cells)
        )
    print(f"{report['series_per_second']:.0f} series a second, back-test and intervals included")


def _tell_failed(panel: Panel, found: Forecast) -> None:
    """Those that were answered by the naive forecast, with the reason."""
    for row, reason in list(found.failed.items())[:MOST_SHOWN]:
        print(f"note: {panel.ids[row]} by the naive forecast: {reason}", file=sys.stderr)
    if len(found.failed) > MOST_SHOWN:
        print(f"note: and {len(found.failed) - MOST_SHOWN} more", file=sys.stderr)


def _tell_marks(series: Series, found: Forecast) -> None:
    offsets: Integers = series.panel.offsets + series.first
    rows = [
        (
            series.panel.ids[each.series],
            series.calendar.name_of(int(offsets[each.series]) + each.period),
            each.mend.value, each.was, round(each.became, 4),
        )
        for each in found.marks
    ]  # fmt: skip
    if rows:
        print(f"note: {len(rows)} periods were mended before forecasting", file=sys.stderr)
        for name, period, mend, was, became in rows[:MOST_SHOWN]:
            print(f"note: {name} {period} {mend}: {was:g} counted as {became:g}", file=sys.stderr)


def _folder(arguments: argparse.Namespace) -> Path:
    """Where it is written: as asked, else beside the series, else here if that cannot be written."""
    given: Path | None = arguments.out
    path: Path = arguments.path
    folder = given or (path if path.is_dir() else path.parent)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".lockstep-forecast"
        probe.touch()
        probe.unlink()
    except OSError as error:
        if given is not None:
            raise SeriesError(f"{folder} cannot be written: {error.strerror}") from error
        return Path.cwd()
    return folder


def _write(
    folder: Path, name: str, header: Sequence[str], rows: Iterable[Sequence[object]]
) -> Path:
    place = folder / name
    with place.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(header)
        writer.writerows(rows)
    return place
