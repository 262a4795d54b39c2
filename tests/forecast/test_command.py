"""`lockstep forecast`: every usual way to write a file of series, and every usual way to spoil one."""

import csv
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from backend.cli import main
from backend.cli.forecast_cells import calendar_of, quantity_from
from backend.cli.forecast_file import SeriesError
from backend.cli.forecast_series import read_series

MONTHS = [f"{2021 + at // 12}-{at % 12 + 1:02d}" for at in range(36)]


def put(folder: Path, text: str, encoding: str = "utf-8", **others: str) -> Path:
    (folder / "series.csv").write_bytes(text.encode(encoding))
    for name, content in others.items():
        (folder / name.replace("_", ".")).write_text(content, encoding="utf-8")
    return folder


def monthly(*series: str, header: str = "series_id,period,quantity") -> str:
    rows = [
        f"{name},{month},{20 + 7 * (at % 12 == 11) + (at * 5 + len(name)) % 4}"
        for name in series
        for at, month in enumerate(MONTHS)
    ]
    return "\n".join([header, *rows]) + "\n"


def scored(folder: Path) -> Any:
    return json.loads((folder / "score.json").read_text(encoding="utf-8"))


def table(place: Path) -> list[dict[str, str]]:
    with place.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_a_folder_is_scored_and_the_score_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path, monthly("A", "Bee"), horizon_txt="6\n")
    assert main(["forecast", "score", str(tmp_path)]) == 0
    report = scored(tmp_path)
    assert (report["series"], report["horizon"], report["season"]) == (2, 6, 12)
    assert report["period"] == "month"
    assert set(report["forecast"]) == {
        "wape", "mase", "rmsse", "bias", "smape", "owa", "coverage", "pinball",
    }  # fmt: skip
    assert 0.0 < report["forecast"]["smape"] < 0.2
    assert report["forecast"]["owa"] is None  # each year is as the one before: Naive2 never errs
    said = capsys.readouterr().out
    assert "2 series, horizon 6 months, season 12, 1 hold-out(s)" in said
    assert "seasonal naive" in said
    rows = table(tmp_path / "score_series.csv")
    assert [row["series_id"] for row in rows] == ["A", "Bee"]
    assert "%" in rows[0]["made_of"]


def test_several_hold_outs_are_each_said(tmp_path: Path) -> None:
    put(tmp_path, monthly("A"))
    assert main(["forecast", "score", str(tmp_path), "--horizon", "3", "--origins", "3"]) == 0
    origins = scored(tmp_path)["origins"]
    assert [each["periods_ago"] for each in origins] == [3, 6, 9]


def test_the_same_file_gives_the_same_score(tmp_path: Path) -> None:
    put(tmp_path, monthly("A", "B"))
    answers = []
    for _ in range(2):
        assert main(["forecast", "score", str(tmp_path), "--horizon", "4"]) == 0
        report = scored(tmp_path)
        answers.append((report["forecast"], report["seasonal_naive"]))
    assert answers[0] == answers[1]


def test_what_is_to_come_is_written_period_by_period(tmp_path: Path) -> None:
    put(tmp_path, monthly("A"), meta_json='{"horizon": 2}')
    assert main(["forecast", "run", str(tmp_path)]) == 0
    rows = table(tmp_path / "forecasts.csv")
    assert [row["period"] for row in rows] == ["2024-01", "2024-02"]
    for row in rows:
        assert float(row["low"]) <= float(row["forecast"]) <= float(row["high"])
        assert 18 < float(row["forecast"]) < 26


@pytest.mark.parametrize(
    ("cells", "kind", "numbers"),
    [
        (["2024-01", "2024-02"], "month", [24288, 24289]),
        (["202401", "202402"], "month", [24288, 24289]),
        (["01.2024", "02.2024"], "month", [24288, 24289]),
        (["2024-01-01", "2024-02-01", "2024-03-01"], "month", [24288, 24289, 24290]),
        (["2024-01-31", "2024-02-29", "2024-03-31"], "month", [24288, 24289, 24290]),
        (["2024Q1", "2024-Q2"], "quarter", [8096, 8097]),
        (["2024-W01", "2024-W02"], "week", [105555, 105556]),
        (["2024-01-01", "2024-01-08", "2024-01-22"], "week", [105555, 105556, 105558]),
        (["2024-01-01", "2024-01-02"], "day", [738886, 738887]),
        (["20240101", "20240102"], "day", [738886, 738887]),
        (["01.02.2024", "02.02.2024"], "day", [738917, 738918]),
        (["02/01/2024", "02/13/2024", "02/14/2024"], "day", [738917, 738929, 738930]),
        (["2024-01-01 00:00:00", "2024-01-02T12:30:00Z"], "day", [738886, 738887]),
        (["1", "2", "10"], "number", [1, 2, 10]),
        (["2019", "2020"], "number", [2019, 2020]),
    ],
)
def test_periods_are_read_as_people_write_them(
    cells: list[str], kind: str, numbers: list[int]
) -> None:
    found = calendar_of(cells)
    assert found.kind == kind
    assert [found.numbers[cell] for cell in cells] == numbers


def test_a_week_is_named_by_the_day_on_which_it_begins() -> None:
    found = calendar_of(["2024-01-03", "2024-01-10", "2024-01-17"])
    number = found.numbers["2024-01-17"]
    assert number is not None
    assert found.name_of(number + 1) == "2024-01-24"


@pytest.mark.parametrize(
    ("cell", "comma_is_decimal", "value"),
    [
        ("12", False, 12.0), ("1,234", False, 1234.0), ("1,234", True, 1.234), ("1,5", False, 1.5),
        ("1.234,5", True, 1234.5), ("1 234,5", True, 1234.5), ("1,234.5", False, 1234.5),
        ("-3", False, -3.0), ("1e3", False, 1000.0), ("", False, None), ("many", False, None),
        ("nan", False, None), ("inf", False, None),
    ],
)  # fmt: skip
def test_quantities_are_read_as_people_write_them(
    cell: str, comma_is_decimal: Any, value: float | None
) -> None:
    assert quantity_from(cell, comma_is_decimal=comma_is_decimal) == value


def test_a_file_out_of_a_european_spreadsheet_is_read(tmp_path: Path) -> None:
    text = "\ufeffseries_id;period;quantity\r\nÖl;2024-01;1 234,5\r\nÖl;2024-02;2,5\r\n"
    for encoding in ("utf-8", "cp1252", "utf-16"):
        plain = text if encoding == "utf-8" else text.removeprefix("\ufeff")
        found = read_series(put(tmp_path, plain, encoding), 1)
        assert found.panel.ids == ("Öl",)
        assert found.panel.history(0).tolist() == [1234.5, 2.5]


def test_a_file_without_a_header_or_with_other_names_is_read(tmp_path: Path) -> None:
    for text in ("A,2024-01,1\nA,2024-02,2\n", "unique_id,ds,y\nA,2024-01,1\nA,2024-02,2\n"):
        assert read_series(put(tmp_path, text), 1).panel.history(0).tolist() == [1.0, 2.0]


def test_gaps_duplicates_and_returns_are_counted_and_said(tmp_path: Path) -> None:
    text = "series_id,period,quantity\nA,2024-01,5\nA,2024-01,2\nA,2024-04,-3\nB,2024-02,0\n"
    found = read_series(put(tmp_path, text), 1)
    assert found.panel.history(0).tolist() == [7.0, 0.0, 0.0, -3.0]
    assert found.notes == (
        "1 quantities below zero count as none (A: -3)",
        "1 rows were added to another of the same series and period (A)",
        "2 missing periods count as none",
    )


def test_rows_that_cannot_be_read_are_left_out_and_shown(tmp_path: Path) -> None:
    text = monthly("A") + "A,someday,4\nA,2024-01,many\nA\nA,3024-01,5\n"
    found = read_series(put(tmp_path, text), 1)
    assert len(found.panel.history(0)) == 36
    assert found.notes == (
        "2 rows with an impossible period were left out (someday, 3024-01)",
        "1 rows without a readable quantity were left out (many)",
        "1 rows with too few cells were left out (A)",
    )


def test_a_date_in_the_wrong_century_does_not_make_a_hundred_empty_years(tmp_path: Path) -> None:
    found = read_series(put(tmp_path, monthly("A", "B") + "A,1921-05,9\n"), 1)
    assert found.panel.lengths.tolist() == [36, 36]
    assert found.notes == ("1 rows decades away from all others were left out (1921-05)",)


def test_a_hundred_years_of_days_are_cut_to_the_last_ones_and_forecast(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = date(1924, 1, 1)
    rows = "".join(f"A,{first + timedelta(days=day)},{day % 7}\n" for day in range(36_525))
    put(tmp_path, "series_id,period,quantity\n" + rows)
    assert main(["forecast", "run", str(tmp_path), "--horizon", "7"]) == 0
    assert (
        "1 series were cut to their last periods, they are very long (A)" in capsys.readouterr().err
    )
    found = [float(row["forecast"]) for row in table(tmp_path / "forecasts.csv")]
    assert sorted(round(each) for each in found) == list(range(7))


def test_series_run_on_to_the_end_only_where_empty_periods_are_not_written(tmp_path: Path) -> None:
    sales = "series_id,period,quantity\nA,1,5\nA,3,5\nB,1,2\nB,2,2\nB,6,1\n"
    assert read_series(put(tmp_path, sales), 1).panel.lengths.tolist() == [6, 6]
    assert read_series(put(tmp_path, sales), 1, gaps="end").panel.lengths.tolist() == [3, 6]
    whole = "series_id,period,quantity\nA,1,5\nA,2,0\nB,1,2\nB,2,2\nB,3,1\n"
    assert read_series(put(tmp_path, whole), 1).panel.lengths.tolist() == [2, 3]


def test_prices_to_come_are_read_beside_the_history(tmp_path: Path) -> None:
    text = "series_id,period,quantity,price,revenue\nA,1,5,2.5,12\nA,2,6,2.5,15\nA,3,,1.9,\n"
    panel = read_series(put(tmp_path, text), 1).panel
    assert panel.history(0).tolist() == [5.0, 6.0]
    assert {name: rows.tolist() for name, rows in panel.known.items()} == {
        "price": [[2.5, 2.5, 1.9]]
    }


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "is empty"),
        ("series_id,period,quantity\n", "no row that can be read"),
        ("series_id,period,quantity\nA,x,y\n", "no row that can be read"),
        ("just words\nand more\n", "three columns"),
    ],
)
def test_a_file_with_nothing_in_it_is_refused_with_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, word: str
) -> None:
    put(tmp_path, text)
    assert main(["forecast", "score", str(tmp_path)]) == 2
    assert word in capsys.readouterr().err
    assert not (tmp_path / "score.json").exists()


def test_no_folder_and_no_horizon_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["forecast", "score", str(tmp_path / "nowhere")]) == 2
    assert "series_id, period, quantity" in capsys.readouterr().err
    put(tmp_path, monthly("A"))
    assert main(["forecast", "score", str(tmp_path), "--horizon", "0"]) == 2
    assert "at least 1" in capsys.readouterr().err
    assert main(["forecast", "score", str(tmp_path), "--horizon", "36"]) == 2
    assert "no series is longer than the horizon of 36" in capsys.readouterr().err


def test_odd_series_are_forecast_all_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = "".join(f"zero,{month},0\n" for month in MONTHS) + "one,2023-12,4\n"
    odd += "".join(f"back,{month},{-5 if at % 7 == 0 else 3}\n" for at, month in enumerate(MONTHS))
    put(tmp_path, monthly("A") + odd)
    assert main(["forecast", "run", str(tmp_path), "--horizon", "2"]) == 0
    rows = table(tmp_path / "forecasts.csv")
    assert [row["series_id"] for row in rows[::2]] == ["A", "zero", "one", "back"]
    assert [float(row["forecast"]) for row in rows[2:6]] == [0.0, 0.0, 4.0, 4.0]
    said = capsys.readouterr().err
    assert "one by the naive forecast: only 1 periods of history" in said
    assert main(["forecast", "score", str(tmp_path), "--horizon", "2"]) == 0
    assert scored(tmp_path)["left_out"] == 1


def test_a_wrong_meta_file_is_no_obstacle(tmp_path: Path) -> None:
    put(tmp_path, monthly("A"), meta_json="{broken", horizon_txt="about 5 months")
    with pytest.raises(SeriesError):
        read_series(tmp_path / "elsewhere", None)
    assert read_series(tmp_path, None).horizon == 5
    assert read_series(tmp_path, 7).horizon == 7
